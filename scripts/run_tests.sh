#!/usr/bin/env bash
# Runs all tests of a build folder; the last line is a plain tally, the exit status says whether all passed.
set -uo pipefail

folder=${1:?usage: run_tests.sh BUILD_FOLDER}
log=$folder/tests.log
ctest --test-dir "$folder" -j2 --output-on-failure --no-tests=error --progress > "$log" 2>&1
status=$?
total=$(sed -n 's/.* tests failed out of \([0-9]*\)$/\1/p' "$log" | tail -n 1)
failed=$(sed -n 's/.*, \([0-9]*\) tests failed out of [0-9]*$/\1/p' "$log" | tail -n 1)
if [[ -z $total ]]; then
  cat "$log"
  echo "0 passed, 1 failed"
  exit 1
fi
((status == 0)) || grep -v -E '^\[|^Test project' "$log"
echo "$((total - failed)) passed, $failed failed"
exit "$status"
