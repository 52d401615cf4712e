#include "yaml/document.hpp"

#include <fmt/core.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <exception>
#include <istream>
#include <streambuf>

#include "yaml/builder.hpp"
#include "yaml/cuts.hpp"
#include "yaml/layout_fixes.hpp"
#include "yaml/parse_range.hpp"
#include "yaml/syntax_error.hpp"
#include "yaml/text_checks.hpp"

namespace weir::yaml {

using diagnostics::Code;
using diagnostics::Source;

namespace {

/// A text as a stream, without a copy.
class ViewBuffer final : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // the interface has no const; nothing writes
    setg(begin, begin, begin + text.size());
  }
};

/// Hands the parser's events to a builder. `base` is where the parsed text begins in the file, `cuts` what
/// was taken out of it.
class Events final : public YAML::EventHandler {
 public:
  Events(DocumentBuilder& builder, std::uint32_t base, const Cuts& cuts)
      : builder_(&builder), base_(base), cuts_(&cuts) {}

  /// Counts documents and remembers where the current one begins.
  void OnDocumentStart(const YAML::Mark& mark) override {
    begin_ = offset(mark);
    if (++documents_ > 1) throw SecondDocument{begin_};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { builder_->null(offset(mark)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { builder_->alias(offset(mark)); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                const std::string& value) override {
    builder_->scalar(offset(mark), value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value style) override {
    builder_->begin_collection(NodeKind::sequence, offset(mark), layout(style));
  }
  void OnSequenceEnd() override { builder_->end_collection(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value style) override {
    builder_->begin_collection(NodeKind::map, offset(mark), layout(style));
  }
  void OnMapEnd() override { builder_->end_collection(); }

  struct SecondDocument {
    std::uint32_t begin;
  };

  std::uint32_t offset(const YAML::Mark& mark) const {
    return mark.pos < 0 ? base_ : base_ + cuts_->original(static_cast<std::uint32_t>(mark.pos));
  }

 private:
  static DocumentBuilder::Layout layout(YAML::EmitterStyle::value style) {
    return style == YAML::EmitterStyle::Flow ? DocumentBuilder::Layout::flow : DocumentBuilder::Layout::block;
  }

  DocumentBuilder* builder_;
  std::uint32_t base_;
  const Cuts* cuts_;
  std::uint32_t begin_ = 0;
  int documents_ = 0;
};

void report_second_document(const Source& source, base::FileId file, std::uint32_t begin,
                            diagnostics::Sink& sink) {
  const std::string_view rest = source.text().substr(begin);
  const std::size_t length = std::min(rest.find_first_of("\r\n"), rest.size());
  diagnostics::Diagnostic& diagnostic =
      sink.emit(Code::second_document, {file, begin, begin + static_cast<std::uint32_t>(length)},
                "a second document begins here, and a file holds only one");
  if (rest.starts_with("---")) {
    diagnostic.with_help("remove the line, or put what follows in a file of its own");
  } else if (rest.starts_with("-") && !rest.starts_with("- ")) {
    diagnostic.with_help("a blank must follow the `-` of a list entry");
  } else {
    diagnostic.with_help("what stands above is complete; check the indentation of this line");
  }
}

/// Tabs that indent lines up to `limit` outside of texts. True if there were any.
bool report_tabs(const Source& source, base::FileId file, std::uint32_t limit, const DocumentBuilder& builder,
                 diagnostics::Sink& sink) {
  bool any = false;
  for (const std::uint32_t tab : indenting_tabs(source)) {
    if (tab > limit || builder.inside_scalar(tab)) continue;
    sink.emit(Code::tab_indentation, {file, tab, tab + 1}, "a tab cannot indent a line")
        .with_help("indent with blanks")
        .fix(blanks_for_tabs(source, file, tab));
    any = true;
  }
  return any;
}

void report_empty(base::FileId file, diagnostics::Sink& sink) {
  sink.emit(Code::empty_file, {file, 0, 0}, "the file is empty")
      .with_help(
          "a case begins with `case:`, a rule file with `rules:` or `definitions:`; else remove the file");
}

/// Runs the parser; true if it came to the end of exactly one document.
bool parse(const Source& source, base::FileId file, const LeftOut* left_out, DocumentBuilder& builder,
           diagnostics::Sink& sink) {
  const std::uint32_t base = source.line_begin(1);
  const auto size = static_cast<std::uint32_t>(source.text().size());
  const std::string_view whole = source.text().substr(base);
  const Cuts cuts = left_out ? cuts_of(whole, *left_out) : Cuts();
  std::string shown = cuts.empty() ? std::string(whole) : cuts.apply(whole);
  indent_json_by_blanks(shown);
  Events events(builder, base, cuts);
  try {
    ViewBuffer buffer(shown);
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(events)) {
      report_empty(file, sink);
      return false;
    }
    parser.HandleNextDocument(events);
    report_tabs(source, file, size, builder, sink);
    return true;
  } catch (const Abandoned&) {
    return false;
  } catch (const Events::SecondDocument& second) {
    if (!report_tabs(source, file, second.begin, builder, sink)) {
      report_second_document(source, file, second.begin, sink);
    }
  } catch (const YAML::Exception& error) {
    const std::uint32_t mark = std::min(events.offset(error.mark), size);
    const std::uint32_t line = source.position(mark).line;
    const std::uint32_t limit = line < source.line_count() ? source.line_begin(line + 1) : size;
    if (!report_tabs(source, file, limit, builder, sink)) {
      report_syntax_error(source, file, mark, error.msg, builder, sink);
    }
  } catch (const std::exception& error) {
    sink.emit(Code::internal_error, {file, 0, 0}, fmt::format("the YAML parser failed: {}", error.what()));
  }
  return false;
}

}  // namespace

std::vector<Node> parse_range(const diagnostics::SourceMap& sources, base::FileId file, std::uint32_t begin,
                              std::uint32_t end) {
  diagnostics::Sink sink;
  DocumentBuilder builder(sources, file, sink);
  const Cuts nothing;
  Events events(builder, begin, nothing);
  try {
    ViewBuffer buffer(sources.get(file).text().substr(begin, end - begin));
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(events)) return {};
    parser.HandleNextDocument(events);
  } catch (const std::exception&) {
    return {};
  } catch (const Abandoned&) {
    return {};
  } catch (const Events::SecondDocument&) {
    return {};
  }
  return sink.sorted().empty() ? builder.take_nodes() : std::vector<Node>();
}

std::optional<NodeId> Document::find(NodeId map, std::string_view key) const {
  if (!map.valid() || node(map).kind != NodeKind::map) return std::nullopt;
  for (const Entry& entry : node(map).entries) {
    if (node(entry.key).scalar.text == key) return entry.value;
  }
  return std::nullopt;
}

Document parse_document(const diagnostics::SourceMap& sources, base::FileId file, diagnostics::Sink& sink,
                        const LeftOut* left_out) {
  const Source& source = sources.get(file);
  DocumentBuilder builder(sources, file, sink);
  const bool complete =
      check_text(source, file, sink) == TextState::usable && parse(source, file, left_out, builder, sink);
  Document document = builder.take();
  if (complete && document.root_.valid() && document.node(document.root_).kind == NodeKind::null) {
    report_empty(file, sink);
    document.root_ = {};
  }
  if (!complete || !document.root_.valid()) {
    document.nodes_.reset();
    document.root_ = {};
  }
  return document;
}

}  // namespace weir::yaml
