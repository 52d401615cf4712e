// A talk leaves the file whole at every step, and does not write over what somebody else wrote meanwhile.
#include "interview/interview.hpp"

#include <functional>

#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;

namespace {

const std::string start =
    "case: quiet\nas_of: 2025-03-01\ntransaction: {kind: [shares], closing: not yet}\nacquirer: {kind: "
    "individual}\ntarget: {formed_in: CA}\n";

/// Says "none" to every question and looks at the file before each.
class Watcher final : public interview::Conversation {
 public:
  Watcher(std::size_t lines, std::function<void()> look) : left_(lines), look_(std::move(look)) {}
  void say(std::string_view text) override { talk_ += text; }
  std::optional<std::string> hear() override {
    look_();
    if (left_ == 0) return std::nullopt;
    --left_;
    return "none";
  }
  const std::string& talk() const { return talk_; }

 private:
  std::size_t left_;
  std::function<void()> look_;
  std::string talk_;
};

struct Talk {
  test::SourceTree tree;
  base::MemoryFileSystem files{&tree};
  session::Session session{files};
  const model::Case* facts = nullptr;
  interview::Settings settings;

  Talk() {
    files.add("quiet.yaml", start);
    session.load_rules("rules");
    facts = session.load_case("quiet.yaml");
    REQUIRE(facts != nullptr);
    settings.path = settings.out = "quiet.yaml";
  }
  std::string file() const { return files.read("quiet.yaml", base::yaml_file_limit).value(); }
};

}  // namespace

TEST_CASE("interview: the file is a whole case whenever the talk breaks off", "[interview]") {
  Talk talk;
  std::size_t texts = 0;
  std::string last;
  Watcher watcher(6, [&] {
    if (talk.file() == last) return;
    last = talk.file();
    ++texts;
    diagnostics::Sink sink;
    CHECK(talk.session.try_case("other.yaml", last, sink) != nullptr);
  });
  const auto failure =
      interview::interview(talk.session, talk.files, watcher, talk.settings, start, *talk.facts);
  CHECK_FALSE(failure.has_value());
  CHECK(texts > 3);
  CHECK(last.find("exempt_heads: []") != std::string::npos);
}

TEST_CASE("interview: what somebody else wrote meanwhile is not written over", "[interview]") {
  Talk talk;
  std::size_t looks = 0;
  Watcher watcher(6, [&] {
    if (++looks == 3) talk.files.add("quiet.yaml", start + "# mine\n");
  });
  const auto failure =
      interview::interview(talk.session, talk.files, watcher, talk.settings, start, *talk.facts);
  REQUIRE(failure.has_value());
  CHECK(failure->message.find("was changed by somebody else") != std::string::npos);
  CHECK(talk.file() == start + "# mine\n");
}

TEST_CASE("interview: with another file to write to the case stays as it is", "[interview]") {
  Talk talk;
  talk.settings.out = "answered.yaml";
  Watcher watcher(2, [] {});
  const auto failure =
      interview::interview(talk.session, talk.files, watcher, talk.settings, start, *talk.facts);
  CHECK_FALSE(failure.has_value());
  CHECK(talk.file() == start);
  CHECK(talk.files.read("answered.yaml", base::yaml_file_limit).value().find("exempt_heads: []") !=
        std::string::npos);
}

TEST_CASE("interview: a list is whole only where somebody says so", "[interview]") {
  const std::string quiet =
      "case: quiet\nas_of: 2025-03-01\ntransaction: {kind: [shares], closing: not yet, exempt_heads: []}\n"
      "acquirer: {kind: individual, nationalities: [US], permanent_resident_of: [], state_ties: []}\n"
      "target: {kind: corporation, formed_in: CA, activities: [radio-components]}\n"
      "holdings: [{owner: acquirer, entity: target, votes: 0% -> 100%}]\n";
  const auto written = [&](const std::string& answers) {
    const auto result = test::run_weir("interview quiet.yaml", {{"quiet.yaml", quiet}}, answers);
    REQUIRE(result.written.contains("quiet.yaml"));
    return result.written.at("quiet.yaml");
  };
  CHECK(written("Canada\nyes\nquit\n").find("_in: [CA]") != std::string::npos);
  CHECK(written("Canada\n\nquit\n").find("_in: [CA, unknown]") != std::string::npos);
  CHECK(written("Canada\nno\nquit\n").find("_in: [CA, unknown]") != std::string::npos);
}
