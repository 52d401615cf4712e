#pragma once
#include <memory>

#include "base/byte_stream.hpp"

namespace weir::batch {

/// The bytes of `packed`, unpacked where they are gzip (several members one after the other count as one
/// text), else as they are. A damaged or shortened archive is a failure, never a shorter text.
std::unique_ptr<base::ByteSource> unpacked(base::ByteSource& packed);

}  // namespace weir::batch
