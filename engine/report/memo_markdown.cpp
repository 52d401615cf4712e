#include "report/memo_markdown.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "report/markdown.hpp"

namespace weir::report {
namespace {

std::string code(std::string_view text) {
  return text.empty() ? "" : fmt::format("`{}`", text);
}

std::string_view sign(Mark mark) {
  switch (mark) {
    case Mark::open:
      return "? ";
    case Mark::near:
      return "○ ";
    case Mark::fired:
      return "● ";
    case Mark::defeated:
      return "✗ ";
    case Mark::pending:
      return "… ";
    case Mark::failed:
      return "» ";
    case Mark::silent:
    case Mark::none:
      return "";
  }
  return "";
}

std::string_view sign(base::Truth truth) {
  return truth == base::Truth::true_value ? "✓" : truth == base::Truth::false_value ? "✗" : "?";
}

/// True of a name that a program gave: "ca.notify.control".
bool is_id(std::string_view text) {
  return !text.empty() && text.find(' ') == std::string_view::npos;
}

std::string aside(const std::string& text) {
  return is_id(text) ? code(text) : escaped(text);
}

class MarkdownWriter {
 public:
  std::string write(const Memo& memo) {
    for (const Block& block : memo) write(block);
    return std::move(out_);
  }

 private:
  enum class Run : std::uint8_t { none, table, list };

  void write(const Block& block) {
    switch (block.kind) {
      case Block::Kind::title:
        return paragraph("# " + escaped(block.text) +
                         (block.aside.empty() ? "" : " (" + code(block.aside) + ")"));
      case Block::Kind::line:
        return paragraph(escaped(block.text));
      case Block::Kind::regime:
        return paragraph(fmt::format("## {} ({})\n\n**{}**", escaped(block.label), code(block.aside),
                                     escaped(block.text)));
      case Block::Kind::answer:
        return answer(block);
      case Block::Kind::section:
        return paragraph("### " + escaped(block.text));
      case Block::Kind::group:
        return paragraph("#### " + escaped(block.text) +
                         (block.aside.empty() ? "" : " (" + escaped(block.aside) + ")"));
      case Block::Kind::item:
        return item(block);
      case Block::Kind::detail:
        return detail(block);
      case Block::Kind::steps:
        begin(Run::list);
        return steps(block.steps, inside_);
      case Block::Kind::note:
        begin(Run::list);
        line(inside_ + "- " + (block.label.empty() ? "" : "*" + escaped(block.label) + ":* ") +
             escaped(block.text));
        return;
      case Block::Kind::entry:
        begin(Run::list);
        line("- **" + escaped(block.label) + "** " + entry(block));
        return;
      case Block::Kind::remark:
        return paragraph("*" + escaped(block.text) + "*");
    }
  }

  static std::string entry(const Block& block) {
    return block.aside.empty() ? escaped(block.text)
                               : fmt::format("{}, <{}>", escaped(block.text), address(block.aside));
  }

  void answer(const Block& block) {
    if (begin(Run::table)) line("| question | answer | why |\n|---|---|---|");
    line(
        fmt::format("| {} | **{}** | {} |", escaped(block.label), escaped(block.text), escaped(block.aside)));
  }

  void item(const Block& block) {
    begin(Run::list);
    std::string head = block.number > 0 ? fmt::format("{}. ", block.number) : std::string("- ");
    inside_ = std::string(head.size(), ' ');
    head += fmt::format("{}**{}**", sign(block.mark), escaped(block.text));
    if (!block.aside.empty()) head += ": " + aside(block.aside);
    line(head);
  }

  void detail(const Block& block) {
    begin(Run::list);
    std::string text = escaped(block.text);
    if (!block.aside.empty()) text += (text.empty() ? "" : " · ") + aside(block.aside);
    line(inside_ + "- " + text);
  }

  void steps(const std::vector<Step>& all, const std::string& indent) {
    for (const Step& step : all) {
      std::string text = fmt::format("{}- {} {}", indent, sign(step.truth), escaped(step.text));
      if (!step.value.empty()) text += ": " + escaped(step.value);
      if (!step.cite.empty()) text += fmt::format(" ({})", escaped(step.cite));
      line(text);
      steps(step.parts, indent + "  ");
    }
  }

  void paragraph(const std::string& text) {
    run_ = Run::none;
    if (!out_.empty()) out_ += '\n';
    line(text);
  }

  /// Starts a table or list, unless one runs already.
  bool begin(Run run) {
    if (run_ == run) return false;
    run_ = run;
    out_ += '\n';
    return true;
  }

  void line(const std::string& text) { out_ += text + "\n"; }

  std::string out_;
  std::string inside_ = "  ";  ///< indentation of what belongs to the item
  Run run_ = Run::none;
};

}  // namespace

std::string render_memo_markdown(const Memo& memo, const Style& style) {
  return style.plain(MarkdownWriter().write(memo));
}

}  // namespace weir::report
