# The targets that people use; CMakePresets.json holds the configurations.
JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
BUILD_FOLDER := build

.PHONY: all setup build demo check check-editor dev tsan fuzz long-stream bench lsp-latency install clean

all: build

# Installs what is missing of Debian's packages; says nothing when all is there.
setup:
	@scripts/setup.sh

# The release program: build/weir.
build: setup
	@cmake --preset release -DCMAKE_INSTALL_PREFIX=$(PREFIX) -DCMAKE_MESSAGE_LOG_LEVEL=WARNING > /dev/null
	@cmake --build --preset release --target weir -j $(JOBS)

# The product on its first case.
demo: build
	@$(BUILD_FOLDER)/weir evaluate cases/ca/hytera-norsat.yaml

# Every test, on the release program; ends with a tally.
check: setup
	@cmake --preset release -DCMAKE_INSTALL_PREFIX=$(PREFIX) -DCMAKE_MESSAGE_LOG_LEVEL=WARNING > /dev/null
	@cmake --build --preset release -j $(JOBS)
	@scripts/run_tests.sh $(BUILD_FOLDER)

# Sessions in Debian's Neovim and Emacs, and the schemas and SARIF with tools from npm (by a lock file); installs them.
check-editor: build
	@scripts/check_editor.sh $(BUILD_FOLDER)/weir

# Every test with assertions, sanitizers and warnings as errors, in build/dev.
dev: setup
	@cmake --preset dev
	@cmake --build --preset dev -j $(JOBS)
	@scripts/run_tests.sh $(BUILD_FOLDER)/dev

# The program with the thread sanitizer, in build/tsan, on all that works with several threads.
tsan: setup
	@cmake --preset tsan -DCMAKE_MESSAGE_LOG_LEVEL=WARNING > /dev/null
	@cmake --build --preset tsan --target weir -j $(JOBS)
	@scripts/tsan.sh $(BUILD_FOLDER)/tsan/weir

# Ten gigabytes of lines, made on the way, through `weir batch`: its memory stays below 200 MB. STREAM="--gigabytes 1" and the like.
long-stream: build
	@scripts/long_stream.py $(BUILD_FOLDER)/weir $(STREAM)

# The libFuzzer programs, in build/fuzz, and seeds for them in build/fuzz/seeds. To run one for ten minutes:
#   scripts/fuzz.sh expression 600
fuzz:
	@scripts/setup.sh clang-14 libclang-rt-14-dev
	@cmake --preset fuzz
	@cmake --build --preset fuzz -j $(JOBS) --target fuzzers
	@scripts/fuzz_seeds.sh $(BUILD_FOLDER)/fuzz/seeds

# How fast it is, beside simdjson alone in the same run, as the tables of docs/performance.md; about ten minutes.
# BENCH="--only deals" and the like.
bench:
	@scripts/setup.sh libbenchmark-dev
	@cmake --preset bench -DCMAKE_MESSAGE_LOG_LEVEL=WARNING > /dev/null
	@cmake --build --preset bench -j $(JOBS) --target weir_bench
	@scripts/bench.py $(BUILD_FOLDER)/bench/tests/bench/weir_bench $(BENCH)

# From a keystroke to the mistakes in the editor, over 500 edits of all rule files.
lsp-latency: build
	@cmake --build --preset release -j $(JOBS) --target weir_lsp_latency
	@$(BUILD_FOLDER)/tests/bench/weir_lsp_latency $(BUILD_FOLDER)/weir .

# The program, the rules, and the library for other programs (docs/library.md).
install: build
	@cmake --build --preset release --target weir_engine -j $(JOBS)
	@cmake --install $(BUILD_FOLDER)

clean:
	@cmake -E rm -rf $(BUILD_FOLDER)
