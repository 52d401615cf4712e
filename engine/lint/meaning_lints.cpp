// Lints on what conditions ask: states for events, the buyer without its chain, denials.
#include <fmt/format.h>

#include "lint/desk.hpp"

namespace weir::lint {

using check::Binding;
using check::ListSource;
using diagnostics::Code;
using language::NodeKind;

namespace {

bool is_crossing(NodeKind kind) {
  return kind == NodeKind::reaches || kind == NodeKind::rises_above || kind == NodeKind::falls_below;
}

/// Shows a place: as the primary one where it stands in the rule itself, else beside the rule's name.
diagnostics::Diagnostic& report_at(Desk& desk, Code lint, const model::Rule& rule, const ReadAt& at,
                                   std::string message, const std::string& label) {
  if (at.provision == &rule) return desk.report(lint, rule, at.span(), std::move(message), label);
  return desk.report(lint, rule, rule.id_span, std::move(message)).label(at.span(), label);
}

}  // namespace

void find_states_for_events(Desk& desk) {
  for (const model::Regime& regime : desk.rule_sets().regimes) {
    for (const model::Rule& rule : regime.rules) {
      // Risk is about how things are; what must be done follows from what happens.
      if (rule.outcomes.empty() && !rule.duty) continue;
      std::optional<ReadAt> state;
      bool event = false;
      desk.reads().each_part(rule, [&](const ReadAt& at) {
        const check::TypedExpression* typed = desk.reads().typed(*at.expression);
        if (!typed) return;
        event = event || is_crossing(at.expression->ast.node(at.node).kind);
        const Binding& binding = typed->node(at.node).binding;
        if (binding.before) event = true;
        if (binding.kind != Binding::Kind::fact || !desk.vocabulary().fact(binding.fact).type.change) return;
        if (!binding.before && !state) state = at;
      });
      if (!state || event) continue;
      report_at(
          desk, Code::state_not_event, rule, *state,
          fmt::format("`{}` looks at how things are after the deal, not at what the deal changes", rule.id),
          "the figure after the deal")
          .with_help(
              "write `reaches`, `rises above` or `falls below` where the law means that a line is crossed");
    }
  }
}

void find_forgotten_chains(Desk& desk) {
  for (const model::Regime& regime : desk.rule_sets().regimes) {
    const model::Definition* method = nullptr;
    for (const model::Definition& definition : desk.rule_sets().definitions) {
      const auto* body = std::get_if<model::Attribution>(&definition.body);
      if (body && definition.regime == regime.id && body->method.path != model::Method::Path::direct &&
          !method)
        method = &definition;
    }
    if (!method) continue;
    for (const model::Rule& rule : regime.rules) {
      // What only flags or leans draws no line that a buyer could step around.
      if (rule.outcomes.empty() && !rule.duty) continue;
      std::optional<ReadAt> country;
      bool chain = false;
      desk.reads().each_part(rule, [&](const ReadAt& at) {
        const check::TypedExpression* typed = desk.reads().typed(*at.expression);
        if (!typed) return;
        for (const auto& [node, list] : typed->lists) {
          chain = chain || list.kind == ListSource::Kind::holders || list.kind == ListSource::Kind::upstream;
        }
        const language::Node& syntax = at.expression->ast.node(at.node);
        chain = chain || (syntax.kind == NodeKind::call && syntax.names[0] == "interest");
        const Binding& binding = typed->node(at.node).binding;
        if (binding.kind != Binding::Kind::fact || country) return;
        const model::Type& type = desk.vocabulary().fact(binding.fact).type;
        if (binding.place.root == check::Root::acquirer && binding.place.via.empty() &&
            type.kind == model::Kind::code && type.domain == desk.vocabulary().country)
          country = at;
      });
      if (!country || chain) continue;
      report_at(desk, Code::chain_forgotten, rule, *country,
                fmt::format("`{}` asks for the country of the buyer and not of those above it", rule.id),
                "the buyer alone")
          .label(method->id_span, "the chain that the rule set declares")
          .with_help(fmt::format("ask about those above as well: `some p in upstream(acquirer, {}) has (…)`",
                                 method->id));
    }
  }
}

namespace {

/// The comparison that is false of what does not apply, in the words of its denial; empty for others.
std::string_view positive_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::equal:
      return "!=";
    case NodeKind::in:
      return "not in";
    case NodeKind::less:
      return ">=";
    case NodeKind::less_equal:
      return ">";
    case NodeKind::greater:
      return "<=";
    case NodeKind::greater_equal:
      return "<";
    default:
      return {};
  }
}

void look_for_denials(Desk& desk, const model::Provision& about) {
  for (const model::Expression* expression : desk.reads().conditions(about)) {
    const language::Ast& ast = expression->ast;
    const check::TypedExpression* typed = desk.reads().typed(*expression);
    if (!typed) continue;
    for (std::size_t i = 0; i < ast.nodes.size(); ++i) {
      const language::NodeId id(i);
      if (ast.node(id).kind != NodeKind::logical_not) continue;
      const language::NodeId denied = ast.child(id, 0);
      const std::string_view instead = positive_of(ast.node(denied).kind);
      const check::TypedNode& denied_fact = typed->node(ast.child(denied, 0));
      if (instead.empty() || denied_fact.binding.kind != Binding::Kind::fact) continue;
      // A day that has not come is `never` and applies.
      if (denied_fact.type.kind == model::Kind::date) continue;
      const auto text = [&](language::NodeId part) {
        const base::TextRange range = ast.node(part).range;
        return expression->text.text.substr(range.begin, range.end - range.begin);
      };
      const std::string left = text(ast.child(denied, 0));
      const std::string positive = left + " " + std::string(instead) + " " + text(ast.child(denied, 1));
      const base::Span span = expression->text.to_file(ast.node(id).range);
      desk.report(Code::negated_comparison, about, span,
                  fmt::format("this also holds where `{}` does not apply", left), "a denial")
          .with_help(fmt::format("write `{}` if only those that have it are meant", positive))
          .fix({fmt::format("replace with `{}`", positive),
                diagnostics::Fix::Trust::suggested,
                {{span, positive}}});
    }
  }
}

}  // namespace

void find_negated_comparisons(Desk& desk) {
  for (const model::Regime& regime : desk.rule_sets().regimes) {
    for (const model::Rule& rule : regime.rules) look_for_denials(desk, rule);
  }
  for (const model::Definition& definition : desk.rule_sets().definitions) look_for_denials(desk, definition);
}

}  // namespace weir::lint
