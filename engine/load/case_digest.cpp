#include <algorithm>
#include <vector>

#include "base/digest.hpp"
#include "load/case_parts.hpp"

namespace weir::load {

namespace {

/// What no rule reads and no assessment shows.
constexpr std::string_view unread_keys[] = {"outcome", "expect", "note", "tags"};

/// Writes a document as one unambiguous text: each part with its length before it.
class DocumentWriter {
 public:
  explicit DocumentWriter(const yaml::Document& document) : document_(document) {}

  std::string write_root() {
    std::vector<yaml::Entry> read;
    for (const yaml::Entry& entry : document_.node(document_.root()).entries) {
      const std::string& word = document_.node(entry.key).scalar.text;
      if (std::ranges::find(unread_keys, std::string_view(word)) == std::end(unread_keys))
        read.push_back(entry);
    }
    write(std::move(read));
    return std::move(text_);
  }

 private:
  /// The order of keys means nothing.
  void write(std::vector<yaml::Entry> entries) {
    std::ranges::sort(entries, {}, [&](const yaml::Entry& entry) -> const std::string& {
      return document_.node(entry.key).scalar.text;
    });
    text_ += 'm' + std::to_string(entries.size()) + ':';
    for (const auto& [key, value] : entries) {
      write(key);
      write(value);
    }
  }

  void write(yaml::NodeId id) {
    const yaml::Node& node = document_.node(id);
    switch (node.kind) {
      case yaml::NodeKind::null:
        text_ += 'n';
        break;
      case yaml::NodeKind::scalar:
        // Quotes tell a text from a truth value or a number.
        text_ += node.style == yaml::ScalarStyle::plain ? 'p' : 'q';
        text_ += std::to_string(node.scalar.text.size()) + ':' + node.scalar.text;
        break;
      case yaml::NodeKind::sequence:
        text_ += 's' + std::to_string(node.items.size()) + ':';
        for (const yaml::NodeId item : node.items) write(item);
        break;
      case yaml::NodeKind::map:
        write(node.entries);
        break;
    }
  }

  const yaml::Document& document_;
  std::string text_;
};

}  // namespace

std::string digest_of_case(const yaml::Document& document) {
  return base::sha256(DocumentWriter(document).write_root());
}

}  // namespace weir::load
