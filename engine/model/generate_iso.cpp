// Build-time program: reads Debian's iso-codes and writes the sorted tables that iso_codes.cpp includes.
// Usage: weir_generate_iso FOLDER OUTPUT
#include <cstdio>
#include <exception>
#include <fstream>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

namespace {

using Table = std::map<std::string, std::string>;

Table read_table(const std::string& file, const char* list, const char* code) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file);
  const auto document = nlohmann::json::parse(in);
  Table table;
  for (const auto& entry : document.at(list)) {
    const std::string name = entry.at("name");
    table.emplace(entry.at(code).get<std::string>(), entry.value("common_name", name));
  }
  return table;
}

void write_table(std::ofstream& out, const char* name, const Table& table) {
  out << "constexpr IsoCode " << name << "[] = {\n";
  for (const auto& [id, title] : table) {
    out << "    {\"" << id << "\", " << nlohmann::json(title).dump() << "},\n";
  }
  out << "};\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: weir_generate_iso FOLDER OUTPUT\n", stderr);
    return 2;
  }
  try {
    const std::string folder = argv[1];
    const Table countries = read_table(folder + "/iso_3166-1.json", "3166-1", "alpha_2");
    const Table currencies = read_table(folder + "/iso_4217.json", "4217", "alpha_3");
    std::ofstream out(argv[2], std::ios::binary | std::ios::trunc);
    write_table(out, "country_table", countries);
    write_table(out, "currency_table", currencies);
    out.flush();
    if (!out) throw std::runtime_error(std::string("cannot write ") + argv[2]);
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "weir_generate_iso: %s\n", problem.what());
    return 1;
  }
  return 0;
}
