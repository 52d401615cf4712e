// Lints on clauses and lines, decided over cells.
#include <fmt/format.h>

#include <algorithm>

#include "lint/desk.hpp"
#include "lint/reasoner.hpp"

namespace weir::lint {

using diagnostics::Code;
using plan::NodeId;
using suite::Clause;
using suite::CoverageEntry;

namespace {

using Answer = Reasoner::Answer;
using Inapplicable = Reasoner::Inapplicable;

/// Never true, always true, or neither as far as is known.
std::optional<bool> constant_truth(Reasoner& reasoner, NodeId node) {
  if (!node.valid()) return std::nullopt;
  const Matter* matter = reasoner.matter({node});
  // What rests on no fact at all was written as a constant.
  if (!matter || matter->leaves().empty()) return std::nullopt;
  if (reasoner.possible(*matter, {{matter->term(0), is_true | is_open}}) == Answer::no) return false;
  const Matter* applying = reasoner.matter({node}, Inapplicable::left_out);
  if (reasoner.possible(*applying, {{applying->term(0), is_false | is_open}}) == Answer::no) return true;
  return std::nullopt;
}

/// True if a clause is just the name of a definition, which is looked at by itself.
bool names_definition(Desk& desk, const Clause& clause) {
  if (desk.provision(clause.text)) return true;
  const auto dot = clause.text.rfind('.');
  return dot != std::string::npos && clause.text.find(' ') == std::string::npos &&
         desk.provision("party" + clause.text.substr(dot)) != nullptr;
}

}  // namespace

const std::vector<Constant>& Desk::constants() {
  if (constants_) return *constants_;
  std::vector<Constant>& found = constants_.emplace();
  const suite::CoverageMap& map = this->map();
  for (const CoverageEntry& entry : map.entries) {
    const std::size_t before = found.size();
    for (const std::uint32_t place : entry.clauses) {
      const Clause& clause = map.clauses[place];
      if (clause.kind != Clause::Kind::condition || names_definition(*this, clause)) continue;
      if (const auto truth = constant_truth(reasoner(), clause.node))
        found.push_back({&entry, &clause, *truth});
    }
    const bool whole = entry.kind == CoverageEntry::Kind::definition && entry.decisions.size() == 1;
    if (!whole || found.size() > before || entry.clauses.empty()) continue;
    const suite::Decision& decision = map.decisions[entry.decisions.front()];
    if (!decision.name.empty() || decision.parts.back().clause) continue;
    if (const auto truth = constant_truth(reasoner(), decision.parts.back().node))
      found.push_back({&entry, nullptr, *truth});
  }
  return found;
}

bool Desk::has_constant(const model::Rule& rule) {
  return std::ranges::any_of(constants(), [&](const Constant& constant) {
    return constant.entry->kind == CoverageEntry::Kind::rule && constant.entry->id == rule.id;
  });
}

void find_constant_conditions(Desk& desk) {
  for (const Constant& constant : desk.constants()) {
    const model::Provision* about = desk.provision(constant.entry->id);
    if (!about) continue;
    const std::string_view how = constant.always
                                     ? "is always true, whatever the facts are, as long as they apply"
                                     : "is never true, whatever the facts are";
    if (!constant.clause) {
      desk.report(Code::constant_condition, *about, constant.entry->span,
                  fmt::format("`{}` {}", constant.entry->id, how),
                  constant.always ? "always true" : "never true")
          .with_help("look for parts that exclude or repeat each other");
      continue;
    }
    desk.report(Code::constant_condition, *about, constant.clause->span,
                fmt::format("`{}` {}", constant.clause->text, how),
                constant.always ? "always true" : "never true")
        .with_help("mend the figure or the comparison, or leave the condition out");
  }
}

namespace {

/// That each line of a table fits, by their decisions: "line 2".
std::vector<NodeId> lines_of(const suite::CoverageMap& map, const CoverageEntry& entry, std::size_t count) {
  std::vector<NodeId> lines(count);
  for (const std::uint32_t place : entry.decisions) {
    const suite::Decision& decision = map.decisions[place];
    for (std::size_t i = 0; i < count; ++i) {
      if (decision.name == "line " + std::to_string(i + 1)) lines[i] = decision.parts.back().node;
    }
  }
  return lines;
}

bool fits_all(const model::Table::Line& line) {
  return std::ranges::all_of(line.tests, [](const model::Expression& test) {
    return test.ast.node(test.ast.root()).kind == language::NodeKind::test_any;
  });
}

}  // namespace

void find_shadowed_lines(Desk& desk) {
  Reasoner& reasoner = desk.reasoner();
  const suite::CoverageMap& map = desk.map();
  for (const CoverageEntry& entry : map.entries) {
    const model::Definition* definition = desk.definition(entry.id);
    const auto* table = definition ? std::get_if<model::Table>(&definition->body) : nullptr;
    if (!table || entry.kind != CoverageEntry::Kind::definition) continue;
    const std::vector<NodeId> lines = lines_of(map, entry, table->lines.size());
    for (std::size_t i = 1; i < lines.size(); ++i) {
      // A last line for all that is left is good practice, also where nothing is.
      if (!lines[i].valid() || (i + 1 == lines.size() && fits_all(table->lines[i]))) continue;
      const Matter* matter =
          reasoner.matter({lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(i) + 1});
      if (!matter || matter->leaves().empty()) continue;
      std::vector<Goal> goals = {{matter->term(i), is_true | is_open}};
      for (std::size_t above = 0; above < i; ++above)
        goals.push_back({matter->term(above), is_false | is_open});
      if (reasoner.possible(*matter, goals) != Answer::no) continue;
      auto& diagnostic = desk.report(
          Code::shadowed_line, *definition, table->lines[i].span,
          fmt::format("line {} of `{}` never answers: a line above it fits first", i + 1, definition->id),
          "never reached");
      for (std::size_t above = 0; above < i; ++above) {
        Reasoner::Witness witness;
        if (reasoner.possible(*matter, {{matter->term(i), is_true}, {matter->term(above), is_true}},
                              &witness) != Answer::yes)
          continue;
        diagnostic.label(table->lines[above].span, "answers before it")
            .note(fmt::format("for example {}", reasoner.text(*matter, witness)));
        break;
      }
      diagnostic.with_help("move the line up, or remove it");
    }
  }
}

}  // namespace weir::lint
