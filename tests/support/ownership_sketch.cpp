#include <regex>
#include <stdexcept>

#include "support/ownership_sketch.hpp"

namespace weir::test {

using namespace ownership;

namespace {

base::Rational fraction(const std::string& text) {
  const bool percent = !text.empty() && text.back() == '%';
  const auto value = base::Rational::parse(percent ? text.substr(0, text.size() - 1) : text);
  if (!value) throw std::runtime_error("not a share: " + text);
  return *base::Rational::divide(*value, base::Rational(percent ? 100 : 1));
}

Share share(const std::string& text) {
  if (text == "unknown") return Share::unknown();
  if (text.starts_with("over ")) return Share::over(fraction(text.substr(5)));
  if (text.starts_with("under ")) return {0, fraction(text.substr(6)), false, true};
  if (text.starts_with("at least ")) return {fraction(text.substr(9)), 1, false, false};
  const std::size_t dots = text.find("..");
  if (dots == text.npos) return Share::exactly(fraction(text));
  return Share::between(fraction(text.substr(0, dots)), fraction(text.substr(dots + 2)));
}

std::string percent(const base::Rational& value) {
  const auto hundred = base::Rational::multiply(value, 100);
  return hundred ? hundred->to_text() + "%" : value.to_text();
}

std::string text(const Share& share) {
  if (share.low == share.high && !share.low_open && !share.high_open) return percent(share.low);
  if (!share.low_open && !share.high_open) return percent(share.low) + ".." + percent(share.high);
  return (share.low_open ? "over " : "from ") + percent(share.low) +
         (share.high_open ? " to under " : " up to ") + percent(share.high);
}

std::vector<std::string> split(std::string_view text, const std::string& separator) {
  std::vector<std::string> parts;
  static const std::regex blanks("^\\s+|\\s+$");
  std::size_t first = 0;
  while (first <= text.size()) {
    const std::size_t last = std::min(text.find(separator, first), text.size());
    parts.push_back(std::regex_replace(std::string(text.substr(first, last - first)), blanks, ""));
    first = last + separator.size();
  }
  return parts;
}

}  // namespace

Shares shares(std::string_view text) {
  const auto parts = split(text, "->");
  return {share(parts.front()), share(parts.back())};
}

std::string text(const Shares& shares) {
  if (shares.before == shares.after) return text(shares.after);
  return text(shares.before) + " -> " + text(shares.after);
}

std::string text(const Interest& interest) {
  const char* const reasons[] = {"", " (loop)", " (overflow)"};
  return text(interest.held) + reasons[static_cast<int>(interest.reason)];
}

HolderId Sketch::operator[](const std::string& name) {
  if (name == "?") return {};
  const auto [found, added] = names.try_emplace(name, HolderId(graph.parties.size()));
  if (added) graph.parties.emplace_back();
  return found->second;
}

Sketch::Sketch(std::string_view sentences) {
  static const std::regex others("(\\w+) has others(?: up to (.+))?");
  static const std::regex holding("(\\S+) has (.+) of (\\w+)");
  static const std::regex circle("(\\w+) and (\\w+) (may )?count together");
  static const std::regex runs("(\\S+) (runs|may run) (\\w+)");
  static const std::regex dominates("(\\w+) (dominates|may dominate) (\\w+)");
  static const std::regex kind("(\\w+) (is|may be) a (trust|partnership)");
  const auto certain = [](bool is) { return is ? base::Truth::true_value : base::Truth::unknown; };
  for (const std::string& sentence : split(sentences, ";")) {
    std::smatch part;
    if (std::regex_match(sentence, part, others)) {
      Entity& entity = graph.parties[(*this)[part[1]].index()];
      entity.open = true;
      if (part[2].matched) entity.other_holders_at_most = {0, fraction(part[2]), false, false};
    } else if (std::regex_match(sentence, part, holding)) {
      Link link;
      link.owner = (*this)[part[1]];
      link.entity = (*this)[part[3]];
      link.shares = shares(part[2].str());
      graph.links.push_back(link);
    } else if (std::regex_match(sentence, part, circle)) {
      const HolderId a = (*this)[part[1]];
      const HolderId b = (*this)[part[2]];
      graph.parties[a.index()].circle.push_back({b, certain(!part[3].matched)});
      graph.parties[b.index()].circle.push_back({a, certain(!part[3].matched)});
    } else if (std::regex_match(sentence, part, runs)) {
      const HolderId partner = (*this)[part[1]];
      graph.parties[(*this)[part[3]].index()].general_partners.push_back(
          {partner, certain(part[2] == "runs")});
    } else if (std::regex_match(sentence, part, dominates)) {
      const HolderId owner = (*this)[part[1]];
      graph.influence.push_back({owner, (*this)[part[3]], certain(part[2] == "dominates")});
    } else if (std::regex_match(sentence, part, kind)) {
      Entity& entity = graph.parties[(*this)[part[1]].index()];
      (part[3] == "trust" ? entity.trust : entity.partnership) = certain(part[2] == "is");
    } else {
      throw std::runtime_error("not a sentence of a sketch: " + sentence);
    }
  }
}

model::Bar at_least(std::string_view percent) {
  return {model::Bar::Reach::at_least, fraction(std::string(percent))};
}
model::Bar more_than(std::string_view percent) {
  return {model::Bar::Reach::more_than, fraction(std::string(percent))};
}
model::Method product() {
  return {};
}
model::Method product_full(model::Bar full_from) {
  model::Method method;
  method.full_from = full_from;
  return method;
}
model::Method whole(model::Bar link) {
  model::Method method;
  method.path = model::Method::Path::whole;
  method.link = link;
  return method;
}
model::Method majority_or_dominant() {
  model::Method method;
  method.path = model::Method::Path::whole;
  method.dominant = true;
  return method;
}
model::Method direct() {
  model::Method method;
  method.path = model::Method::Path::direct;
  return method;
}

std::string ask(std::string_view sketch, const model::Method& method, std::string_view question) {
  Sketch world(sketch);
  const auto sides = split(question, " in ");
  const HolderId entity = world[sides.back()];
  Selection selection;
  for (const std::string& name : split(sides.front(), ",")) selection.certain.push_back(world[name]);
  const Attribution attribution(world.graph, method);
  if (selection.certain.size() > 1) return text(attribution.joint(entity, selection));
  return text(attribution.interest(selection.certain.front(), entity));
}

}  // namespace weir::test
