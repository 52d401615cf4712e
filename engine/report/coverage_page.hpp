#pragma once
#include <string_view>

namespace weir::report {

/// The style sheet of the page of coverage: light, dark and printed. States differ by their line as well as
/// by their colour.
inline constexpr std::string_view coverage_style = R"(
:root{color-scheme:light dark;--page:#fff;--ink:#1c1e21;--faint:#6a7078;--rule:#d9dde2;--covered:#d8f0dc;
--covered-line:#2e7d3a;--one:#fdf0c4;--one-line:#a67c00;--open:#e3e0f7;--open-line:#6250b5;--never:#fbdcd9;--never-line:#b3261e}
@media (prefers-color-scheme:dark){:root{--page:#16181b;--ink:#e4e6e9;--faint:#979da6;--rule:#33383f;--covered:#173a20;
--covered-line:#6cc07a;--one:#3f3410;--one-line:#d9b23c;--open:#2b2650;--open-line:#a99bf0;--never:#4a1c19;--never-line:#f08a80}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem;max-width:75rem;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0 0 .25rem}
h2{font-size:1.05rem;margin:2.25rem 0 .5rem;font-family:ui-monospace,monospace}
p{margin:.25rem 0}
.faint{color:var(--faint)}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.9rem}
th,td{text-align:left;padding:.2rem .6rem;border-bottom:1px solid var(--rule);vertical-align:top}
th{font-weight:600;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.nought{color:var(--never-line);font-weight:600}
a{color:inherit}
pre{margin:0;padding:.75rem 0;border:1px solid var(--rule);border-radius:4px;white-space:pre-wrap;overflow-wrap:anywhere;
font:12.5px/1.6 ui-monospace,monospace;tab-size:8}
pre .l{display:block;padding-left:4.5em;text-indent:-4.5em;padding-right:.75em}
pre .l::before{content:attr(data-n);display:inline-block;width:3.5em;margin-right:1em;text-align:right;text-indent:0;color:var(--faint)}
.s{border-radius:2px;padding:1px 0;text-decoration-thickness:2px;text-underline-offset:3px}
.covered{background:var(--covered);text-decoration:underline solid var(--covered-line)}
.only-true{background:var(--one);text-decoration:underline dashed var(--one-line)}
.only-false{background:var(--one);text-decoration:underline dotted var(--one-line)}
.not-alone{background:var(--one);text-decoration:underline wavy var(--one-line);text-decoration-thickness:1px}
.only-open{background:var(--open);text-decoration:underline double var(--open-line);text-decoration-thickness:1px}
.never{background:var(--never);text-decoration:underline solid var(--never-line)}
.id{font-weight:700}
.legend span.s{font-family:ui-monospace,monospace;font-size:.85rem;margin-right:.35rem;padding:1px .3rem}
.legend{line-height:2}
@media print{:root{--page:#fff;--ink:#000;--faint:#555;--rule:#bbb;--covered:#e6f4e8;--covered-line:#2e7d3a;--one:#fdf3d0;
--one-line:#8a6700;--open:#eceafb;--open-line:#6250b5;--never:#fbe3e1;--never-line:#b3261e}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}body{max-width:none;padding:0;font-size:10pt}
pre{font-size:8pt;border:0}tr,.l{break-inside:avoid}h2{break-after:avoid}}
)";

}  // namespace weir::report
