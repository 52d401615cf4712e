#pragma once
#include <optional>
#include <string>

#include "base/file_system.hpp"
#include "evaluate/assess.hpp"
#include "interview/conversation.hpp"
#include "report/style.hpp"
#include "session/session.hpp"

namespace weir::interview {

/// What the caller chooses for an interview.
struct Settings {
  std::string path;  ///< the case file
  std::string out;   ///< where the answers go; the case file itself, or another
  evaluate::Options options;
  std::string source;  ///< title of the source that answers come from; empty: none is named
  std::optional<model::Quality> quality;  ///< of the answers; none: confirmed
  report::Style style;
};

/// Asks what a case leaves open, one question at a time, and writes each answer into the case file at once,
/// so that the file is whole whenever the talk ends. Ends where nothing is left to ask, or nothing more is
/// heard. Needs a session with rules; `text` is the case as its file has it, and `facts` what it loaded as.
/// Fails, naming the reason, where the case cannot be assessed or the file cannot be written.
std::optional<base::Failure> interview(session::Session& session, base::FileSystem& files,
                                       Conversation& conversation, const Settings& settings, std::string text,
                                       const model::Case& facts);

}  // namespace weir::interview
