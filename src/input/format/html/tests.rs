use super::article::parse;
use super::*;
use crate::input::record::Fields;

const PAGE: &str = r#"<!DOCTYPE html><html><head><meta charset="utf-8"><title>Banjir di Bogor Mulai Surut - Kabar</title>
<meta property="og:title" content="Banjir di Bogor Mulai Surut"><meta property="og:site_name" content="Kabar">
<link rel="canonical" href="https://kabar.example/2024/12/30/banjir">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Banjir di Bogor Mulai Surut","datePublished":"2024-12-31T08:00:00+07:00"}</script>
<script>var x = "<div><div>";</script></head><body>
<nav><ul><li><a href="/">Beranda</a></li><li><a href="/olahraga">Olahraga</a></li></ul></nav>
<article><h1>Banjir di Bogor Mulai Surut</h1><time datetime="2024-12-31">Selasa</time>
<p>Warga mulai membersihkan rumah mereka, Selasa (31/12/2024), setelah air surut di beberapa kelurahan.</p>
<p>Menurut Budi Santoso, warga setempat, air naik sejak Minggu malam dan baru turun pada pagi hari ini.</p>
<p>Pemerintah kota mengirim bantuan makanan, selimut, dan obat-obatan bagi warga yang masih mengungsi.</p></article>
<aside class="related"><h3>Berita Terkait</h3><ul><li><a href="/a">Harga beras naik</a></li></ul></aside>
<footer>Hak cipta Kabar</footer></body></html>"#;

#[test]
fn the_article_is_extracted_from_the_page() {
    let record = parse(PAGE, &Fields::default()).unwrap();
    assert_eq!(record.title.as_deref(), Some("Banjir di Bogor Mulai Surut"));
    assert_eq!(record.date.as_deref(), Some("2024-12-31T08:00:00+07:00"));
    assert_eq!(record.source.as_deref(), Some("Kabar"));
    assert_eq!(record.url.as_deref(), Some("https://kabar.example/2024/12/30/banjir"));
    assert!(record.text.starts_with("Warga mulai") || record.text.starts_with("Selasa"), "{}", record.text);
    assert!(record.text.ends_with("masih mengungsi.\n"), "{}", record.text);
    for other in ["Beranda", "Harga beras", "Hak cipta", "var x"] {
        assert!(!record.text.contains(other), "{other}: {}", record.text);
    }
}

#[test]
fn dates_are_read_from_time_elements() {
    let page = PAGE.replace("application/ld+json", "text/plain");
    assert_eq!(parse(&page, &Fields::default()).unwrap().date.as_deref(), Some("2024-12-31"));
    let page = page.replace("<time datetime", "<i title").replace("</time>", "</i>");
    assert_eq!(parse(&page, &Fields::default()).unwrap().date, None);
}

#[test]
fn malicious_and_invalid_pages_are_errors() {
    let parsed = |page: &str| parse(page, &Fields::default()).map(|r| r.text.into_owned()).map_err(|p| p.to_string());
    let deep = format!("<html><body>{}kata{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    assert!(parsed(&deep).unwrap_err().contains("deeper than 1000"));
    assert!(parsed(&"<b></x>".repeat(100_000)).unwrap_err().contains("deeper than 1000"));
    assert!(parsed(&"<br>".repeat(600_000)).unwrap_err().contains("more than 500000 tags"));
    // Deep, but within the limit.
    let page =
        format!("<html><body>{}<p>{}</p>", "<div>".repeat(990), "Kata demi kata, kalimat demi kalimat. ".repeat(30));
    assert!(parsed(&page).unwrap().contains("Kata demi kata"));
    assert!(parsed("").unwrap_err().contains("no article"));
    for broken in ["<html", "<html><body><p", "<!--", "<script>", "<title>a: b", "&#xffffffff;<p>&", "<svg><p><math>"] {
        let _ = parsed(broken);
    }
}

#[test]
fn declared_encodings_are_found() {
    assert_eq!(declared_encoding(b"<meta charset=\"ISO-8859-1\">"), TextEncoding::named("latin1"));
    assert_eq!(
        declared_encoding(b"<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>"),
        TextEncoding::named("windows-1252")
    );
    assert_eq!(declared_encoding(b"<p>charset</p>"), None);
}

/// The pages in `tests/pages`, with the records that are expected of them.
#[test]
fn pages_of_many_kinds_are_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "html"));
    names.sort();
    assert!(names.len() >= 12, "{names:?}");
    for path in names {
        let page = std::fs::read_to_string(&path).unwrap();
        let record = parse(&page, &Fields::default()).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        let field = |value: &Option<std::borrow::Cow<'_, str>>| value.as_deref().unwrap_or("-").to_owned();
        let found = format!(
            "title: {}\nsource: {}\nurl: {}\ndate: {}\n\n{}",
            field(&record.title),
            field(&record.source),
            field(&record.url),
            field(&record.date),
            record.text
        );
        let expected = snapbox::Data::read_from(&path.with_extension("txt"), None);
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(found, expected.raw());
    }
}

/// Makes a page of some size.
type Page = fn(usize) -> String;

/// Kinds of pages that cost a parser more than their length, or that nest what their tags do not. The argument is their size.
const HARMFUL: [(&str, Page); 16] = [
    ("cells in svg", |n| format!("<svg>{}", "<td>".repeat(n))),
    ("cells in math", |n| format!("<math>{}", "<option>".repeat(n))),
    ("a comment that ends with --!>", |n| format!("<!-- --!>{}", "<div>".repeat(n))),
    ("custom elements", |n| "<x-a></x-b>".repeat(n)),
    ("ruby", |n| "<rt>".repeat(n)),
    ("formatting with attributes", |n| (0..n).map(|i| format!("<b id={i}></i>")).collect()),
    ("links in the wrong order", |n| "<a><b><div></a>".repeat(n)),
    ("formatting in paragraphs", |n| format!("<p>{}{}", "<b><i><u><s>".repeat(3), "<p>a".repeat(n))),
    ("character references", |n| format!("<p>{}", "&amp;".repeat(n))),
    ("line breaks", |n| "a<br><br>".repeat(n)),
    ("cells without a table", |n| format!("<table>{}", "<b>a".repeat(n))),
    ("nested lists", |n| "<ul><li>".repeat(n)),
    ("templates", |n| "<template>".repeat(n)),
    ("end tags", |n| format!("{}{}", "<x-a>".repeat(500), "</x-b>".repeat(n))),
    ("headings of lists", |n| "<p>Terkini</p><i></i>".repeat(n)),
    ("invitations", |n| format!("<div>{}", "<b></b><i>Baca juga</i>".repeat(n))),
];

#[test]
fn the_cost_of_a_page_grows_with_its_length() {
    for (name, page) in HARMFUL {
        let cost = |n: usize| match parser::parse_counted(&page(n)) {
            Ok((tree, steps)) => Ok(steps + tree.len() as u64),
            Err(problem) => Err(problem.to_string()),
        };
        match (cost(1500), cost(3000)) {
            (Ok(once), Ok(twice)) => assert!(2 * twice < 5 * once, "{name}: {once}, {twice}"),
            (_, Err(problem)) => assert!(problem.contains("nested deeper than 1000"), "{name}: {problem}"),
            (once, twice) => panic!("{name}: {once:?}, {twice:?}"),
        }
        // Whatever the page is, no stack overflows.
        let _ = parse(&page(3000), &Fields::default());
    }
}

#[test]
fn attributes_of_a_tag_are_limited() {
    let page = |n: usize| {
        let attributes: String = (0..n).map(|i| format!(" a{i}")).collect();
        format!("<p>Kata.</p><div{attributes}>Kata demi kata, kalimat demi kalimat.</div>")
    };
    assert!(parser::parse(&page(1000)).is_ok());
    for n in [1001, 5000, 200_000] {
        let problem = parser::parse(&page(n)).unwrap_err().to_string();
        assert!(problem.contains("more than 1000 attributes"), "{n}: {problem}");
    }
    // Neither values nor comments nor scripts have attributes, however long they are.
    let words = "a b='c' ".repeat(10_000);
    for page in [
        format!("<p data-x=\"{words}\">"),
        format!("<p data-x='{}'>", words.replace('\'', "\"")),
        format!("<p data-x={}>", "a/b=\"".repeat(10_000)),
        format!("<!-- {words} -->"),
        format!("<script>if (a <b {words})</script>"),
        format!("<title>{words}</title>"),
    ] {
        assert!(parser::parse(&page).is_ok(), "{}", page.get(..40).unwrap());
    }
}

#[test]
fn attributes_are_counted_as_the_standard_does() {
    for (tag, count) in [
        ("<a", 0),
        ("<a b", 1),
        ("<a b=c d='e f' g=\"h i\"j", 4),
        ("<a/b/c", 2),
        ("</a b c", 2),
        ("<a b = c d", 2),
        ("<a =b c", 2),
        ("<!-- a b", 0),
        ("<1 a b", 0),
    ] {
        assert_eq!(parser::attributes_of(tag), count, "{tag}");
    }
}

#[test]
fn long_text_is_read_unchanged() {
    let words: Vec<String> = (0..4000).map(|n| format!("kata{n} R&D")).collect();
    let text = words.join(" ");
    let page = format!("<title>Kabar riset dan pengembangan</title><p>{}</p>", text.replace('&', "&amp;"));
    assert_eq!(parse(&page, &Fields::default()).unwrap().text.trim_end(), text);
}

#[test]
fn titles_have_no_site_name() {
    let page = |head: &str, h1: &str| {
        let paragraphs =
            "<p>Warga mulai membersihkan rumah mereka setelah air surut di beberapa kelurahan, kata lurah.</p>"
                .repeat(4);
        let page = format!("<html><head>{head}</head><body>{h1}{paragraphs}</body></html>");
        parse(&page, &Fields::default()).unwrap().title.map(std::borrow::Cow::into_owned)
    };
    for (head, h1, title) in [
        ("<title>Banjir di Bogor Surut - Kabar.com</title>", "", "Banjir di Bogor Surut"),
        ("<title>Banjir di Bogor Surut | kabar.co</title>", "", "Banjir di Bogor Surut"),
        ("<title>Banjir Bogor - Air Surut</title>", "", "Banjir Bogor - Air Surut"),
        (
            "<title>Kabar Pagi | Banjir Surut</title><meta property=og:site_name content='Kabar Pagi'>",
            "",
            "Banjir Surut",
        ),
        ("<title>Banjir Surut</title>", "<h1>Banjir Surut | Bogor</h1>", "Banjir Surut | Bogor"),
        (
            "<title>Kabar</title><meta property=og:site_name content=Kabar>",
            "<h1>Banjir Surut Lagi</h1>",
            "Banjir Surut Lagi",
        ),
        (
            "<meta property=og:title content='Banjir Surut - Foto Kabar'><meta property=og:site_name content=Kabar>",
            "",
            "Banjir Surut - Foto Kabar",
        ),
        (
            "<title>Banjir Surut - CNN Indonesia</title><link rel=canonical href='https://www.cnnindonesia.com/a'>",
            "",
            "Banjir Surut",
        ),
        (
            "<title>Banjir Surut | Portal Berita Terkini dan Terpercaya</title>",
            "<h1>Banjir Surut</h1><h1>Komentar</h1>",
            "Banjir Surut",
        ),
        (
            "<title>Warga Bogor Membersihkan Rumah - Kabar Pagi</title>",
            "<h1>Kabar Pagi</h1>",
            "Warga Bogor Membersihkan Rumah",
        ),
    ] {
        assert_eq!(page(head, h1).as_deref(), Some(title), "{head}");
    }
}

/// Pieces of pages, of which some nest, move or close elements in unusual ways.
const PIECES: [&str; 48] = [
    "<a href=/b>",
    "</a>",
    "<b>",
    "</b>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<template>",
    "</template>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mi>",
    "<p>",
    "</p>",
    "<div class=terkait>",
    "</div>",
    "<select>",
    "<option>",
    "<frameset>",
    "<body>",
    "<html>",
    "<head>",
    "</head>",
    "<title>",
    "</title>",
    "<h1>",
    "</h1>",
    "<ul><li>",
    "</ul>",
    "<form>",
    "<applet>",
    "<marquee>",
    "<rt>",
    "<!--",
    "-->",
    "&amp;",
    "<br>",
    "<time datetime=2024-01-02>",
    "<script type='application/ld+json'>",
    "</script>",
    "{\"@type\":\"NewsArticle\",\"headline\":\"Banjir\",\"articleBody\":\"<p>Baca juga",
    "\"}",
    "Banjir - Kabar | ",
    "Baca juga: ",
    "Terpopuler",
    "Warga Bogor membersihkan rumah mereka setelah air surut, kata lurah. ",
];

proptest::proptest! {
    #[test]
    fn any_page_is_read_or_refused(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..80)) {
        if let Ok(record) = parse(&pieces.concat(), &Fields::default()) {
            assert!(!record.text.trim().is_empty());
            assert!(record.title.is_none_or(|title| !title.trim().is_empty()));
        }
    }
}
