//! Descriptions and examples of the commands, in English and Indonesian.

/// A text in English and Indonesian.
pub(super) type Text = (&'static str, &'static str);

pub(super) const ABOUT: Text = (
    "Analyzes Indonesian news text: words, people, countries and dates",
    "Menganalisis teks berita Indonesia: kata, tokoh, negara, dan tanggal apa saja",
);

pub(super) const LONG_ABOUT: Text = (
    "\
Analyzes Indonesian news text: words, people, countries and dates.

Reads one article or millions: files, directories, or one JSON object per line. Writes tables to read, CSV for spreadsheets, JSON and \
NDJSON for programs.",
    "\
Menganalisis teks berita Indonesia: kata, tokoh, negara, dan tanggal apa saja.

Membaca satu artikel atau jutaan: berkas, folder, atau satu objek JSON per baris. Menulis tabel untuk dibaca, CSV untuk lembar kerja, \
JSON dan NDJSON untuk program.",
);

pub(super) const EXAMPLES: Text = (
    "\
Examples:
  telaah analyze samples/                 a summary of a directory of articles
  telaah analyze samples/ -o hasil/       the same as five tables for a spreadsheet
  telaah terms --top 10 samples/politik-01.txt
  telaah entities --kind country samples/ --format csv
  telaah analyze samples/berita.ndjson --format ndjson | jq '.people[].canonical'

telaah COMMAND --help has more examples.",
    "\
Contoh:
  telaah analyze samples/                 ringkasan satu folder artikel
  telaah analyze samples/ -o hasil/       hal yang sama sebagai lima tabel untuk lembar kerja
  telaah terms --top 10 samples/politik-01.txt
  telaah entities --kind country samples/ --format csv
  telaah analyze samples/berita.ndjson --format ndjson | jq '.people[].canonical'

telaah PERINTAH --help memuat contoh lain.",
);

pub(super) mod analyze {
    use super::Text;

    pub(crate) const ABOUT: Text = (
        "Report everything about each article and about all of them together",
        "Laporkan segala hal tentang tiap artikel dan tentang semuanya bersama-sama",
    );

    pub(crate) const EXAMPLES: Text = (
        "\
Without --format: a summary at a terminal, otherwise the table of documents as CSV.
  --format csv -o DIR      documents.csv, terms.csv, people.csv, countries.csv, dates.csv
  --format csv             only the table of documents
  --format ndjson          one object per article
  --format json            one object: documents and summary

Examples:
  telaah analyze samples/
  telaah analyze --format csv --csv-dialect excel-id -o hasil/ samples/
  telaah analyze --format csv -o hasil/ --resume samples/    resumes a run that was interrupted
  telaah analyze --format ndjson samples/ | jq -c '[.document, .people[].label]'
  telaah analyze --date 2024-12-31 - < samples/dunia-01.txt",
        "\
Tanpa --format: ringkasan di terminal, selain itu tabel dokumen sebagai CSV.
  --format csv -o FOLDER   documents.csv, terms.csv, people.csv, countries.csv, dates.csv
  --format csv             hanya tabel dokumen
  --format ndjson          satu objek per artikel
  --format json            satu objek: dokumen dan ringkasan

Contoh:
  telaah analyze samples/
  telaah analyze --format csv --csv-dialect excel-id -o hasil/ samples/
  telaah analyze --format csv -o hasil/ --resume samples/    melanjutkan proses yang terputus
  telaah analyze --format ndjson samples/ | jq -c '[.document, .people[].label]'
  telaah analyze --date 2024-12-31 - < samples/dunia-01.txt",
    );
}

pub(super) mod terms {
    use super::Text;

    pub(crate) const ABOUT: Text = ("Count terms", "Hitung frekuensi istilah");

    pub(crate) const EXAMPLES: Text = (
        "\
Examples:
  telaah terms --top 20 samples/
  telaah terms --ngrams 2 --min-count 2 samples/
  telaah terms --by-document --top 5 --format csv samples/
  telaah terms --stopwords inti --stopwords berita samples/
  telaah terms --match '^peng' samples/",
        "\
Contoh:
  telaah terms --top 20 samples/
  telaah terms --ngrams 2 --min-count 2 samples/
  telaah terms --by-document --top 5 --format csv samples/
  telaah terms --stopwords inti --stopwords berita samples/
  telaah terms --match '^peng' samples/",
    );
}

pub(super) mod entities {
    use super::Text;

    pub(crate) const ABOUT: Text = (
        "Find people, countries and dates: one row per entity or per mention",
        "Temukan tokoh, negara, dan tanggal: satu baris per entitas atau per penyebutan",
    );

    pub(crate) const EXAMPLES: Text = (
        "\
Examples:
  telaah entities samples/
  telaah entities --kind person,country --format json samples/
  telaah entities --mentions --format ndjson samples/berita.ndjson
  telaah entities --kind date --date 2024-12-31 samples/dunia-01.txt",
        "\
Contoh:
  telaah entities samples/
  telaah entities --kind person,country --format json samples/
  telaah entities --mentions --format ndjson samples/berita.ndjson
  telaah entities --kind date --date 2024-12-31 samples/dunia-01.txt",
    );
}

pub(super) mod tokens {
    use super::Text;

    pub(crate) const ABOUT: Text =
        ("Show the tokens and sentences of a text", "Tampilkan token dan kalimat suatu teks");

    pub(crate) const EXAMPLES: Text = (
        "\
Examples:
  telaah tokens samples/dunia-01.txt
  echo 'Rp1,5 triliun untuk anak-anak.' | telaah tokens --format csv",
        "\
Contoh:
  telaah tokens samples/dunia-01.txt
  echo 'Rp1,5 triliun untuk anak-anak.' | telaah tokens --format csv",
    );
}

pub(super) mod stopwords {
    use super::Text;

    pub(crate) const ABOUT: Text =
        ("List the stop word lists, or print one", "Tampilkan semua daftar kata henti, atau isi salah satunya");

    pub(crate) const EXAMPLES: Text = (
        "\
Examples:
  telaah stopwords                    lists the lists
  telaah stopwords inti > saya.txt    begins a list of your own, for --stopwords saya.txt
  telaah stopwords inti --format json",
        "\
Contoh:
  telaah stopwords                    menampilkan semua daftar
  telaah stopwords inti > saya.txt    mengawali daftar sendiri, untuk --stopwords saya.txt
  telaah stopwords inti --format json",
    );
}

pub(super) mod config {
    use super::Text;

    pub(crate) const ABOUT: Text =
        ("List the settings, with the origin of each value", "Tampilkan setelan beserta asal tiap nilainya");

    pub(crate) const EXAMPLES: Text = (
    "\
Every long option is a setting, except -o, --match, --dry-run, --files-from and --resume.
telaah.toml in the current directory takes precedence over telaah/telaah.toml in the configuration directory (~/.config), the
environment (TELAAH_TOP=50) over both, and typed options over all.

  format = \"csv\"                       # for every command that has the option
  stopwords = [\"inti\", \"saya.txt\"]

  [terms]                              # for one command
  top = 50

Examples:
  telaah config
  telaah config --format json
  TELAAH_TOP=50 telaah config --format csv",
    "\
Tiap opsi panjang adalah setelan, kecuali -o, --match, --dry-run, --files-from, dan --resume.
telaah.toml di folder kerja didahulukan daripada telaah/telaah.toml di direktori konfigurasi (~/.config), variabel lingkungan
(TELAAH_TOP=50) daripada keduanya, dan opsi yang diketik daripada semuanya.

  format = \"csv\"                       # untuk semua perintah yang punya opsi itu
  stopwords = [\"inti\", \"saya.txt\"]

  [terms]                              # untuk satu perintah
  top = 50

Contoh:
  telaah config
  telaah config --format json
  TELAAH_TOP=50 telaah config --format csv",
);
}

pub(super) mod completions {
    use super::Text;

    pub(crate) const ABOUT: Text =
        ("Print the completion script of a shell", "Tampilkan skrip pelengkapan perintah untuk shell");

    pub(crate) const EXAMPLES: Text = (
        "\
Examples:
  telaah completions bash > telaah.bash    for ~/.local/share/bash-completion/completions/telaah
  telaah completions zsh > _telaah         for a directory in fpath
  telaah completions fish > telaah.fish    for ~/.config/fish/completions/
  telaah completions powershell > telaah.ps1",
        "\
Contoh:
  telaah completions bash > telaah.bash    untuk ~/.local/share/bash-completion/completions/telaah
  telaah completions zsh > _telaah         untuk salah satu folder fpath
  telaah completions fish > telaah.fish    untuk ~/.config/fish/completions/
  telaah completions powershell > telaah.ps1",
    );
}

pub(super) mod man {
    use super::Text;

    pub(crate) const ABOUT: Text = ("Print the manual page, for man", "Tampilkan halaman manual, untuk man");

    pub(crate) const EXAMPLES: Text = (
        "\
Examples:
  telaah man > telaah.1
  telaah man terms > telaah-terms.1",
        "\
Contoh:
  telaah man > telaah.1
  telaah man terms > telaah-terms.1",
    );
}
