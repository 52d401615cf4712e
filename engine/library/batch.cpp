#include "weir/batch.hpp"

#include <algorithm>
#include <istream>
#include <ostream>

#include "batch/batch.hpp"
#include "batch/csv_rows.hpp"
#include "batch/gzip.hpp"
#include "batch/tally_report.hpp"
#include "library/convert.hpp"
#include "library/held.hpp"

namespace weir {

namespace {

class StreamSource final : public base::ByteSource {
 public:
  explicit StreamSource(std::istream& in) : in_(in) {}
  base::Result<std::size_t> read(std::span<char> into) override {
    in_.read(into.data(), static_cast<std::streamsize>(into.size()));
    if (in_.bad()) return base::Failure{"the input cannot be read on"};
    return static_cast<std::size_t>(in_.gcount());
  }

 private:
  std::istream& in_;
};

class TextSource final : public base::ByteSource {
 public:
  explicit TextSource(std::string_view text) : text_(text) {}
  base::Result<std::size_t> read(std::span<char> into) override {
    const std::size_t count = std::min(into.size(), text_.size());
    std::copy_n(text_.begin(), count, into.begin());
    text_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view text_;
};

batch::Part part_of(BatchOptions::Part part) {
  switch (part) {
    case BatchOptions::Part::position:
      return batch::Part::position;
    case BatchOptions::Part::determinations:
      return batch::Part::determinations;
    case BatchOptions::Part::risk:
      return batch::Part::risk;
    case BatchOptions::Part::fired:
      return batch::Part::fired;
    case BatchOptions::Part::open:
      break;
  }
  return batch::Part::open;
}

using Write = std::function<std::optional<base::Failure>(std::string_view)>;

Outcome<BatchCounts> evaluate_source(const RuleSets& rule_sets, base::ByteSource& in, const Write& write,
                                     const BatchOptions& options) {
  const auto refused = [](const base::Failure& failure) {
    return library::refused<BatchCounts>(library::wrong_request(failure.message));
  };
  const session::Session& session = *rule_sets.held().session;
  auto seen = library::options_of(options.seen, *session.plan());
  if (!seen) return {std::nullopt, std::move(seen.diagnostics)};
  batch::Settings settings;
  settings.options = std::move(*seen);
  settings.parts.clear();
  std::ranges::transform(options.parts, std::back_inserter(settings.parts), part_of);
  settings.skip = options.skip;
  settings.threads = std::max(options.threads, 1u);
  const bool summary = options.output == BatchOptions::Output::summary;
  settings.output = summary ? batch::Settings::Output::tally : batch::Settings::Output::lines;
  settings.write = write;
  settings.progress = options.progress;

  const auto bytes = batch::unpacked(in);
  std::unique_ptr<batch::RowSource> rows;
  if (options.input == BatchOptions::Input::table) {
    auto table = std::make_unique<batch::CsvRows>(*bytes, session.vocabulary(), session.rule_sets());
    if (const auto failure = table->read_header()) return refused(*failure);
    rows = std::move(table);
  } else {
    rows = std::make_unique<batch::JsonLines>(*bytes);
  }
  const auto tally = batch::run_batch(session, *rows, settings);
  if (!tally) return refused(tally.failure());
  if (summary) {
    if (const auto failure = write(batch::render_tally_json(tally.value(), *session.plan())))
      return refused(*failure);
  }
  return {BatchCounts{tally.value().rows, tally.value().refused, tally.value().refused_by_code}, {}};
}

}  // namespace

Outcome<BatchCounts> evaluate_lines(const RuleSets& rule_sets, std::istream& in, std::ostream& out,
                                    const BatchOptions& options) {
  StreamSource source(in);
  return evaluate_source(
      rule_sets, source,
      [&](std::string_view text) -> std::optional<base::Failure> {
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        if (!out) return base::Failure{"the output cannot be written"};
        return std::nullopt;
      },
      options);
}

Outcome<BatchCounts> evaluate_lines(const RuleSets& rule_sets, std::string_view in, std::string& out,
                                    const BatchOptions& options) {
  TextSource source(in);
  return evaluate_source(
      rule_sets, source,
      [&](std::string_view text) {
        out += text;
        return std::optional<base::Failure>();
      },
      options);
}

}  // namespace weir
