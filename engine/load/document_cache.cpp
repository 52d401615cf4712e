#include "load/document_cache.hpp"

#include <utility>

namespace weir::load {

std::shared_ptr<const DocumentCache::Reading> DocumentCache::find(const diagnostics::SourceMap& sources,
                                                                  base::FileId file) const {
  // Spans hold the id of their file, so a reading is of use only under the id that it was made with. Ids
  // follow the order of reading: they move when a file comes or goes, which is rare beside edits.
  const auto entry = entries_.find(file);
  if (entry == entries_.end() || entry->second.text != sources.get(file).text()) return nullptr;
  return entry->second.reading;
}

void DocumentCache::keep(const diagnostics::SourceMap& sources, base::FileId file,
                         std::shared_ptr<const Reading> reading) {
  Entry& entry = entries_[file];
  entry.text = sources.get(file).text();
  entry.reading = std::move(reading);
}

}  // namespace weir::load
