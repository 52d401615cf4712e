#!/usr/bin/env bash
# Runs all that works with several threads under the thread sanitizer (`make tsan`) and holds the answers of two and four
# threads against those of one. Usage: tsan.sh WEIR
set -euo pipefail

weir=$(realpath "${1:?usage: tsan.sh WEIR}")
cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export TSAN_OPTIONS="exitcode=66 halt_on_error=0 log_path=$scratch/report"

# Lines that are laid out straight, lines that are read as cases, and bad ones.
awk 'BEGIN {
  split("CN RU US FR DE", countries, " ")
  for (i = 0; i < 9000; ++i) {
    more = i % 3 == 0 ? ",\"holdings\":[{\"owner\":\"acquirer\",\"entity\":\"target\",\"votes\":\"0% -> 60%\"}]" : ""
    printf "{\"id\":\"c%d\",\"as_of\":\"20%02d-03-01\",\"acquirer\":{\"kind\":\"corporation\",\"formed_in\":\"%s\"},", i, 10 + i % 15, countries[i % 5 + 1]
    printf "\"target\":{\"kind\":\"corporation\",\"formed_in\":\"CA\",\"gross_assets\":\"%d million CAD\"}%s}%s\n", i % 900 + 1, more, i % 97 == 0 ? "}" : ""
  }
}' > "$scratch/lines.jsonl"
gzip -k "$scratch/lines.jsonl"
{ head -1 cases/made-up-deals.csv; for _ in {1..900}; do tail -n +2 cases/made-up-deals.csv; done; } > "$scratch/table.csv"

# same NAME STATUS ARGUMENTS…: one, two and four threads end with this status and the same output
same() {
  local name=$1 wanted=$2 threads status
  shift 2
  for threads in 1 2 4; do
    status=0
    "$weir" "$@" --threads "$threads" > "$scratch/$name.$threads" 2> "$scratch/$name.err" || status=$?
    if [[ $status != "$wanted" ]]; then
      echo "failed: weir $* --threads $threads: exit status $status"
      cat "$scratch/$name.err"
      exit 1
    fi
    cmp "$scratch/$name.1" "$scratch/$name.$threads"
  done
}

same lines 1 batch "$scratch/lines.jsonl"
same counts 1 batch --summary "$scratch/lines.jsonl"
same table 0 batch --as-of 2025-03-01 "$scratch/table.csv"
same test 0 test cases/ca
same evaluate 0 evaluate --format json cases/ca/*.yaml
same diff 1 diff --on 2018-03-01 --on 2025-03-01 cases/ca
status=0
"$weir" batch --threads 2 "$scratch/lines.jsonl.gz" > "$scratch/packed" || status=$?
[[ $status == 1 ]]
cmp "$scratch/lines.1" "$scratch/packed"
"$weir" check > "$scratch/check"

shopt -s nullglob
reports=("$scratch"/report*)
if ((${#reports[@]} > 0)); then
  cat "${reports[@]}"
  exit 1
fi
echo "no data race"
