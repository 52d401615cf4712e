#!/usr/bin/env bash
# Cuts seeds for the fuzzers from the golden files, the rules, the cases and the provisions. Usage: fuzz_seeds.sh FOLDER
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:?usage: fuzz_seeds.sh FOLDER}
mkdir -p "$folder"/{expression,scalar_map,yaml_document,rule_set,case,lsp_message,json_lines,table}

# Every file that a golden holds: a case if it has the key `case:`, else rules.
find tests/golden -name '*.golden' | LC_ALL=C sort | while read -r golden; do
  awk -v folder="$folder" -v stem="$(basename "$golden" .golden)" '
    /^--- / { if (out != "") close(out)
              out = $2 ~ /\.yaml$/ ? sprintf("%s/yaml_document/%s-%d", folder, stem, ++n) : ""
              next }
    out != "" { print > out }' "$golden"
done
for file in $(find rules cases -name '*.yaml'); do
  cp "$file" "$folder/yaml_document/$(tr / - <<< "$file")"
done
cp "$folder"/yaml_document/* "$folder/scalar_map/"
for file in "$folder"/yaml_document/*; do
  if grep -q '^case:' "$file"; then cp "$file" "$folder/case/"; else cp "$file" "$folder/rule_set/"; fi
done

# Messages are parted by zero bytes, so those of the regressions are written by hand. Lines and tables of the goldens are about
# facts that the small law of the fuzzers has not.
for name in lsp_message json_lines table; do
  cp "tests/fuzz/regress/$name"/* "$folder/$name/"
done
find tests/golden/batch -name '*.golden' | LC_ALL=C sort | while read -r golden; do
  awk -v folder="$folder" -v stem="$(basename "$golden" .golden)" '
    /^--- / { if (out != "") close(out)
              out = ""
              if ($2 ~ /\.jsonl$/) out = sprintf("%s/json_lines/%s", folder, stem)
              if ($2 ~ /\.csv$/) out = sprintf("%s/table/%s", folder, stem)
              next }
    out != "" { print > out }' "$golden"
done

# One expression a file: lines of the provisions and what stands behind `when:` and `is:` in the rules.
{
  sed -nE 's/^(expression|test|rows|value): //p' tests/data/provisions.txt
  grep -rhoP '^\s*(when|unless|until|is|true_if|false_if): \K[^|{\[].*' rules
} | awk -v folder="$folder" 'NF { file = sprintf("%s/expression/%d", folder, ++n); print > file; close(file) }'
