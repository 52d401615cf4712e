#include "bench/handwritten.hpp"

#include <simdjson.h>

#include <charconv>

#ifndef NDEBUG
#error "simdjson with its checks is half as fast: build for release"
#endif

namespace weir::bench::handwritten {

namespace ondemand = simdjson::ondemand;

struct Program::State {
  simdjson::padded_string text;
  ondemand::parser parser;
};

namespace {

/// The number in front of "25%" or "120 million CAD".
std::int64_t leading_number(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void read(ondemand::object facts, Deal::Acquirer& acquirer) {
  for (auto field : facts) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "country") {
      acquirer.country = value.get_string();
    } else if (key == "parent_country") {
      acquirer.parent_country = value.get_string();
    } else if (key == "type") {
      acquirer.type = value.get_string();
    } else if (key == "military_ties") {
      acquirer.military_ties = value.get_bool();
    } else if (key == "sanctioned") {
      acquirer.sanctioned = value.get_bool();
    } else if (key == "state_party_cell") {
      acquirer.state_party_cell = value.get_bool();
    } else if (key == "state_ownership") {
      acquirer.state_ownership = leading_number(value.get_string());
    }
  }
}

void read(ondemand::object facts, Deal::Target& target) {
  for (auto field : facts) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "country") {
      target.country = value.get_string();
    } else if (key == "sector") {
      target.sector = value.get_string();
    } else if (key == "technologies") {
      for (auto technology : value.get_array())
        target.technologies.at(target.technology_count++) = technology.get_string();
    } else if (key == "defence_contracts") {
      target.defence_contracts = value.get_bool();
    } else if (key == "critical_infrastructure") {
      target.critical_infrastructure = value.get_bool();
    } else if (key == "classified_work") {
      target.classified_work = value.get_bool();
    } else if (key == "sole_supplier") {
      target.sole_supplier = value.get_bool();
    } else if (key == "assets") {
      target.assets = leading_number(value.get_string());
    } else if (key == "employees") {
      target.employees = value.get_int64();
    } else if (key == "personal_records") {
      target.personal_records = value.get_int64();
    }
  }
}

void read(ondemand::object facts, Deal::Transaction& transaction) {
  for (auto field : facts) {
    const std::string_view key = field.unescaped_key();
    ondemand::value value = field.value();
    if (key == "access_to_technology") {
      transaction.access_to_technology = value.get_bool();
    } else if (key == "board_seat") {
      transaction.board_seat = value.get_bool();
    } else if (key == "greenfield") {
      transaction.greenfield = value.get_bool();
    } else if (key == "stake") {
      transaction.stake = leading_number(value.get_string());
    } else if (key == "price") {
      transaction.price = leading_number(value.get_string());
    }
  }
}

}  // namespace

Rules rules_of(std::size_t count) {
  return count == 20 ? first_20 : count == 200 ? first_200 : count == 2000 ? first_2000 : nullptr;
}

Program::Program(std::string_view lines)
    : state_(new State{simdjson::padded_string(lines), ondemand::parser()}) {}
Program::~Program() = default;

void Program::run(Rules rules, const std::function<void(std::string_view)>& write) {
  constexpr std::size_t full = std::size_t{1} << 20;
#ifdef SIMDJSON_THREADS_ENABLED
  state_->parser.threaded = false;
#endif
  std::string out, fired;
  ondemand::document_stream lines = state_->parser.iterate_many(state_->text, std::size_t{1} << 20).value();
  for (auto line : lines) {
    Deal deal;
    std::string_view id;
    ondemand::object whole = line.get_object();
    for (auto field : whole) {
      const std::string_view key = field.unescaped_key();
      ondemand::value value = field.value();
      if (key == "id") {
        id = value.get_string();
      } else if (key == "acquirer") {
        read(value.get_object(), deal.acquirer);
      } else if (key == "target") {
        read(value.get_object(), deal.target);
      } else if (key == "transaction") {
        read(value.get_object(), deal.transaction);
      }
    }
    fired.clear();
    const std::string points = std::to_string(rules(deal, fired));
    out += R"({"id":")";
    out += id;
    out += R"(","regimes":{"workload":{"risk":[)";
    out += points;
    out += ',';
    out += points;
    out += R"(],"fired":[)";
    out += std::string_view(fired).substr(fired.empty() ? 0 : 1);
    out += R"(],"open":[]}}})";
    out += '\n';
    if (out.size() < full) continue;
    write(out);
    out.clear();
  }
  write(out);
}

}  // namespace weir::bench::handwritten
