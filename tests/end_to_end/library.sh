#!/usr/bin/env bash
# The library as another project meets it: installed into a folder, found by find_package, its headers compiled with
# warnings as errors and without the engine's sources, the example built and run. Usage:
#   library.sh CMAKE BUILD SOURCE GENERATOR CXX BUILD_TYPE CXX_FLAGS
# With WEIR_REBASE set, what the example prints becomes what is expected.
set -euo pipefail

cmake=$1 build=$2 source=$3 generator=$4 compiler=$5 type=$6 flags=$7
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
  echo "failed: $*"
  failures=$((failures + 1))
}

"$cmake" --install "$build" --prefix "$scratch/installed" > "$scratch/log" 2>&1 || {
  cat "$scratch/log"
  exit 1
}
for file in bin/weir include/weir/weir.hpp share/weir/rules/ca/ca-ica/regime.yaml; do
  [[ -f $scratch/installed/$file ]] || fail "$file is not installed"
done
# Headers of the engine's floors are nobody's business.
others=$(cd "$scratch/installed/include" && find . -type f ! -path './weir/*.hpp')
[[ -z $others ]] || fail "installed beside the library's headers: $others"

# Moved, so that nothing can hang on where it was installed.
mv "$scratch/installed" "$scratch/moved"
"$cmake" -S "$source/examples/library" -B "$scratch/example" -G "$generator" -DCMAKE_PREFIX_PATH="$scratch/moved" \
  -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE="$type" \
  -DCMAKE_CXX_FLAGS="$flags -Wall -Wextra -Wconversion -Wshadow -Werror" > "$scratch/log" 2>&1 &&
  "$cmake" --build "$scratch/example" >> "$scratch/log" 2>&1 || {
  cat "$scratch/log"
  exit 1
}

cd "$source"
status=0
"$scratch/example/hytera_norsat" cases/ca/hytera-norsat.yaml > "$scratch/out" 2> "$scratch/err" || status=$?
[[ $status == 0 ]] || fail "the example ended with status $status"
[[ ! -s $scratch/err ]] || fail "the example complained: $(cat "$scratch/err")"
expected=tests/end_to_end/library.expected
[[ -z ${WEIR_REBASE:-} ]] || cp "$scratch/out" $expected
diff -u $expected "$scratch/out" || fail "the example prints something else"

status=0
"$scratch/example/hytera_norsat" cases/ca/missing.yaml > "$scratch/out" 2> "$scratch/err" || status=$?
[[ $status == 1 ]] || fail "a missing case: status $status, not 1"
grep -q "error\[WR1001\]" "$scratch/err" || fail "a missing case: no WR1001"

if ((failures > 0)); then exit 1; fi
echo "the installed library is found, built against and gives the same answers"
