#!/usr/bin/env bash
# Peak memory over much text with many different words: the articles of a folder again and again, with invented words in each.
#
#   benches/memory.sh FOLDER [MEGABYTES] [WORDS]
#
# FOLDER holds articles as .txt files. They are piped to telaah as NDJSON until MEGABYTES (1000) are reached; each has ten words
# more out of some that bring the vocabulary to about WORDS (400,000), half of them with a capital, as names have. Prints the
# most memory that was in use at once (resident, MiB), on one thread and on two, and that of the commands for corpora on one. Needs GNU time.
set -euo pipefail
folder=${1:?usage: benches/memory.sh FOLDER [MEGABYTES] [WORDS]}
megabytes=${2:-1000}
words=${3:-400000}
telaah=${TELAAH:-$(dirname "$0")/../target/release/telaah}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
known=$("$telaah" terms --top 0 --stopwords none --format csv "$folder" 2>/dev/null | wc -l || true)
find "$folder" -type f -name '*.txt' | LC_ALL=C sort >"$work/files"

corpus() {
    LC_ALL=C awk -v limit="$((megabytes * 1000000))" -v pool="$((words > known ? words - known : 1))" '
        function invented(n,    word, k) {
            word = ""
            for (k = 0; k < 4; k++) { word = word substr(onset, n % 16 + 1, 1) substr(vowel, int(n / 16) % 5 + 1, 1); n = int(n / 80) * 7 + n % 7 + 3 * k }
            return word "q" n
        }
        BEGIN { onset = "bcdfghjklmnprstw"; vowel = "aiueo" }
        { files[NR] = $0 }
        END {
            while (bytes < limit) for (f = 1; f <= NR && bytes < limit; f++) {
                if (!(f in texts)) {
                    text = ""
                    while ((getline line < files[f]) > 0) text = text line "\n"
                    close(files[f])
                    gsub(/["\\]/, "\\\\&", text); gsub(/\t/, "\\t", text); gsub(/\r/, "\\r", text)
                    gsub(/\n/, "\\n", text); gsub(/[\001-\037]/, " ", text)
                    texts[f] = text
                }
                more = ""
                for (k = 0; k < 10; k++) {
                    at = (at + 7919) % pool
                    word = invented(at)
                    more = more " " (k % 2 ? toupper(substr(word, 1, 1)) substr(word, 2) : word)
                }
                print "{\"id\":\"" ++count "\",\"text\":\"" texts[f] "Kata" more ".\"}"
                bytes += length(texts[f]) + length(more)
            }
        }' "$work/files"
}

printf '%-60s %s\n' job 'peak MiB'
measure() {
    # shellcheck disable=SC2086 # the job is words
    corpus | command time -f %M -o "$work/peak" "$telaah" $1 --threads "$2" --input-format ndjson - >/dev/null 2>"$work/errors" || { tail -3 "$work/errors" >&2; exit 1; }
    printf '%-60s %.1f\n' "$1, $2 threads" "$(awk '{ print $1 / 1024 }' "$work/peak")"
}
for threads in 1 2; do
    for job in "terms --top 0 --format csv" "analyze --format ndjson"; do
        measure "$job" "$threads"
    done
done
for job in "kwic banjir" "kwic banjir --sort R1" "collocations --node pemerintah" collocations keyness "trends banjir" network "terms --top 0 --stem root" \
    "terms --dispersion --top 0" "terms --by-document --weight tf-idf --top 3" diversity duplicates; do
    measure "$job --format csv" 1
done
