// What people type in answer to a question.
#include "interview/replies.hpp"

#include "session/session.hpp"
#include "support/catch.hpp"
#include "support/golden_runner.hpp"

using namespace weir;
using namespace weir::interview;

namespace {

struct Asking {
  test::SourceTree tree;
  session::Session session{tree};
  const model::Case* facts = nullptr;
  Asking() {
    session.load_rules("rules");
    facts = session.load_case("cases/ca/hytera-norsat.yaml");
    REQUIRE(facts != nullptr);
  }
  Reply reply(const std::string& fact, const std::string& line) const {
    const auto id = session.vocabulary().find_fact(fact);
    REQUIRE(id.has_value());
    return read_reply(line, {fact, &session.vocabulary().fact(*id)}, session.vocabulary(), *facts);
  }
  std::string value(const std::string& fact, const std::string& line) const {
    const Reply read = reply(fact, line);
    return read.kind == Reply::Kind::value ? read.text : "? " + read.text;
  }
};

}  // namespace

TEST_CASE("replies: yes and no, and what stands for not known", "[interview]") {
  const Asking asking;
  CHECK(asking.value("party.classified_contracts", "Yes") == "true");
  CHECK(asking.value("party.classified_contracts", "n") == "false");
  CHECK(asking.value("party.classified_contracts", "maybe") == "? `maybe` is neither yes nor no");
  for (const char* word : {"", "  ", "don't know", "unknown", "skip"})
    CHECK(asking.reply("party.classified_contracts", word).kind == Reply::Kind::dont_know);
  CHECK(asking.reply("party.kind", "?").kind == Reply::Kind::explain);
  CHECK(asking.reply("party.kind", "QUIT").kind == Reply::Kind::quit);
  CHECK(asking.reply("party.kind", "list state").text == " state");
  const Reply judged =
      read_reply("yes", {"hytera.ca_soe", nullptr}, asking.session.vocabulary(), *asking.facts);
  CHECK(judged.text == "true");
}

TEST_CASE("replies: codes by id, title, number or a part that only one has", "[interview]") {
  const Asking asking;
  CHECK(asking.value("party.formed_in", "CN") == "CN");
  CHECK(asking.value("party.formed_in", "china") == "CN");
  CHECK(asking.value("party.formed_in", "Mexiko") == "? `Mexiko` is none of the answers; did you mean `MX`?");
  CHECK(asking.value("party.formed_in", "guinea")
            .starts_with("GN"));  // its title whole, though three more have it
  CHECK(asking.value("party.formed_in", "korea").starts_with("? `korea` may mean "));
  CHECK(asking.value("party.formed_in", "one of [CN, HK]") == "one of [CN, HK]");
  CHECK(asking.value("transaction.assets_scope", "1") == "all-or-substantially-all");
  CHECK(asking.value("transaction.assets_scope", "99").starts_with("? there is no answer 99"));
  CHECK(asking.value("party.formed_in", "not applicable") == "not applicable");
  CHECK(asking.value("party.gp", "norsat") == "norsat");
  CHECK(asking.value("party.gp", "Hytera Project Corp.") == "hytera-project");
  CHECK(asking.value("party.gp", "nobody").starts_with("? `nobody` is none of the answers"));
}

TEST_CASE("replies: sets and rows say whether they are whole", "[interview]") {
  const Asking asking;
  const Reply two = asking.reply("party.active_in", "Canada, cn, CA");
  CHECK(two.text == "[CA, CN]");
  CHECK(two.members);
  const Reply open = asking.reply("party.active_in", "[CA, unknown]");
  CHECK(open.text == "[CA, unknown]");
  CHECK_FALSE(open.members);
  const Reply none = asking.reply("party.active_in", "none");
  CHECK(none.text == "[]");
  CHECK_FALSE(none.members);
  CHECK(asking.value("party.sites", "name: Aurora, country: CA") == "[{name: Aurora, country: CA}]");
  CHECK(asking.value("party.sites", "None") == "[]");
  CHECK(asking.value("transaction.price", "66 million CAD") == "66 million CAD");
}
