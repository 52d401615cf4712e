#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "yaml/document.hpp"

namespace weir::yaml {

/// What the entries of one file were read to: `rules:` and `definitions:` hold entries that do not depend on
/// one another, so that after an edit only the changed one need be read afresh.
class PieceCache {
 public:
  /// One entry: its nodes as they were when it stood at `begin`.
  struct Piece {
    std::uint32_t begin = 0;
    std::vector<Node> nodes;
  };
  /// By the text of the entry.
  std::map<std::string, std::shared_ptr<const Piece>, std::less<>> pieces;
};

/// The same as parse_document of two arguments, by way of the entries that were read before. Whatever is not
/// plain sailing (another layout, any mistake) is read as a whole.
Document parse_document(const diagnostics::SourceMap& sources, base::FileId file, diagnostics::Sink& sink,
                        PieceCache& cache);

}  // namespace weir::yaml
