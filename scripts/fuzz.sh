#!/usr/bin/env bash
# Runs one fuzzer of `make fuzz` for some seconds; what it finds lies in build/fuzz/run/NAME. Minimise a finding with
# `-minimize_crash=1`, commit it under tests/fuzz/regress/NAME. Usage: fuzz.sh NAME SECONDS
set -euo pipefail

name=${1:?usage: fuzz.sh NAME SECONDS}
seconds=${2:?usage: fuzz.sh NAME SECONDS}
build=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../build/fuzz")
mkdir -p "$build/run/$name/corpus"
cd "$build/run/$name"
exec "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" -rss_limit_mb=4096 -print_final_stats=1 \
  -artifact_prefix=./ corpus "$build/seeds/$name"
