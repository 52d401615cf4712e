#!/usr/bin/env bash
# Writes N small cases with expectations, by which `weir test` is measured (docs/performance.md):
#   scripts/many_cases.sh 10000 build/many && time build/weir test build/many
# Values go up and down around the tiers of 2020, so that answers differ; every hundredth case is open.
set -euo pipefail
count=${1:?how many}
folder=${2:?where to}
mkdir -p "$folder"
awk -v count="$count" -v folder="$folder" 'BEGIN {
  for (i = 1; i <= count; ++i) {
    file = sprintf("%s/%05d.yaml", folder, i)
    value = (i * 37) % 2400 + 1        # million CAD; the tier for a buyer from the United States is 1,613
    open = i % 100 == 0
    filing = open ? "notification..approval" : value >= 1613 ? "approval" : "notification"
    review = open ? "none..reviewable" : value >= 1613 ? "reviewable" : "none"
    printf "case: many-%05d\nas_of: 2020-%02d-%02d\n", i, i % 12 + 1, i % 28 + 1 > file
    printf "acquirer: {kind: individual, nationalities: [US], permanent_resident_of: [], state_ties: []}\n" > file
    printf "target:\n  kind: corporation\n  formed_in: CA\n  active_in: [CA]\n  staff_in: [CA]\n  assets_in: [CA]\n" > file
    printf "  activities: [radio-components]\n  gross_assets: 50 million CAD\n" > file
    if (!open) printf "  enterprise_value: %d million CAD\n", value > file
    printf "transaction: {kind: [shares], closing: 2020-%02d-%02d, exempt_heads: []}\n", i % 12 + 1, i % 28 + 1 > file
    printf "holdings: [{owner: acquirer, entity: target, votes: 0%% -> 100%%}]\n" > file
    printf "expect:\n  - {regime: ca-ica, determinations: {filing: %s, net_benefit: %s}}\n", filing, review > file
    close(file)
  }
}'
