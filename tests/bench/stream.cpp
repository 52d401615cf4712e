#include "bench/stream.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

#include "base/byte_stream.hpp"
#include "base/file_system.hpp"
#include "batch/batch.hpp"
#include "bench/reference.hpp"

namespace weir::bench {

Scratch::Scratch(std::string_view name)
    : path_((std::filesystem::temp_directory_path() / fmt::format("weir-bench-{}-{}", getpid(), name))
                .string()) {}
Scratch::~Scratch() {
  std::filesystem::remove(path_);
}

void write_file(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) stop("cannot write " + path);
}

std::string read_file(const std::string& path) {
  auto text = base::DiskFileSystem().read(path, std::size_t{1} << 32);
  if (!text) stop("cannot read " + path);
  return std::move(text).value();
}

Stream::Stream(std::shared_ptr<const session::Session> session, std::string lines, std::size_t block_rows)
    : session_(std::move(session)),
      lines_(std::move(lines)),
      cases_(static_cast<std::size_t>(std::ranges::count(lines_, '\n'))),
      block_rows_(block_rows) {
  write_file(input_.path(), lines_);
}

std::size_t Stream::run(unsigned threads, const std::string& to) const {
  const base::DiskFileSystem disk;
  const auto file = disk.open(input_.path()).value();
  std::FILE* const out = std::fopen(to.c_str(), "wb");
  if (out == nullptr) stop("cannot write " + to);
  std::setvbuf(out, nullptr, _IONBF, 0);
  batch::JsonLines rows(*file);
  batch::Settings settings;
  settings.parts = {batch::Part::risk, batch::Part::fired, batch::Part::open};
  settings.threads = threads;
  settings.block_rows = block_rows_;
  settings.piece = base::output_piece;
  settings.write = [&](std::string_view text) -> std::optional<base::Failure> {
    return std::fwrite(text.data(), 1, text.size(), out) == text.size()
               ? std::nullopt
               : std::optional(base::Failure{"the output cannot be written"});
  };
  const auto tally = batch::run_batch(*session_, rows, settings);
  if (std::fclose(out) != 0 || !tally) stop("the batch failed");
  return tally.value().refused;
}

void measure_stream(const std::shared_ptr<const Stream>& stream, std::size_t scalars,
                    const std::vector<unsigned>& threads) {
  const auto reference = std::make_shared<Reference>(stream->lines());
  add_round("reference", stream->cases(), [=](benchmark::State& state) {
    Reference::Reading reading;
    for (auto _ : state) reading = reference->read();
    if (reading.cases != stream->cases() || reading.scalars != scalars)
      stop("the reference did not read every scalar");
  });
  const auto output = std::make_shared<Scratch>("answers.jsonl");
  for (const unsigned count : threads) {
    // Answers go to a file that does not exist yet: a file system gives back the memory of an old one first,
    // and ext4 writes it out at once.
    add_round(fmt::format("weir/threads:{}", count), stream->cases(), [=](benchmark::State& state) {
      std::filesystem::remove(output->path());
      for (auto _ : state) stream->run(count, output->path());
      state.counters["bytes"] = static_cast<double>(std::filesystem::file_size(output->path()));
    });
    add_round(fmt::format("thrown_away/threads:{}", count), stream->cases(), [=](benchmark::State& state) {
      for (auto _ : state) stream->run(count, "/dev/null");
    });
  }
}

}  // namespace weir::bench
