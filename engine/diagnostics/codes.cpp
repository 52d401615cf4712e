#include "diagnostics/codes.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"

namespace weir::diagnostics {
namespace {

/// Ids and names of the table; made once, so that rows can view them.
struct Words {
  std::string id;
  std::string name;
};

std::string with_hyphens(std::string_view identifier) {
  std::string result(identifier);
  std::replace(result.begin(), result.end(), '_', '-');
  return result;
}

struct Table {
  std::vector<Words> words;
  std::vector<CodeInfo> rows;

  Table() {
    const std::array all = {
#define WEIR_CODE(number, name, severity, summary, explanation, bad, good) \
  Row{number, #name, Severity::severity, summary, explanation, bad, good},
#include "diagnostics/codes.def"
#undef WEIR_CODE
    };
    words.reserve(all.size());
    for (const Row& row : all) {
      words.push_back({"WR" + std::to_string(row.number), with_hyphens(row.name)});
      rows.push_back({static_cast<Code>(row.number), words.back().id, words.back().name, row.severity,
                      row.summary, row.explanation, row.bad, row.good});
    }
    std::sort(rows.begin(), rows.end(), [](const CodeInfo& a, const CodeInfo& b) { return a.code < b.code; });
  }

 private:
  struct Row {
    int number;
    std::string_view name;
    Severity severity;
    std::string_view summary;
    std::string_view explanation;
    std::string_view bad;
    std::string_view good;
  };
};

const Table& table() {
  static const Table instance;
  return instance;
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

}  // namespace

const CodeInfo& info(Code code) {
  const std::vector<CodeInfo>& rows = table().rows;
  const auto found = std::lower_bound(rows.begin(), rows.end(), code,
                                      [](const CodeInfo& row, Code wanted) { return row.code < wanted; });
  return found != rows.end() && found->code == code ? *found : rows.back();
}

std::span<const CodeInfo> all_codes() {
  return table().rows;
}

bool is_lint(Code code) {
  return static_cast<int>(code) / 1000 == 7;
}

const CodeInfo* find_code(std::string_view id_or_name) {
  for (const CodeInfo& row : table().rows) {
    if (same_letters(row.id, id_or_name) || row.name == id_or_name) return &row;
  }
  return nullptr;
}

}  // namespace weir::diagnostics
