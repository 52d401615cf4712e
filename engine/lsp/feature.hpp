#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "base/date.hpp"
#include "lsp/message.hpp"
#include "lsp/position.hpp"
#include "lsp/snapshot.hpp"

namespace weir::lsp {

/// What a feature answers from.
struct FeatureContext {
  const Json& params;
  const State& state;        ///< as it was when the request was made
  const Snapshot& snapshot;  ///< of that state; of features that need only text, perhaps of an earlier one
  Encoding encoding;
  std::optional<base::Date> as_of;  ///< the day on which thresholds and groups are shown; none: the last
  /// All mistakes of the snapshot, and its lints as far as they have been asked.
  const std::vector<diagnostics::Diagnostic>& diagnostics;
  /// Analyses another state, to see what a change would do; null if the request was cancelled.
  std::function<std::shared_ptr<const Snapshot>(std::shared_ptr<const State>)> analyse;
};

/// What a feature needs: see features.def.
enum class Needs : std::uint8_t { fresh, text };

/// One row of features.def.
struct Feature {
  std::string_view method;
  Answer (*answer)(const FeatureContext&);
  Needs needs;
  std::string_view capability;
  std::string_view options;
};

std::span<const Feature> features();
/// What the server can do, as `initialize` tells it.
Json capabilities(Encoding encoding);

#define WEIR_LSP_FEATURE(method, function, needs, capability, options) \
  Answer function(const FeatureContext& context);
#include "lsp/features.def"
#undef WEIR_LSP_FEATURE

/// The place that the parameters of a request name: a file of the snapshot and a byte in it.
struct Place {
  base::FileId file;
  std::uint32_t offset = 0;
};
/// Reads `textDocument` and `position`; none if the snapshot has no such file.
std::optional<Place> place_of(const FeatureContext& context);
/// The path that `textDocument` names; none if it is no file.
std::optional<std::string> document_path(const Json& params);
/// `{uri, range}` of a span.
Json location_of(const FeatureContext& context, base::Span span);
/// Edits of spans as a `WorkspaceEdit`, file by file.
Json workspace_edit(const Snapshot& snapshot, std::span<const diagnostics::Edit> edits, Encoding encoding);
/// The error of a request whose parameters are not as the protocol has them.
ResponseError wrong_params(std::string_view what);

/// Those of `all` that stand in one file as the protocol has them, and how many `more` are not shown; `base`
/// is the address of pages on codes (may be empty): a code's page is the address with the code behind it.
Json diagnostics_json(const Snapshot& snapshot, const std::vector<diagnostics::Diagnostic>& all,
                      std::size_t more, base::FileId file, Encoding encoding, std::string_view base);
/// Mistakes that have no place in a file, one a line; empty if there are none.
std::string placeless_mistakes(const Snapshot& snapshot);

}  // namespace weir::lsp
