//! Messages in both languages: English as it is written where a message is made, and Indonesian. `{}` stands for a part that is
//! kept, or that is a message of the table itself. Of templates that fit, the first counts. See [`crate::cli::language`].

pub(crate) const MESSAGES: &[(&str, &str)] = &[
    // Help: the program and its commands
    (
        "Reads Indonesian news text: which words, which people, which countries, which dates",
        "Membaca teks berita Indonesia: kata apa, orang siapa, negara mana, tanggal berapa",
    ),
    (
        "Reads Indonesian news text: which words, which people, which countries, which dates.\n\nFor one article or for millions: files, folders, or a JSON object a line. The results are tables for people, CSV for spreadsheets, JSON and NDJSON for programs.",
        "Membaca teks berita Indonesia: kata apa, orang siapa, negara mana, tanggal berapa.\n\nSatu artikel atau jutaan: berkas, folder, atau satu objek JSON per baris. Hasilnya tabel untuk dibaca, CSV untuk lembar kerja, JSON dan NDJSON untuk program.",
    ),
    (
        "Everything about each article, and about all of them together",
        "Segala hal tentang tiap artikel, dan tentang semuanya bersama-sama",
    ),
    ("Term frequencies", "Frekuensi istilah"),
    (
        "People, countries and dates: by entity, or each mention",
        "Orang, negara, dan tanggal: per entitas, atau tiap penyebutan",
    ),
    ("The tokens and sentences, as the tool sees them", "Token dan kalimat, sebagaimana dilihat telaah"),
    (
        "The stop word lists: which there are, and what one holds",
        "Daftar kata henti: apa saja yang ada, dan apa isinya",
    ),
    ("The settings: each value, and where it comes from", "Setelan: tiap nilai, dan dari mana asalnya"),
    ("Completions for a shell", "Pelengkapan perintah untuk shell"),
    ("The manual page, for man", "Halaman manual, untuk man"),
    // Help: headings
    ("Input", "Masukan"),
    ("Output", "Keluaran"),
    ("Terms", "Istilah"),
    ("Entities", "Entitas"),
    ("Run", "Jalannya program"),
    ("TermFilter", "Pilihan"),
    ("Examples:", "Contoh:"),
    // Help: input
    (
        "Files, folders (with all in them, in byte order of path), or - for standard input",
        "Berkas, folder (dengan seluruh isinya, menurut urutan bita nama), atau - untuk masukan baku",
    ),
    (
        "How the input is written; auto goes by the file name, then by what is in it",
        "Format masukan; auto: menurut nama berkas, lalu menurut isinya",
    ),
    (
        "The date of articles that bring none of their own and name none: YYYY-MM-DD",
        "Tanggal artikel yang tidak membawa atau menyebut tanggalnya sendiri: TTTT-BB-HH",
    ),
    ("What to do with bytes that are not UTF-8", "Apa yang dilakukan dengan bita yang bukan UTF-8"),
    (
        "What to do with bytes that are no text in the encoding",
        "Apa yang dilakukan dengan bita yang bukan teks dalam pengodean itu",
    ),
    ("The field of NDJSON records that holds the text", "Bidang rekaman NDJSON yang berisi teks"),
    (
        "The field of JSON records, or column of CSV, that holds the text",
        "Bidang rekaman JSON, atau kolom CSV, yang berisi teks",
    ),
    ("The field that holds the document's name", "Bidang yang berisi nama dokumen"),
    ("The field that holds the article's date", "Bidang yang berisi tanggal artikel"),
    (
        "The field that holds the title, which is read before the text",
        "Bidang yang berisi judul, yang dibaca sebelum teks",
    ),
    ("The field that says who published it", "Bidang yang berisi penerbitnya"),
    (
        "The field that holds the address of the page: it may have a date in it, and its host is a source",
        "Bidang yang berisi alamat halaman: mungkin ada tanggal di dalamnya, dan nama hosnya adalah sumber",
    ),
    (
        "The encoding of all that is read: utf-8, utf-16le, windows-1252, …  [default: found for each file]",
        "Pengodean semua yang dibaca: utf-8, utf-16le, windows-1252, …  [bawaan: dicari untuk tiap berkas]",
    ),
    (
        "Set right what was read in a wrong encoding before (`MÃ¼ller` for `Müller`)",
        "Betulkan yang dahulu dibaca dengan pengodean yang salah (`MÃ¼ller` untuk `Müller`)",
    ),
    (
        "The longest page, packed article, row of CSV or element of JSON: bytes, or with K, M or G",
        "Halaman, artikel terkemas, baris CSV, atau unsur JSON terpanjang: bita, atau dengan K, M, atau G",
    ),
    (
        "How many times its size packed data may unpack to, from 16 MiB on",
        "Sampai berapa kali ukurannya data terkemas boleh membesar, mulai dari 16 MiB",
    ),
    (
        "Of the files in folders and archives only those whose name matches (with a slash: whose path below the folder), whatever their ending; with ! before it, none of those; repeatable",
        "Dari berkas dalam folder dan arsip hanya yang namanya cocok (dengan garis miring: jalurnya di bawah folder), apa pun akhirannya; dengan ! di depan, bukan yang itu; boleh diulang",
    ),
    (
        "Read the paths that stand in this file, a line each or with NUL between; - for standard input",
        "Baca jalur yang tertulis dalam berkas ini, satu per baris atau dipisah NUL; - untuk masukan baku",
    ),
    (
        "Only documents of this source: the name in their source field or page, or the host of their address; repeatable",
        "Hanya dokumen dari sumber ini: nama dalam bidang sumber atau halamannya, atau nama hos alamatnya; boleh diulang",
    ),
    ("Follow symbolic links in folders", "Ikuti tautan simbolis di dalam folder"),
    (
        "Read files and folders whose names begin with a dot, too",
        "Baca juga berkas dan folder yang namanya diawali titik",
    ),
    (
        "Only list what would be read, with format, encoding and size",
        "Hanya daftarkan apa yang akan dibaca, dengan format, pengodean, dan ukurannya",
    ),
    ("Only documents of this day or earlier: YYYY-MM-DD", "Hanya dokumen dari hari ini atau sebelumnya: TTTT-BB-HH"),
    ("Only documents of this day or later: YYYY-MM-DD", "Hanya dokumen dari hari ini atau sesudahnya: TTTT-BB-HH"),
    (
        "The encoding of all that is read: utf-8, utf-16le, windows-1252, … [default: found for each file]",
        "Pengodean semua masukan: utf-8, utf-16le, windows-1252, … [bawaan: dikenali untuk tiap berkas]",
    ),
    (
        "Count articles that are the same, or nearly so, once: all but the first are left out",
        "Hitung sekali saja artikel yang sama atau nyaris sama: semua kecuali yang pertama dilewatkan",
    ),
    (
        "What is said on standard error: what failed, warnings, what else is good to know, or every document that is not read like the others, and how long it took [default: info]; -q is error, -v is debug",
        "Apa yang dikatakan di galat baku: yang gagal (error), peringatan (warn), hal lain yang berguna (info), atau juga tiap dokumen yang dibaca dengan cara lain dan lamanya (debug) [bawaan: info]; -q sama dengan error, -v dengan debug",
    ),
    // Help: output
    (
        "How results are written [default: table on a terminal, else by the ending of -o, else csv]",
        "Format hasil [bawaan: table di terminal, selain itu menurut akhiran -o, atau csv]",
    ),
    (
        "Write to this file (analyze with csv, tsv or parquet: folder) instead of standard output; whole or not at all",
        "Tulis ke berkas ini (analyze dengan csv, tsv, atau parquet: folder), bukan ke keluaran baku; utuh atau tidak sama sekali",
    ),
    (
        "Which CSV: rfc4180, or what Excel in an Indonesian locale opens rightly",
        "CSV yang mana: rfc4180, atau yang dibuka dengan benar oleh Excel bersetelan Indonesia (excel-id)",
    ),
    (
        "What stands between the cells of CSV: a sign, or tab [default: , or by the dialect]",
        "Pemisah sel CSV: satu tanda, atau tab [bawaan: , atau menurut dialek]",
    ),
    (
        "What stands before the decimals in CSV and TSV [default: point, or by the dialect]",
        "Tanda desimal di CSV dan TSV: titik (point) atau koma (comma) [bawaan: point, atau menurut dialek]",
    ),
    (
        "Begin CSV and TSV with a byte order mark, by which some spreadsheets know UTF-8 [default: by the dialect]",
        "Awali CSV dan TSV dengan tanda urutan bita (BOM), yang dipakai sebagian lembar kerja untuk mengenali UTF-8 [bawaan: menurut dialek]",
    ),
    (
        "Bars beside the counts of rankings in tables; auto means on a terminal",
        "Batang di samping jumlah dalam tabel peringkat; auto: hanya di terminal",
    ),
    // Help: terms
    (
        "Words that are no terms: a list's name, a file with a word a line, or none; repeatable [default: inti, luas and berita]",
        "Kata yang bukan istilah: nama daftar, berkas berisi satu kata per baris, atau none; boleh diulang [bawaan: inti, luas, dan berita]",
    ),
    (
        "At most N terms; 0: all [default: 25 in a table, 20 an article in analyze, all elsewhere]",
        "Paling banyak N istilah; 0: semua [bawaan: 25 dalam tabel, 20 per artikel dalam analyze, selain itu semua]",
    ),
    ("Only terms that occur N times or more", "Hanya istilah yang muncul N kali atau lebih"),
    ("Terms of N words", "Istilah yang terdiri atas N kata"),
    (
        "Whether Kota and kota are one term (fold) or two (keep)",
        "Apakah Kota dan kota satu istilah (fold) atau dua (keep)",
    ),
    (
        "Count datelines, links to other articles and credits, too",
        "Hitung juga baris tanggal, tautan ke artikel lain, dan kredit",
    ),
    ("One row a document and term", "Satu baris per dokumen dan istilah"),
    (
        "Only terms that the regular expression matches, anywhere in the term unless it has ^ or $",
        "Hanya istilah yang cocok dengan ekspresi reguler, di mana pun kecuali dengan ^ atau $",
    ),
    // Help: entities
    ("One row a mention, in the order of the text", "Satu baris per penyebutan, menurut urutan teks"),
    (
        "What to look for; repeatable, or a list with commas [default: person,country,date]",
        "Apa yang dicari; boleh diulang, atau daftar dengan koma [bawaan: person,country,date]",
    ),
    (
        "Find people by rules alone, without the trained model: about twice as fast, and less right",
        "Cari orang dengan aturan saja, tanpa model terlatih: kira-kira dua kali lebih cepat, dan kurang tepat",
    ),
    (
        "At most N entities of each kind; 0: all [default: 25 in a table, all elsewhere]",
        "Paling banyak N entitas tiap jenis; 0: semua [bawaan: 25 dalam tabel, selain itu semua]",
    ),
    ("Only entities that are mentioned N times or more", "Hanya entitas yang disebut N kali atau lebih"),
    (
        "Only entities whose canonical form or label the regular expression matches",
        "Hanya entitas yang bentuk baku atau labelnya cocok dengan ekspresi reguler",
    ),
    (
        "Count countries that are part of another name, too: Bank Indonesia, dolar AS",
        "Hitung juga negara yang menjadi bagian nama lain: Bank Indonesia, dolar AS",
    ),
    // Help: the rest
    (
        "Go on with an interrupted run into the folder of -o, if there is one; keeps a journal there, so that this one can be gone on with, too",
        "Lanjutkan pekerjaan yang terputus ke folder -o, kalau ada; jurnal disimpan di sana, sehingga yang ini pun bisa dilanjutkan",
    ),
    ("Threads [default: as many as there are cores]", "Utas [bawaan: sebanyak inti prosesor]"),
    ("Say nothing on standard error but what failed", "Jangan katakan apa pun di galat baku selain yang gagal"),
    (
        "Say at the end how much was read, and how long it took",
        "Katakan pada akhirnya berapa yang dibaca, dan berapa lama",
    ),
    (
        "Colour: auto means on a terminal, unless `NO_COLOR` is set",
        "Warna; auto: di terminal, kecuali `NO_COLOR` disetel",
    ),
    (
        "Read settings from this file instead of the usual ones; none: from no file",
        "Baca setelan dari berkas ini, bukan dari yang biasa; none: tanpa berkas",
    ),
    ("The language of messages and help; auto goes by the locale", "Bahasa pesan dan bantuan; auto: menurut lokal"),
    (
        "The list to show: as it is shipped, or with --format a row a word",
        "Daftar yang ditampilkan: sebagaimana adanya, atau dengan --format satu baris per kata",
    ),
    ("The shell", "Nama shell"),
    (
        "The command whose page is wanted; without it the page of telaah",
        "Perintah yang halamannya diinginkan; tanpa itu halaman telaah",
    ),
    // Help: examples
    ("what a folder of articles speaks of", "apa yang dibicarakan sefolder artikel"),
    ("the same as five tables for a spreadsheet", "hal yang sama sebagai lima tabel untuk lembar kerja"),
    ("telaah COMMAND --help has more of them.", "telaah PERINTAH --help memuat lebih banyak contoh."),
    (
        "Without --format: a summary on a terminal; otherwise the table of documents as CSV.",
        "Tanpa --format: ringkasan di terminal; selain itu tabel dokumen sebagai CSV.",
    ),
    ("the table of documents alone", "tabel dokumen saja"),
    ("an object an article", "satu objek per artikel"),
    ("goes on, if it was interrupted", "melanjutkan, kalau dahulu terputus"),
    ("one object: documents and summary", "satu objek: dokumen dan ringkasan"),
    ("which lists there are", "daftar apa saja yang ada"),
    (
        "a list of one's own to begin with, for --stopwords saya.txt",
        "awal daftar milik sendiri, untuk --stopwords saya.txt",
    ),
    (
        "Every long option is a setting, but for -o, --match, --dry-run, --files-from and --resume.",
        "Tiap opsi panjang adalah setelan, kecuali -o, --match, --dry-run, --files-from, dan --resume.",
    ),
    (
        "telaah.toml in the folder goes before telaah/telaah.toml in the configuration directory (~/.config); the environment",
        "telaah.toml di folder mendahului telaah/telaah.toml di direktori konfigurasi (~/.config); variabel lingkungan",
    ),
    (
        "(TELAAH_TOP=50) goes before both; what is typed goes before all.",
        "(TELAAH_TOP=50) mendahului keduanya; yang diketik mendahului semuanya.",
    ),
    ("# for every command that has the option", "# untuk semua perintah yang punya opsi itu"),
    ("# for one command", "# untuk satu perintah"),
    (
        "for ~/.local/share/bash-completion/completions/telaah",
        "untuk ~/.local/share/bash-completion/completions/telaah",
    ),
    ("for a folder of fpath", "untuk salah satu folder fpath"),
    ("for ~/.config/fish/completions/", "untuk ~/.config/fish/completions/"),
    // Wrong usage, as clap says it
    ("error: {}", "galat: {}"),
    ("unexpected argument '{}' found", "argumen '{}' tidak dikenal"),
    ("tip: a similar argument exists: '{}'", "saran: ada argumen yang mirip: '{}'"),
    ("tip: some similar arguments exist: {}", "saran: ada argumen yang mirip: {}"),
    ("tip: a similar value exists: '{}'", "saran: ada nilai yang mirip: '{}'"),
    ("tip: some similar values exist: {}", "saran: ada nilai yang mirip: {}"),
    ("tip: a similar subcommand exists: '{}'", "saran: ada perintah yang mirip: '{}'"),
    ("tip: some similar subcommands exist: {}", "saran: ada perintah yang mirip: {}"),
    ("tip: to pass '{}' as a value, use '{}'", "saran: untuk memberikan '{}' sebagai nilai, pakai '{}'"),
    ("unrecognized subcommand '{}'", "perintah '{}' tidak dikenal"),
    ("[possible values: {}]", "[pilihan: {}]"),
    ("a value is required for '{}' but none was supplied", "'{}' memerlukan nilai, tetapi tidak diberi"),
    ("the argument '{}' cannot be used with '{}'", "argumen '{}' tidak bisa dipakai bersama '{}'"),
    ("the argument '{}' cannot be used with:", "argumen '{}' tidak bisa dipakai bersama:"),
    ("the argument '{}' cannot be used multiple times", "argumen '{}' tidak bisa dipakai lebih dari sekali"),
    ("the following required arguments were not provided:", "argumen wajib berikut tidak diberikan:"),
    ("equal sign is needed when assigning values to '{}'", "nilai untuk '{}' harus diberi dengan tanda sama dengan"),
    ("Usage: {}", "Pemakaian: {}"),
    ("For more information, try '{}'.", "Untuk keterangan lebih lanjut, coba '{}'."),
    ("invalid value '{}' for '{}': {}", "nilai '{}' untuk '{}' tidak sah: {}"),
    ("invalid value '{}' for '{}'", "nilai '{}' untuk '{}' tidak sah"),
    ("not a day as YYYY-MM-DD", "bukan hari sebagai TTTT-BB-HH"),
    ("not a day of the calendar as YYYY-MM-DD", "bukan hari pada kalender sebagai TTTT-BB-HH"),
    (
        "a delimiter is one ASCII sign such as , ; | or tab, and no letter, digit, blank, quote, point, plus or minus",
        "pemisah adalah satu tanda ASCII seperti , ; | atau tab, bukan huruf, angka, spasi, tanda kutip, titik, plus, atau minus",
    ),
    ("invalid digit found in string", "ada yang bukan angka"),
    // Wrong usage and failures of the program
    (
        "nothing to read: name a file or a folder, or pipe a text in (telaah --help has examples)",
        "tidak ada yang dibaca: sebutkan berkas atau folder, atau alirkan teks (telaah --help memuat contoh)",
    ),
    (
        "no stop word list or file `{}`; the lists are {}",
        "tidak ada daftar kata henti atau berkas `{}`; daftar yang ada: {}",
    ),
    ("{}: a stop word list must be UTF-8", "{}: daftar kata henti harus UTF-8"),
    ("reading the stop words of {}", "membaca kata henti dari {}"),
    (
        "this telaah was built without {}: install it with cargo install --features {}, or choose another format",
        "telaah ini dibuat tanpa {}: pasang dengan cargo install --features {}, atau pilih format lain",
    ),
    ("{} is nothing for a terminal: name a file with -o", "{} bukan untuk terminal: sebutkan berkas dengan -o"),
    ("{} goes with --format csv, not {}", "{} berlaku untuk --format csv, bukan {}"),
    (
        "analyze with {} writes a folder of five tables: name one for -o (for the table of documents alone, send standard output to {})",
        "analyze dengan {} menulis folder berisi lima tabel: sebutkan untuk -o (untuk tabel dokumen saja, alirkan keluaran baku ke {})",
    ),
    (
        "can't write to the folder {}: there is a file of that name; this format is five tables here",
        "tidak bisa menulis ke folder {}: ada berkas bernama itu; format ini di sini berupa lima tabel",
    ),
    ("can't write to the folder {}", "tidak bisa menulis ke folder {}"),
    (
        "--resume goes with a folder of tables: -o FOLDER, and --format csv, tsv or parquet",
        "--resume berlaku untuk folder tabel: -o FOLDER, dan --format csv, tsv, atau parquet",
    ),
    (
        "--resume can't read {} twice: name files or folders",
        "--resume tidak bisa membaca {} dua kali: sebutkan berkas atau folder",
    ),
    ("standard input", "masukan baku"),
    (
        "can't go on with the interrupted run, which was told otherwise: {}; tell it the same again, or remove {} to begin anew",
        "pekerjaan yang terputus tidak bisa dilanjutkan, karena dahulu diperintah lain: {}; beri perintah yang sama, atau hapus {} untuk mulai dari awal",
    ),
    (
        "can't go on with the interrupted run: {} (remove {} to begin anew)",
        "pekerjaan yang terputus tidak bisa dilanjutkan: {} (hapus {} untuk mulai dari awal)",
    ),
    ("{} has changed since", "{} sudah berubah"),
    ("{} was not there, or something before it is gone", "{} dahulu tidak ada, atau ada yang hilang di depannya"),
    ("some of its inputs are gone", "sebagian masukannya sudah tidak ada"),
    ("{} is no journal of telaah: remove {} to begin anew", "{} bukan jurnal telaah: hapus {} untuk mulai dari awal"),
    ("another telaah is writing to {}", "telaah lain sedang menulis ke {}"),
    ("{}; {} was {} then and is {} now", "{}; {} dahulu {} dan kini {}"),
    ("{} was {} then and is {} now", "{} dahulu {} dan kini {}"),
    ("nothing", "kosong"),
    ("can't read the program itself", "tidak bisa membaca program itu sendiri"),
    ("can't remove {}", "tidak bisa menghapus {}"),
    (
        "{} is of an interrupted run, which --resume goes on with; this one begins anew",
        "{} milik pekerjaan yang terputus, yang dilanjutkan dengan --resume; kali ini mulai dari awal",
    ),
    (
        "going on with the interrupted run, behind {} documents",
        "melanjutkan pekerjaan yang terputus, sesudah {} dokumen",
    ),
    ("can't write to standard output", "tidak bisa menulis ke keluaran baku"),
    ("can't write to {}: it is a folder", "tidak bisa menulis ke {}: itu folder"),
    ("can't write to {}", "tidak bisa menulis ke {}"),
    ("can't write the output", "tidak bisa menulis keluaran"),
    ("no command `{}`; the commands are {}", "tidak ada perintah `{}`; perintah yang ada: {}"),
    ("can't read the configuration {}", "tidak bisa membaca konfigurasi {}"),
    ("{}: no setting of {} `{}`; do you mean `{}`?", "{}: tidak ada setelan {} `{}`; maksudnya `{}`?"),
    ("{}: no setting `{}`; do you mean `{}`?", "{}: tidak ada setelan `{}`; maksudnya `{}`?"),
    (
        "{}: no setting of {} `{}`; telaah config lists all",
        "{}: tidak ada setelan {} `{}`; telaah config memuat semuanya",
    ),
    ("{}: no setting `{}`; telaah config lists all", "{}: tidak ada setelan `{}`; telaah config memuat semuanya"),
    ("{}: no command `{}`; do you mean `{}`?", "{}: tidak ada perintah `{}`; maksudnya `{}`?"),
    ("{}: no command `{}`; telaah config lists all", "{}: tidak ada perintah `{}`; telaah config memuat semuanya"),
    ("{}: {} takes one value, not a list", "{}: {} menerima satu nilai, bukan daftar"),
    ("{}: {} can't hold a table or a list of lists", "{}: {} tidak bisa berisi tabel atau daftar di dalam daftar"),
    ("{}: {} is true or false", "{}: {} harus true atau false"),
    ("{}: invalid value '{}' for {}: {}", "{}: nilai '{}' untuk {} tidak sah: {}"),
    ("{}: invalid value '{}' for {}", "{}: nilai '{}' untuk {} tidak sah"),
    (
        "{} names no setting, and is ignored (telaah config lists all)",
        "{} bukan nama setelan, jadi diabaikan (telaah config memuat semuanya)",
    ),
    (
        "{} cells are longer than the 32767 characters that a cell of a workbook holds, and were cut; they end with `…` (csv and json have them whole)",
        "{} sel lebih panjang daripada 32767 karakter yang muat dalam sel buku kerja, jadi dipotong; akhirnya `…` (csv dan json memuatnya utuh)",
    ),
    (
        "{}: `{}` is more than one word and will never match, nor will {} more like it",
        "{}: `{}` lebih dari satu kata sehingga tidak pernah cocok, begitu pula {} lainnya",
    ),
    (
        "{}: `{}` is more than one word and will never match",
        "{}: `{}` lebih dari satu kata sehingga tidak pernah cocok",
    ),
    // What is said of a run
    ("error", "galat"),
    ("warning", "peringatan"),
    ("note", "catatan"),
    ("no document was found", "tidak ada dokumen yang ditemukan"),
    ("left out in folders: {}", "dilewatkan di dalam folder: {}"),
    (
        "{} documents, {} failed, {} bytes in {} s on {} threads ({} MB/s)",
        "{} dokumen, {} gagal, {} bita dalam {} dtk pada {} utas ({} MB/dtk)",
    ),
    (
        "{} with another ending (name them, or give --input-format, to read them)",
        "{} berakhiran lain (sebutkan namanya, atau beri --input-format, agar dibaca)",
    ),
    ("{} that --glob leaves out", "{} yang dikecualikan --glob"),
    ("{} hidden (--hidden reads them)", "{} tersembunyi (--hidden membacanya)"),
    (
        "{} symbolic links (--follow-links reads what they lead to)",
        "{} tautan simbolis (--follow-links membaca tujuannya)",
    ),
    ("documents left out: {}", "dokumen dilewatkan: {}"),
    ("{} of other days", "{} dari hari lain"),
    ("{} without a date", "{} tanpa tanggal"),
    ("{} of other sources", "{} dari sumber lain"),
    ("{} documents were not in UTF-8 (-v names them)", "{} dokumen tidak dalam UTF-8 (-v menyebut yang mana)"),
    ("{} documents were not in UTF-8", "{} dokumen tidak dalam UTF-8"),
    (
        "{} documents have letters that are garbled like `MÃ¼ller` (-v names them); --repair-mojibake sets them right",
        "{} dokumen memuat huruf rusak seperti `MÃ¼ller` (-v menyebut yang mana); --repair-mojibake memperbaikinya",
    ),
    (
        "{} documents have letters that are garbled like `MÃ¼ller`; --repair-mojibake sets them right",
        "{} dokumen memuat huruf rusak seperti `MÃ¼ller`; --repair-mojibake memperbaikinya",
    ),
    ("{}: letters are garbled like `MÃ¼ller`; set right", "{}: huruf rusak seperti `MÃ¼ller`; diperbaiki"),
    (
        "{}: letters are garbled like `MÃ¼ller` (--repair-mojibake sets them right)",
        "{}: huruf rusak seperti `MÃ¼ller` (--repair-mojibake memperbaikinya)",
    ),
    ("{}: read as {}", "{}: dibaca sebagai {}"),
    (
        "not {}, though it is named or begins like it: invalid bytes at offset {} (--encoding-errors replace reads on)",
        "bukan {}, walau disebut atau diawali begitu: bita tidak sah pada posisi {} (--encoding-errors replace tetap membaca)",
    ),
    (
        "not {}, as --encoding says: it is {} (leave --encoding out and it is found for each file)",
        "bukan {} seperti kata --encoding: isinya {} (tanpa --encoding, pengodean dikenali untuk tiap berkas)",
    ),
    ("{} data cut off after {} unpacked bytes: {}", "data {} terpotong setelah {} bita hasil bongkaran: {}"),
    ("{} data damaged after {} unpacked bytes: {}", "data {} rusak setelah {} bita hasil bongkaran: {}"),
    (
        "{} data of {} bytes unpack to more than {} times as many: not read on (--max-ratio allows more)",
        "data {} sebesar {} bita mengembang lebih dari {} kali lipat: tidak dibaca lagi (--max-ratio mengizinkan lebih)",
    ),
    (
        "the document is longer than {} bytes: not read (--max-document-size allows more)",
        "dokumen lebih panjang daripada {} bita: tidak dibaca (--max-document-size mengizinkan lebih)",
    ),
    (
        "a record is longer than {} bytes: not read (--max-document-size allows more)",
        "rekaman lebih panjang daripada {} bita: tidak dibaca (--max-document-size mengizinkan lebih)",
    ),
    (
        "the row of column names is longer than {} bytes: not read (--max-document-size allows more)",
        "baris nama kolom lebih panjang daripada {} bita: tidak dibaca",
    ),
    (
        "elements are nested deeper than {}: no page is made so, not read",
        "elemen bersarang lebih dalam daripada {}: tidak ada halaman yang dibuat begitu, tidak dibaca",
    ),
    (
        "more than {} tags: no page is made so, not read",
        "lebih dari {} tag: tidak ada halaman yang dibuat begitu, tidak dibaca",
    ),
    (
        "no article was found in the page (telaah reads it as text with --input-format text)",
        "tidak ada artikel yang ditemukan di halaman itu (--input-format text membacanya sebagai teks)",
    ),
    (
        "an archive can be read from a file alone, not from a pipe and not from within an archive: unpack it first",
        "arsip hanya bisa dibaca dari berkas, bukan dari pipa dan bukan dari dalam arsip: bongkar dulu",
    ),
    (
        "its name leads out of the archive (`..`, or from the root): not read",
        "namanya menunjuk ke luar arsip (`..`, atau dari akar): tidak dibaca",
    ),
    (
        "cut off: the file ends within the JSON value or array",
        "terpotong: berkas berakhir di tengah nilai atau larik JSON",
    ),
    (
        "a quotation mark opens in this row and is never closed: the rest of the file can't be told apart",
        "tanda kutip dibuka di baris ini dan tidak pernah ditutup: sisa berkas tidak bisa dipilah",
    ),
    (
        "no column `{}`: there are {} (--text-field names another)",
        "tidak ada kolom `{}`: yang ada {} (--text-field menyebut kolom lain)",
    ),
    (
        "this telaah was built without {}: install it with cargo install --features {}",
        "telaah ini dibuat tanpa {}: pasang dengan cargo install --features {}",
    ),
    ("{} cells, but there are {} column names", "{} sel, padahal ada {} nama kolom"),
    ("{} pipes, sockets or devices", "{} pipa, soket, atau perangkat"),
    (
        "--since {} is after --until {}: no document can be chosen",
        "--since {} sesudah --until {}: tidak ada dokumen yang bisa dipilih",
    ),
    (
        "standard input can't be both the list of --files-from and an input",
        "masukan baku tidak bisa menjadi daftar --files-from sekaligus masukan",
    ),
    ("a path that is not UTF-8", "jalur yang bukan UTF-8"),
    // What is wrong with an input
    (
        "not UTF-8: invalid byte at offset {} (--encoding names another encoding, --encoding-errors replace reads on)",
        "bukan UTF-8: bita tidak sah pada posisi {} (--encoding menyebut pengodean lain, --encoding-errors replace tetap membaca)",
    ),
    (
        "not UTF-16, though it begins like it: invalid unit at offset {} (--encoding-errors replace reads on)",
        "bukan UTF-16, meski awalnya begitu: satuan tidak sah pada posisi {} (--encoding-errors replace tetap membaca)",
    ),
    (
        "{} is longer than {} bytes: not read (--max-document-size allows more)",
        "{} lebih panjang dari {} bita: tidak dibaca (--max-document-size membolehkan lebih)",
    ),
    ("no row: {}", "bukan baris: {}"),
    ("not read: {}", "tidak dibaca: {}"),
    ("{} files, {} articles", "{} berkas, {} artikel"),
    (
        "{} articles are like others and were left out (-v names them)",
        "{} artikel serupa dengan yang lain dan dilewatkan (-v menyebut yang mana)",
    ),
    ("{} articles are like others and were left out", "{} artikel serupa dengan yang lain dan dilewatkan"),
    ("{}: like {} ({} % of it), left out", "{}: serupa dengan {} ({} % darinya), dilewatkan"),
    ("binary: NUL byte at offset {}", "biner: bita NUL pada posisi {}"),
    ("longer than 4 GiB: split it", "lebih panjang dari 4 GiB: pecahlah"),
    ("no JSON object: {}", "bukan objek JSON: {}"),
    ("no field `{}`", "tidak ada bidang `{}`"),
    ("field `{}` is {}, not {}", "bidang `{}` berisi {}, bukan {}"),
    (
        "{}: field `{}` is no date (YYYY-MM-DD, or RFC 3339): {}; read without it",
        "{}: bidang `{}` bukan tanggal (TTTT-BB-HH, atau RFC 3339): {}; dibaca tanpa itu",
    ),
    ("a number", "angka"),
    ("a string", "teks"),
    ("a string or a number", "teks atau angka"),
    ("an array", "larik"),
    ("an object", "objek"),
    ("a boolean", "true atau false"),
    ("{} at path {}", "{} pada {}"),
    ("No such file or directory (os error {})", "tidak ada berkas atau folder itu (galat sistem {})"),
    ("Permission denied (os error {})", "tidak diizinkan (galat sistem {})"),
    ("Is a directory (os error {})", "itu folder (galat sistem {})"),
    (
        "{} has too little room for temporary files (TMPDIR names another folder)",
        "{} terlalu penuh untuk berkas sementara (TMPDIR menyebut folder lain)",
    ),
    ("No space left on device (os error {})", "ruang penyimpanan habis (galat sistem {})"),
    // The page of analyze
    ("{} articles, {} failed", "{} artikel, {} gagal"),
    ("{} articles", "{} artikel"),
    ("Articles", "Artikel"),
    ("People", "Orang"),
    ("Countries", "Negara"),
    ("Dates", "Tanggal"),
    ("{} of {}", "{} dari {}"),
    ("failed: {}", "gagal: {}"),
    ("like {}", "serupa dengan {}"),
    (
        "{} words in {} sentences, {} bytes; {} words counted as terms, {} stop words",
        "{} kata dalam {} kalimat, {} bita; {} kata dihitung sebagai istilah, {} kata henti",
    ),
    ("{}, by the record", "{}, menurut rekaman"),
    ("{}, by its dateline", "{}, menurut baris tanggalnya"),
    ("{}, by --date", "{}, menurut --date"),
    (
        "no date: --date gives one, which days like \"kemarin\" are counted from",
        "tanpa tanggal: beri dengan --date, sebagai patokan hari seperti \"kemarin\"",
    ),
];
