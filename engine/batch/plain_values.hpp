#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "batch/text_table.hpp"
#include "evaluate/columns.hpp"
#include "model/value.hpp"

namespace weir::batch {

/// Reads the value of a fact as a case line states it (the JSON text of it). None: it is a mistake, or more
/// than one exact value.
using ReadOnce = std::function<std::optional<model::Candidate>(std::string_view json)>;

/// One exact figure: whole parts of one (evaluate/columns.hpp), of money with a currency.
struct Amount {
  std::int64_t parts = 0;
  std::string currency;  ///< empty: none
};
/// None of what is more than one exact figure, or no whole number of parts that fits. None of money that is
/// nothing or less either: that says something in every currency, on which side of other amounts it lies.
std::optional<Amount> exact_amount(const model::Candidate& candidate);

/// What the texts of one fact mean, without reading the same one twice. Each text, or of figures each text
/// behind the figure, is read once as a line's value is read; whatever is not one exact value there is none
/// here.
class PlainValues {
 public:
  /// Codes and currencies get their numbers from `dictionary`, which must outlive this.
  PlainValues(ReadOnce read, evaluate::Dictionary& dictionary)
      : read_(std::move(read)), dictionary_(dictionary) {}

  struct Figure {
    std::int64_t parts = 0;      ///< whole parts (evaluate::parts_of_one)
    std::int32_t currency = -1;  ///< in the dictionary
  };
  static constexpr std::size_t most_digits = 8;
  /// How the figures are read that end as the last one did, up to eight digits: most are like that.
  class Usual {
   public:
    /// False of a figure that is read in another way. Else `size` is that of the text up to the ending's end.
    [[gnu::always_inline]] bool read(const char* text, std::int64_t& parts, std::size_t& size) const {
      const std::uint64_t values = word_at(text + quote_) ^ 0x3030'3030'3030'3030;
      // A byte of a digit is 0 to 9 now, of anything else more, and the addition carries that to a highest
      // bit.
      const std::uint64_t others = ((values + 0x7676'7676'7676'7676) | values) & 0x8080'8080'8080'8080;
      const auto digits = static_cast<std::size_t>(std::countr_zero(others)) / 8;
      if (digits == 0 || (quote_ != 0 && *text != '"')) return false;
      const std::uint64_t number = number_of(values << (64 - 8 * digits));
      if (number - least_[digits] >= count_[digits] || !ending_.stands_at(text + quote_ + digits))
        return false;
      parts = static_cast<std::int64_t>(number) * parts_;
      size = digits + around_;
      return true;
    }

   private:
    friend PlainValues;
    ExpectedText ending_;
    std::size_t quote_ = 0, around_ = 0;  ///< bytes before the digits, before and behind them
    std::int64_t parts_ = 0;              ///< of a one
    // By digits the least number that is written with so many, and how many there are from it on; none
    // before an ending is known.
    std::array<std::uint64_t, most_digits + 1> least_{}, count_{};
  };
  // Behind each text there are `text_room` bytes that may be read.
  const Usual& usual() const { return usual_; }
  /// A number, share, quantity or amount: `25`, `"17.6%"`, `"68 million USD"`. False of what is none.
  bool read_figure(std::string_view json, Figure& figure);
  /// The number of a code in the dictionary; -1 of what is none.
  std::int32_t code(std::string_view json) {
    const std::int32_t known = codes_.find(json);
    return known != TextTable::missing ? known : learn_code(json);
  }
  /// Any of them as it is read; null of what is more than one exact value.
  const model::Candidate* whole(std::string_view json);

 private:
  /// How a figure is to be read before the same end of text: what a `1` there is worth.
  struct Ending {
    bool plain = false, fractions = false;
    std::int64_t parts = 0;
    std::int64_t most = 0;  ///< more parts than this are read one by one
    std::int32_t currency = -1;
  };
  /// The number that eight digits say, whose values are the bytes of a word, the first one lowest.
  static std::uint64_t number_of(std::uint64_t values) {
    // Pairs, fours and all eight are joined.
    const std::uint64_t pairs = values * 10 + (values >> 8);
    const std::uint64_t number = ((pairs & 0x0000'00ff'0000'00ff) * 0x000f'4240'0000'0064 +
                                  ((pairs >> 16) & 0x0000'00ff'0000'00ff) * 0x0000'2710'0000'0001) >>
                                 32;
    return number & 0xffff'ffff;
  }
  std::int32_t place_of_ending(std::string_view quote, std::string_view ending);
  Ending learn_ending(std::string_view quote, std::string_view ending);
  [[gnu::noinline]] std::int32_t learn_code(std::string_view json);

  ReadOnce read_;
  evaluate::Dictionary& dictionary_;
  TextTable ending_places_, codes_;  ///< the latter: -1 of what is no code
  std::vector<Ending> endings_;
  std::map<std::string, std::optional<model::Candidate>, std::less<>> whole_;
  std::int32_t bare_place_ = TextTable::missing;  ///< that of a figure with nothing behind it
  Usual usual_;
};

}  // namespace weir::batch
