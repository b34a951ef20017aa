#!/usr/bin/env bash
# Instructions that telaah executes for a fixed sample, counted by callgrind: the same on a busy machine as on an idle one.
#
#   benches/instructions.sh           compares with benches/instructions.tsv, and fails where a job takes 3 % more
#   benches/instructions.sh --write   writes that file
#
# The sample is samples/ thirty times over. Counts depend on the compiler: with another version than that of the file, they are only printed.
set -euo pipefail
cd "$(dirname "$0")/.."
table=benches/instructions.tsv
command -v valgrind >/dev/null || { echo "instructions: skipped, valgrind is not installed" >&2; exit 0; }
compiler=$(rustc --version | cut -d' ' -f2)
cargo build --release --locked --quiet
telaah=${TELAAH:-$PWD/target/release/telaah}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for copy in $(seq -w 30); do
    mkdir "$work/$copy"
    cp samples/*.txt "$work/$copy"
done
bytes=$(cat "$work"/*/*.txt | wc -c)
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$telaah" "$@" --threads 1 --config none --quiet 2>&1 >/dev/null |
        awk '/Collected/ { print $4 }'
}
{
    printf '# Instructions over %s bytes of news, by benches/instructions.sh; rustc %s\njob\tinstructions\ta byte\n' "$bytes" "$compiler"
    while IFS='|' read -r job arguments; do
        # shellcheck disable=SC2086 # the arguments are words
        instructions=$(count $arguments "$work")
        printf '%s\t%s\t%s\n' "$job" "$instructions" "$(awk -v n="$instructions" -v b="$bytes" 'BEGIN { printf "%.1f", n / b }')"
    done <<'JOBS'
terms|terms --top 0 --format csv
entities, people|entities --kind person --format csv
entities, countries|entities --kind country --format csv
entities, dates|entities --kind date --format csv
analyze|analyze --format ndjson
analyze, people by rules|analyze --people-by-rules --format ndjson
tokens|tokens --format ndjson
JOBS
} >"$work/now"
if [[ ${1:-} == --write ]]; then
    cp "$work/now" "$table"
    cat "$table"
    exit
fi
recorded=$(sed -n '1s/.*rustc //p' "$table")
awk -F '\t' -v strict="$([[ $recorded == "$compiler" ]] && echo 1 || echo 0)" '
    FNR == NR { before[$1] = $2; next }
    FNR > 2 {
        ratio = before[$1] ? $2 / before[$1] : 1
        printf "%-26s %12d instructions, %.3f of what is recorded\n", $1, $2, ratio
        if (ratio > 1.03) worse = 1
    }
    END {
        if (worse && strict) { print "instructions: more than 3 % above benches/instructions.tsv" > "/dev/stderr"; exit 1 }
    }' "$table" "$work/now"
