#!/usr/bin/env bash
# The real program gives the same bytes from any folder, in any locale and time zone, with any number of threads,
# and under other names of the rule files; bad input that only a disk can hold is refused. Usage: same_bytes.sh WEIR SOURCE
set -euo pipefail

weir=$(realpath "$1")
source=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

fail() {
  echo "failed: $*"
  failures=$((failures + 1))
}

cd "$source"
# Every third case is enough to see what a locale or a folder changes; tests in the process look at all.
mapfile -t cases < <(find cases -name '*.yaml' | LC_ALL=C sort | awk 'NR % 3 == 1')
for format in text json; do
  "$weir" evaluate --format $format "${cases[@]}" > "$scratch/$format" 2> "$scratch/$format.err"
done

# same FORMAT WHAT COMMAND…: what the command prints is what the plain run printed. JSON says where rules and cases
# stand; where they were moved, `moved` has the files' names and lines taken out of both.
moved=
same() {
  local format=$1 what=$2
  shift 2
  "$@" > "$scratch/out" 2> "$scratch/err" || fail "$what: exit status $?"
  if [[ -n $moved ]]; then
    for print in "$scratch/$format" "$scratch/out"; do
      sed -E '/^ *"(file|line)": /d' "$print" > "$print.unplaced"
    done
    cmp -s "$scratch/$format.unplaced" "$scratch/out.unplaced" ||
      fail "$what: other bytes on standard output ($format)"
    cmp -s "$scratch/$format.err" "$scratch/err" || fail "$what: other bytes on standard error ($format)"
    return
  fi
  cmp -s "$scratch/$format" "$scratch/out" || fail "$what: other bytes on standard output ($format)"
  cmp -s "$scratch/$format.err" "$scratch/err" || fail "$what: other bytes on standard error ($format)"
}

absolute=("${cases[@]/#/$source/}")
for format in text json; do
  for locale in C C.UTF-8 tr_TR.UTF-8; do
    same $format "locale $locale" env LC_ALL=$locale LANG=$locale "$weir" evaluate --format $format "${cases[@]}"
  done
  for zone in America/Vancouver Pacific/Kiritimati; do
    same $format "time zone $zone" env TZ=$zone "$weir" evaluate --format $format "${cases[@]}"
  done
  for threads in 1 2 4; do
    same $format "$threads threads" "$weir" evaluate --threads $threads --format $format "${cases[@]}"
  done
  same $format "an empty environment" env -i "$weir" evaluate --format $format "${cases[@]}"
  cd /
  moved=yes same $format "another folder" "$weir" evaluate --rules "$source/rules" --format $format "${absolute[@]}"
  cd "$source"
done

# Copied in another order and under other names, so that neither folder order nor names decide.
find rules -type f | LC_ALL=C sort -r | while read -r file; do
  name=$(basename "$file")
  [[ $name == regime.yaml ]] || name=$(printf '%s' "$name" | rev)-$name
  mkdir -p "$scratch/$(dirname "$file")"
  cp "$file" "$scratch/$(dirname "$file")/$name"
done
for format in text json; do
  moved=yes same $format "other names" "$weir" evaluate --rules "$scratch/rules" --format $format "${cases[@]}"
done

# refused CODE WHAT ARGUMENTS…: exit status 2, nothing on standard output, the code on standard error
refused() {
  local code=$1 what=$2 status=0
  shift 2
  timeout 60 "$weir" "$@" > "$scratch/out" 2> "$scratch/err" || status=$?
  [[ $status == 2 ]] || fail "$what: exit status $status, not 2"
  [[ ! -s $scratch/out ]] || fail "$what: something on standard output"
  grep -q "error\[$code\]" "$scratch/err" || fail "$what: no $code"
}

truncate -s 100M "$scratch/large.yaml"
refused WR1003 "a file of 100 MB" evaluate "$scratch/large.yaml"
refused WR1001 "a missing file" evaluate "$scratch/missing.yaml"
refused WR1004 "a folder as a case" evaluate "$scratch"
mkdir "$scratch/none"
refused WR1002 "a folder without rules" evaluate --rules "$scratch/none" "${cases[0]}"
ln -s nowhere.yaml "$scratch/rules/vocabulary/zz.yaml"
refused WR1001 "a link to nothing among the rules" evaluate --rules "$scratch/rules" "${cases[0]}"
rm "$scratch/rules/vocabulary/zz.yaml"

# Links in a circle are walked once.
mkdir "$scratch/circle"
cp "${cases[0]}" "$scratch/circle/"
for name in a b c; do
  ln -s . "$scratch/circle/$name"
  ln -s . "$scratch/rules/vocabulary/$name"
  ln -s .. "$scratch/rules/ca/$name"
done
timeout 60 "$weir" check "$scratch/circle" > "$scratch/out" 2>&1 || fail "links in a circle: exit status $?"
same text "links in a circle among the rules" timeout 60 "$weir" evaluate --rules "$scratch/rules" "${cases[@]}"

if ((failures > 0)); then exit 1; fi
echo "same bytes everywhere"
