#include "report/memo_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "report/layout.hpp"

namespace weir::report {
namespace {

/// Columns of the rows of a summary and of the lists at the end.
constexpr std::size_t level_column = 22;
constexpr std::size_t note_column = 40;
constexpr std::string_view margin = "    ";

std::string_view sign(Mark mark) {
  switch (mark) {
    case Mark::none:
      return "";
    case Mark::fired:
      return "●";
    case Mark::open:
      return "?";
    case Mark::near:
      return "○";
    case Mark::defeated:
      return "✗";
    case Mark::pending:
      return "…";
    case Mark::silent:
      return "–";
    case Mark::failed:
      return "»";
  }
  return "";
}

std::string_view sign(base::Truth truth) {
  return truth == base::Truth::true_value ? "✓" : truth == base::Truth::false_value ? "✗" : "?";
}

Paint paint_of(base::Truth truth) {
  return truth == base::Truth::true_value    ? Paint::good
         : truth == base::Truth::false_value ? Paint::bad
                                             : Paint::open;
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t taken = base::display_width(text);
  return taken < width ? text + std::string(width - taken, ' ') : text;
}

class TextWriter {
 public:
  explicit TextWriter(const Style& style) : page_(style) {}

  std::string write(const Memo& memo) {
    for (const Block& block : memo) {
      write(block);
      previous_ = block.kind;
    }
    return page_.take();
  }

 private:
  void write(const Block& block) {
    switch (block.kind) {
      case Block::Kind::title:
        return page_.sides("", "", Painted::as(Paint::heading, block.text),
                           Painted::as(Paint::faint, block.aside));
      case Block::Kind::line:
        return page_.paragraph("", "", Painted::of(block.text));
      case Block::Kind::regime:
        return regime(block);
      case Block::Kind::answer:
        return answer(block);
      case Block::Kind::section:
        page_.blank();
        return page_.paragraph("", "", Painted::as(Paint::heading, block.text));
      case Block::Kind::group:
        return page_.sides("  ", "  ", Painted::as(Paint::heading, block.text),
                           Painted::as(Paint::faint, block.aside));
      case Block::Kind::item:
        return item(block);
      case Block::Kind::detail:
        return page_.sides(margin, margin, Painted::as(Paint::faint, block.text),
                           Painted::as(Paint::faint, block.aside));
      case Block::Kind::steps:
        return steps(block.steps, std::string(margin));
      case Block::Kind::note:
        return note(block);
      case Block::Kind::entry:
        return entry(block);
      case Block::Kind::remark:
        return page_.paragraph("  ", "  ", Painted::as(Paint::faint, block.text));
    }
  }

  /// Country and title, position, id: on one line where they fit.
  void regime(const Block& block) {
    if (previous_ != Block::Kind::regime) page_.blank();
    const std::size_t middle = 40, left = base::display_width(block.label);
    const std::size_t right = base::display_width(block.text), id = base::display_width(block.aside);
    if (left + 2 <= middle && middle + right + 2 + id <= page_.style().width) {
      return page_.three(Painted::as(Paint::heading, block.label), middle,
                         Painted::as(Paint::emphasis, block.text), Painted::as(Paint::faint, block.aside));
    }
    page_.sides("", "  ", Painted::as(Paint::heading, block.label), Painted::as(Paint::faint, block.aside));
    page_.paragraph("  ", "  ", Painted::as(Paint::emphasis, block.text));
  }

  void answer(const Block& block) {
    const std::string first = padded("  " + block.label + "  ", level_column);
    const std::string rest(base::display_width(first), ' ');
    page_.columns(first, rest, Painted::as(block.paint, block.text), note_column, Painted::of(block.aside));
  }

  void item(const Block& block) {
    std::string first = block.number > 0 ? fmt::format(" {:>2} ", block.number) : std::string("  ");
    if (block.mark != Mark::none) first = fmt::format("  {} ", sign(block.mark));
    const Painted text = block.paint == Paint::faint || block.number > 0
                             ? Painted::of(block.text)
                             : Painted::as(block.paint, block.text);
    page_.sides(first, margin, text,
                block.number > 0 ? Painted::as(Paint::open, block.aside) : Painted::of(block.aside));
  }

  void note(const Block& block) {
    const std::string text = block.label.empty() ? block.text : block.label + ": " + block.text;
    page_.paragraph(margin, "      ", Painted::as(Paint::faint, text));
  }

  void entry(const Block& block) {
    const std::string first = padded("  " + block.label + "  ", level_column);
    if (base::display_width(first) > level_column) {
      page_.paragraph("  ", margin, Painted::of(block.label + ": " + block.text));
    } else {
      page_.paragraph(first, std::string(level_column, ' '), Painted::of(block.text));
    }
    if (!block.aside.empty()) page_.paragraph(margin, margin, Painted::as(Paint::faint, block.aside));
  }

  void steps(const std::vector<Step>& all, const std::string& bars) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Step& step = all[i];
      const bool last = i + 1 == all.size();
      const std::string below = bars + (last ? "  " : "│ ");
      const std::string hanging = below + (step.parts.empty() ? "  " : "│ ");
      std::string text = step.text;
      if (!step.value.empty()) text += ": " + step.value;
      page_.marked(bars + (last ? "└ " : "├ "),
                   Painted::as(paint_of(step.truth), std::string(sign(step.truth))), hanging, text,
                   Painted::as(Paint::faint, step.cite));
      steps(step.parts, below);
    }
  }

  Page page_;
  Block::Kind previous_ = Block::Kind::title;
};

}  // namespace

std::string render_memo_text(const Memo& memo, const Style& style) {
  return TextWriter(style).write(memo);
}

}  // namespace weir::report
