#!/usr/bin/env bash
# How fast telaah is beside GNU `wc -w`: CPU time (user and system) of whole processes, one thread, the commands in turn.
#
#   benches/compare.sh FOLDER [ROUNDS]
#
# FOLDER holds articles as .txt files. What the commands write is thrown away. They are timed by hyperfine where it is there, else
# by the shell. Prints the median of each command and the median of wc's time divided by its time, round
# by round: 2.0 means twice as fast as `wc -w`. Times of busy machines drift; the ratios of one round hold better.
set -euo pipefail
folder=${1:?usage: benches/compare.sh FOLDER [ROUNDS]}
rounds=${2:-9}
telaah=${TELAAH:-$(dirname "$0")/../target/release/telaah}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$folder" -type f -name '*.txt' -print0 | LC_ALL=C sort -z >"$work/files"

jobs=(
    "wc -w|env LC_ALL=C.UTF-8 wc -w --files0-from=$work/files"
    "terms --top 0|$telaah terms --top 0 --format csv --threads 1 $folder"
    "entities --mentions|$telaah entities --mentions --format ndjson --threads 1 $folder"
    "analyze, by rules|$telaah analyze --people-by-rules --format ndjson --threads 1 $folder"
    "analyze|$telaah analyze --format ndjson --threads 1 $folder"
    "tokens|$telaah tokens --format ndjson --threads 1 $folder"
    "analyze, 2 threads|$telaah analyze --format ndjson --threads 2 $folder"
)
# One round: every command once, its place in `jobs`, the round and its CPU seconds as a line each.
round() {
    if command -v hyperfine >/dev/null; then
        hyperfine --shell none --runs 1 --ignore-failure --style none --export-csv "$work/round" "${jobs[@]#*|}" >/dev/null 2>&1
        awk -F, -v round="$1" 'NR > 1 { print NR - 2, round, $(NF - 3) + $(NF - 2) }' "$work/round"
    else
        local TIMEFORMAT='%U %S'
        for job in "${!jobs[@]}"; do
            { time ${jobs[$job]#*|} >/dev/null 2>&1; } 2>"$work/time" || true
            awk -v job="$job" -v round="$1" '{ print job, round, $1 + $2 }' "$work/time"
        done
    fi
}
# The first round warms the caches and does not count.
round 0 >/dev/null
for ((number = 1; number <= rounds; number++)); do
    round "$number" >>"$work/all"
done
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
printf '%-22s %10s %s\n' job 'CPU s' 'times as fast as wc -w'
for job in "${!jobs[@]}"; do
    seconds=$(awk -v job="$job" '$1 == job { print $3 }' "$work/all" | median)
    ratio=$(awk -v job="$job" '$1 == 0 { wc[$2] = $3 } $1 == job { own[$2] = $3 }
        END { for (round in own) print wc[round] / own[round] }' "$work/all" | median)
    printf '%-22s %10.3f %.2f\n' "${jobs[$job]%%|*}" "$seconds" "$ratio"
done
