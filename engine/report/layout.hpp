#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "report/style.hpp"

namespace weir::report {

/// A text and how it is painted.
struct Painted {
  std::string text;
  Paint paint = Paint::faint;
  bool is_plain = true;  ///< not painted at all

  static Painted of(std::string text) { return {std::move(text), Paint::faint, true}; }
  static Painted as(Paint paint, std::string text) { return {std::move(text), paint, false}; }
};

/// Writes lines of a page of fixed width. Words are wrapped, never cut.
class Page {
 public:
  explicit Page(const Style& style) : style_(style) {}

  void blank();
  void line(std::string_view text);
  /// `text` after `first` on its first line and after `rest` on the following ones.
  void paragraph(std::string_view first, std::string_view rest, const Painted& text);
  /// `left`, and `right` flush with the right edge; if they do not fit on one line, `right` follows on lines
  /// of its own after `rest`. `left` stands after `first`.
  void sides(std::string_view first, std::string_view rest, const Painted& left, const Painted& right);
  /// `left` wrapped after `first`, `right` wrapped in a column of its own from `column` on, side by side.
  void columns(std::string_view first, std::string_view rest, const Painted& left, std::size_t column,
               const Painted& right);

  /// `left`, `middle` from column `column` on and `right` flush with the right edge, on one line.
  void three(const Painted& left, std::size_t column, const Painted& middle, const Painted& right);
  /// `first`, a sign, and a text wrapped after `rest`; `right` as with `sides`.
  void marked(std::string_view first, const Painted& sign, std::string_view rest, std::string_view text,
              const Painted& right);

  const Style& style() const { return style_; }
  std::string take() { return std::move(out_); }

 private:
  std::string paint(const Painted& like, std::string_view text) const;
  /// All texts in the characters of the style, before their width is counted.
  std::string plain(std::string_view text) const { return style_.plain(std::string(text)); }
  Painted plain(const Painted& text) const { return {plain(text.text), text.paint, text.is_plain}; }
  void flush_right(std::string_view before, std::size_t taken, const Painted& right);

  Style style_;
  std::string out_;
};

}  // namespace weir::report
