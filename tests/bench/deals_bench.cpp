#include <memory>

#include "base/file_system.hpp"
#include "bench/stream.hpp"
#include "bench/world.hpp"
#include "json/json.hpp"
#include "support/random_lines.hpp"

namespace weir::bench {

namespace {

/// Of lines that all were answered, a line each, those whose answer is no refusal.
std::string accepted(const std::string& lines, const std::string& answers) {
  std::string kept;
  for (std::size_t line = 0, answer = 0; line < lines.size();) {
    const std::size_t line_end = lines.find('\n', line) + 1, answer_end = answers.find('\n', answer) + 1;
    if (answer_end == 0) stop("a line has no answer");
    const std::string_view said(answers.data() + answer, answer_end - answer);
    if (said.find("\"error\"") == std::string_view::npos) kept.append(lines, line, line_end - line);
    line = line_end;
    answer = answer_end;
  }
  return kept;
}

std::string random_deals(const session::Session& session, std::size_t count, std::size_t gaps) {
  test::Dice dice(Size().seed);
  test::RandomLines random(session.vocabulary(), dice);
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) lines += random.full_line(i, session.rule_sets(), gaps) + "\n";
  return lines;
}

std::size_t scalars_of(const json::Json& value) {
  if (!value.is_structured()) return 1;
  std::size_t count = 0;
  for (const json::Json& part : value) count += scalars_of(part);
  return count;
}

std::size_t scalars_in(const std::string& lines) {
  std::size_t count = 0;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin);
    count += scalars_of(json::Json::parse(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                                          lines.begin() + static_cast<std::ptrdiff_t>(end)));
    begin = end + 1;
  }
  return count;
}

}  // namespace

void write_deals(std::size_t count, std::size_t gaps, const std::string& path) {
  write_file(path, random_deals(load_project(load::Examples::left_out)->session, count, gaps));
}

void measure_deals(std::size_t count, std::size_t gaps, const BatchWays& ways) {
  const std::shared_ptr<Project> project = load_project(load::Examples::left_out);
  const session::Session& session = project->session;
  if (session.plan() == nullptr) stop("the project's rules have mistakes");
  const std::string lines = random_deals(session, count, gaps);
  const std::shared_ptr<const session::Session> shared(project, &session);
  const Scratch output("first.jsonl");
  // What contradicts itself is refused; how fast refusals are is no matter here.
  Stream(shared, lines, 0).run(1, output.path());
  const auto stream =
      std::make_shared<const Stream>(shared, accepted(lines, read_file(output.path())), ways.block_rows);
  std::string first;
  for (const unsigned threads : ways.threads) {
    if (stream->run(threads, output.path()) != 0) stop("a line was refused");
    const std::string found = read_file(output.path());
    if (first.empty()) first = found;
    if (found != first) stop("another number of threads gives another answer");
  }
  measure_stream(stream, scalars_in(stream->lines()), ways.threads);
  benchmark::AddCustomContext("cases_made", std::to_string(count));
  benchmark::AddCustomContext("nodes", std::to_string(session.plan()->nodes.size()));
}

}  // namespace weir::bench
