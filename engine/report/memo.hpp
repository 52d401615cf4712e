#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/truth.hpp"
#include "report/style.hpp"

namespace weir::report {

/// One line of a proof in words, and what it rests on.
struct Step {
  base::Truth truth = base::Truth::unknown;
  std::string text;   ///< "the target's customers include armed forces of allied states"
  std::string value;  ///< what the case says of it: "no (assumed) [author]"; may be empty
  std::string cite;   ///< "ICA s. 28(1)"; may be empty
  std::vector<Step> parts;
};

/// The sign at the head of an item.
enum class Mark : std::uint8_t { none, fired, open, near, defeated, pending, silent, failed };

/// A piece of a memo. All words are decided; how it is laid out is up to the writer of a format.
struct Block {
  enum class Kind : std::uint8_t {
    title,    ///< text; aside: the case's id
    line,     ///< text
    regime,   ///< label: country and title; text: position; aside: id
    answer,   ///< label: the question; text: the answer; aside: why
    section,  ///< text
    group,    ///< text: a heading inside a section
    item,     ///< mark or number; text; aside
    detail,   ///< text; aside; under an item
    steps,    ///< a proof, under an item
    note,     ///< label ("reading"), text; under an item
    entry,    ///< label, text; aside: an address
    remark,   ///< text: how many were left out, and how to see them
  };
  Kind kind{};
  std::string label, text, aside;
  Mark mark = Mark::none;
  std::size_t number = 0;      ///< of an item in a numbered list; 0: none
  Paint paint = Paint::faint;  ///< of an answer or item: settled or open
  std::vector<Step> steps;
};

/// An assessment in words, ready to be laid out.
using Memo = std::vector<Block>;

}  // namespace weir::report
