#!/usr/bin/env bash
# The speed of the commands for corpora as shares of that of `terms --top 0` over the same articles, in instructions counted by callgrind: 0.75 means
# that a command executes a third more.
#
#   benches/shares.sh ARTICLES.ndjson [MEGABYTES]
#
# Reads the first MEGABYTES (5) of the file. Output goes to /dev/null.
set -euo pipefail
articles=${1:?usage: benches/shares.sh ARTICLES.ndjson [MEGABYTES]}
megabytes=${2:-5}
command -v valgrind >/dev/null || { echo "shares: skipped, valgrind is not installed" >&2; exit 0; }
telaah=${TELAAH:-$(dirname "$0")/../target/release/telaah}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
head -c "$((megabytes * 1000000))" "$articles" | sed '$d' >"$work/a.ndjson"
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$telaah" "$@" --threads 1 --config none --quiet --format csv "$work/a.ndjson" 2>&1 >/dev/null |
        awk '/Collected/ { print $4 }'
}
terms=$(count terms --top 0)
printf '%s bytes\n%-46s %12s  %s\n' "$(wc -c <"$work/a.ndjson")" job instructions share
printf '%-46s %12d  1\n' 'terms --top 0' "$terms"
while read -r job; do
    # shellcheck disable=SC2086 # the job is words
    instructions=$(count $job)
    printf '%-46s %12d  %s\n' "$job" "$instructions" "$(awk -v n="$instructions" -v t="$terms" 'BEGIN { printf "%.2f", t / n }')"
done <<'JOBS'
terms --top 0 --stem root
terms --top 0 --ngrams 2
terms --top 0 --dispersion
terms --top 0 --dispersion --stem root
terms --by-document --top 10
terms --by-document --weight tf-idf --top 10
terms --by-document --weight bm25 --top 10
terms --by-document --top 0
terms --by-document --weight tf-idf --top 0
kwic beras
collocations --node pemerintah
collocations
collocations --window 5
keyness
trends beras
diversity
duplicates
entities --mentions
network
JOBS
