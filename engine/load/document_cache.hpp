#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "diagnostics/source.hpp"
#include "yaml/document.hpp"
#include "yaml/pieces.hpp"

namespace weir::load {

/// Documents by what they were read from, so that whoever loads the same files again and again, most of them
/// unchanged, parses only those that differ. Holds the last reading of each file. Not safe for use by two
/// threads at once.
class DocumentCache {
 public:
  /// What reading a file gave: a tree (perhaps none) and the mistakes in it.
  struct Reading {
    std::optional<yaml::Document> document;
    diagnostics::Sink sink;
  };

  /// The reading of the file that has this id and this text; null if the last one was of another text.
  std::shared_ptr<const Reading> find(const diagnostics::SourceMap& sources, base::FileId file) const;
  void keep(const diagnostics::SourceMap& sources, base::FileId file, std::shared_ptr<const Reading> reading);
  /// What the entries of the file were read to, for reading it again. Different files may be read at once.
  yaml::PieceCache& pieces(base::FileId file) { return entries_[file].pieces; }

 private:
  struct Entry {
    std::string text;
    std::shared_ptr<const Reading> reading;
    yaml::PieceCache pieces;
  };
  std::map<base::FileId, Entry> entries_;
};

}  // namespace weir::load
