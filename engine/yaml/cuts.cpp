#include "yaml/cuts.hpp"

#include <algorithm>
#include <optional>

namespace weir::yaml {

namespace {

/// A line of a text, and what can be seen of it without parsing.
struct Line {
  std::uint32_t begin = 0, end = 0;  ///< `end` is behind the line break
  std::uint32_t indent = 0;
  std::string_view content;  ///< without indentation, line break and trailing blanks

  bool is_empty() const { return content.empty() || content.front() == '#'; }
  bool is_item() const { return content == "-" || content.starts_with("- "); }
  bool opens_map() const { return content.ends_with(":") || content.find(": #") != std::string_view::npos; }
};

Line line_at(std::string_view text, std::uint32_t begin) {
  Line line;
  line.begin = begin;
  const std::size_t stop = text.find('\n', begin);
  line.end = static_cast<std::uint32_t>(stop == std::string_view::npos ? text.size() : stop + 1);
  line.content = text.substr(begin, line.end - begin);
  const std::size_t last = line.content.find_last_not_of(" \r\n");
  line.content = line.content.substr(0, last == std::string_view::npos ? 0 : last + 1);
  const std::size_t first = std::min(line.content.find_first_not_of(' '), line.content.size());
  line.indent = static_cast<std::uint32_t>(first);
  line.content.remove_prefix(first);
  return line;
}

/// True of `key: |` and its kin, whose text stands on the lines that follow.
bool begins_block_scalar(std::string_view content) {
  const std::size_t colon = content.rfind(": ");
  const std::string_view value = colon == std::string_view::npos ? "" : content.substr(colon + 2);
  return value.starts_with("|") || value.starts_with(">");
}

bool is_key(std::string_view content, std::string_view key) {
  return content.size() > key.size() && content.starts_with(key) && content[key.size()] == ':';
}

/// Walks over the lines of a text and knows in which block maps each stands.
class Walk {
 public:
  Walk(std::string_view text, const LeftOut& left_out) : text_(text), left_out_(left_out) {}

  Cuts run() {
    Cuts cuts;
    for (std::uint32_t at = 0; at < text_.size();) {
      const Line line = line_at(text_, at);
      at = line.end;
      if (line.is_empty()) continue;
      // The text of a block scalar, or a value that goes on: nothing in it is a key.
      if (inside_ && line.indent > *inside_) continue;
      inside_.reset();
      enter(line);
      if (is_wanted(line)) {
        const std::uint32_t end = end_of_value(line);
        cuts.add(line.begin, end);
        at = end;
        continue;
      }
      if (begins_block_scalar(line.content) || !line.opens_map()) inside_ = line.indent;
    }
    return cuts;
  }

 private:
  /// `levels_` are the indents of the maps around the line, outermost first.
  void enter(const Line& line) {
    while (!levels_.empty() && levels_.back() > line.indent) levels_.pop_back();
    if (levels_.empty() || levels_.back() < line.indent) levels_.push_back(line.indent);
    if (line.indent == 0) under_ = is_key(line.content, left_out_.under);
  }

  bool is_wanted(const Line& line) const {
    return under_ && levels_.size() == 3 && levels_.front() == 0 && line.content.starts_with(left_out_.key) &&
           line.content.substr(left_out_.key.size()) == ":";
  }

  /// The end of the lines below a key that belong to its value; comments behind the last are kept.
  std::uint32_t end_of_value(const Line& key) const {
    std::uint32_t end = key.end;
    for (std::uint32_t at = key.end; at < text_.size();) {
      const Line line = line_at(text_, at);
      at = line.end;
      if (line.is_empty()) continue;
      if (line.indent < key.indent || (line.indent == key.indent && !line.is_item())) break;
      end = line.end;
    }
    return end;
  }

  std::string_view text_;
  const LeftOut& left_out_;
  std::vector<std::uint32_t> levels_;
  std::optional<std::uint32_t> inside_;  ///< the indent of the key whose value goes on below it
  bool under_ = false;
};

}  // namespace

void Cuts::add(std::uint32_t begin, std::uint32_t end) {
  const std::uint32_t before = cuts_.empty() ? 0 : cuts_.back().before;
  cuts_.push_back({begin, end, begin - before, before + (end - begin)});
}

std::string Cuts::apply(std::string_view text) const {
  std::string kept;
  kept.reserve(text.size() - (cuts_.empty() ? 0 : cuts_.back().before));
  std::size_t from = 0;
  for (const Cut& cut : cuts_) {
    kept += text.substr(from, cut.begin - from);
    from = cut.end;
  }
  return kept += text.substr(from);
}

std::uint32_t Cuts::original(std::uint32_t shortened) const {
  const auto after = std::ranges::upper_bound(cuts_, shortened, {}, &Cut::at);
  return after == cuts_.begin() ? shortened : shortened + std::prev(after)->before;
}

Cuts cuts_of(std::string_view text, const LeftOut& left_out) {
  return Walk(text, left_out).run();
}

}  // namespace weir::yaml
