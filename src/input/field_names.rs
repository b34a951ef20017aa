//! The names of fields: those that are known, and the choice among the fields of a record or the columns of a table.

use std::sync::LazyLock;

use hashbrown::HashMap;

use crate::error::{FieldRole, Problem};
use crate::input::record::Fields;

/// The known names of the text. The names of a line are equally likely to hold it; those of a later line are used only if there
/// is none of an earlier one.
const TEXT: [&str; 5] = [
    "text",
    "isi isi_berita isi_artikel isi_teks teks teks_berita konten konten_berita content contents content_text text_content body \
     body_text full_text full_content article_text article_body article_content news_text news_content main_text post_content \
     paragraphs paragraf naskah narasi",
    "artikel article berita news story tweet post message pesan caption clean_article",
    "clean_text text_clean cleaned_text clean_content teks_bersih",
    "description deskripsi summary ringkasan abstract abstrak snippet excerpt lead teaser",
];

/// The known names of the other fields, the most reliable first.
const OTHERS: [(FieldRole, &str); 5] = [
    (
        FieldRole::Id,
        "id doc_id document_id article_id news_id id_berita id_artikel id_dokumen kode_berita doc_no guid uuid id_str tweet_id",
    ),
    (
        FieldRole::Date,
        "date tanggal tgl published published_at pub_date publish_date published_date date_published date_publish \
         publication_date publish_time published_time tanggal_terbit tgl_terbit tanggal_publikasi tgl_publikasi tanggal_tayang \
         tanggal_berita tgl_berita tanggal_rilis waktu_terbit terbit release_date post_date posted_at date_posted article_date \
         news_date iso_date waktu hari_tanggal datetime timestamp time created_at created date_created created_utc",
    ),
    (
        FieldRole::Title,
        "title judul judul_berita judul_artikel headline headlines news_title article_title article_headline post_title tajuk \
         heading",
    ),
    (
        FieldRole::Url,
        "url link tautan permalink article_url news_url page_url article_link news_link link_berita url_berita link_artikel \
         url_artikel canonical_url web_url source_url alamat_url uri href",
    ),
    (
        FieldRole::Source,
        "source sumber sumber_berita penerbit publisher source_name publisher_name site_name media nama_media media_name portal \
         portal_berita outlet newspaper surat_kabar koran situs source_domain domain site website",
    ),
];

/// The roles, in the order in which they are stored.
pub(crate) const ROLES: [FieldRole; 6] =
    [FieldRole::Text, FieldRole::Id, FieldRole::Date, FieldRole::Title, FieldRole::Url, FieldRole::Source];

/// The most letters and digits of a known name.
const LONGEST: usize = 24;

static KNOWN: LazyLock<HashMap<Vec<u8>, (FieldRole, u8), foldhash::fast::FixedState>> = LazyLock::new(|| {
    let text =
        (0..).zip(TEXT).flat_map(|(rank, names)| names.split(' ').map(move |name| (name, FieldRole::Text, rank)));
    let others =
        OTHERS.iter().flat_map(|(role, names)| (0..).zip(names.split(' ')).map(|(rank, name)| (name, *role, rank)));
    text.chain(others)
        .filter_map(|(name, role, rank)| Some((Letters::of(name)?.bytes().to_vec(), (role, rank))))
        .collect()
});

/// The letters and digits of a name in lower case, by which names are compared: `Isi Berita` and `isi_berita` are the same.
struct Letters {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Letters {
    /// `None` if the name is longer than known names are, or has other characters.
    fn of(name: &str) -> Option<Self> {
        let mut letters = Self { bytes: [0; LONGEST], length: 0 };
        for byte in name.bytes().filter(|byte| !is_separator(*byte)) {
            if !byte.is_ascii_alphanumeric() {
                return None;
            }
            *letters.bytes.get_mut(letters.length)? = byte.to_ascii_lowercase();
            letters.length += 1;
        }
        Some(letters)
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'_' | b'-' | b'.')
}

/// Whether two names are the same apart from case, blanks, underscores and hyphens.
fn is_alike(a: &str, b: &str) -> bool {
    let letters = |name: &str| -> Vec<u8> {
        name.bytes().filter(|byte| !is_separator(*byte)).map(|byte| byte.to_ascii_lowercase()).collect()
    };
    letters(a) == letters(b)
}

impl Fields {
    /// The rank of a name for each of the [`ROLES`]: lower is better, `None` if the field doesn't have the role. A role whose name
    /// was given has no other.
    pub(crate) fn ranks(&self, name: &str) -> [Option<u8>; 6] {
        let known = Letters::of(name).and_then(|letters| KNOWN.get(letters.bytes()).copied());
        let mut given = self.names().into_iter();
        ROLES.map(|role| match given.next().flatten() {
            Some(wanted) if wanted == name => Some(0),
            Some(wanted) => is_alike(wanted, name).then_some(1),
            None => known.filter(|(known, _)| *known == role).map(|(_, rank)| rank),
        })
    }

    /// The name that was given for each of the [`ROLES`].
    pub(crate) fn names(&self) -> [Option<&String>; 6] {
        let Self { text, id, date, title, url, source, kept: _ } = self;
        [text, id, date, title, url, source].map(Option::as_ref)
    }

    /// Whether a choice of field needs to be reported: neither its name was given nor is it the usual one.
    pub(crate) fn is_guess(&self, role: FieldRole, name: &str) -> bool {
        let is_given = ROLES.iter().zip(self.names()).any(|(other, given)| *other == role && given.is_some());
        !is_given && name != usual_name(role)
    }
}

/// The name of a field in telaah's own records.
pub(crate) fn usual_name(role: FieldRole) -> &'static str {
    match role {
        FieldRole::Text => "text",
        FieldRole::Id => "id",
        FieldRole::Date => "date",
        FieldRole::Title => "title",
        FieldRole::Url => "url",
        FieldRole::Source => "source",
    }
}

/// The columns of the fields of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldMap {
    /// The column of each of the [`ROLES`].
    columns: [Option<usize>; 6],
}

impl FieldMap {
    /// The fields of a table with these columns. `has_text` tells whether a column has any text, for columns that are equally
    /// likely to be the text.
    ///
    /// # Errors
    /// * [`Problem::NoColumn`], [`Problem::NoTextField`]: no column holds the text.
    /// * [`Problem::AmbiguousText`]: two may hold it.
    pub(crate) fn of_columns(
        names: &[String],
        fields: &Fields,
        has_text: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Self, Problem> {
        let ranks: Vec<_> = names.iter().map(|name| fields.ranks(name)).collect();
        let mut columns = [None; 6];
        for (role, column) in columns.iter_mut().enumerate() {
            let ranked = ranks.iter().enumerate().filter_map(|(at, ranks)| Some((at, (*ranks.get(role)?)?)));
            // The first of several with the same rank.
            *column = ranked.min_by_key(|(_, rank)| *rank).map(|(at, _)| at);
        }
        let mut map = Self { columns };
        let Some(first) = map.columns[0] else {
            return Err(match &fields.text {
                Some(field) => Problem::NoColumn { field: field.clone(), columns: name_list(names) },
                None => Problem::NoTextField { names: name_list(names) },
            });
        };
        let rank = |at: usize| ranks.get(at).and_then(|ranks| ranks[0]);
        // Of several columns with one name, the first is used.
        let is_rival = |at: &usize| *at == first || (rank(*at) == rank(first) && names.get(*at) != names.get(first));
        let mut rivals: Vec<usize> = (first..names.len()).filter(is_rival).collect();
        if fields.text.is_none() && rivals.len() > 1 {
            rivals.retain(|at| has_text(*at));
            if let [first, second, ..] = *rivals {
                let name = |at: usize| names.get(at).cloned().unwrap_or_default();
                return Err(Problem::AmbiguousText { first: name(first), second: name(second) });
            }
            map.columns[0] = Some(rivals.first().copied().unwrap_or(first));
        }
        Ok(map)
    }

    /// The column of a field.
    pub(crate) fn column(&self, role: FieldRole) -> Option<usize> {
        self.columns.get(role as usize).copied().flatten()
    }
}

/// The first names, for a message.
pub(crate) fn name_list<S: AsRef<str>>(names: &[S]) -> String {
    const SHOWN: usize = 12;
    let more = if names.len() > SHOWN { ", …" } else { "" };
    let short = |name: &S| format!("`{}`", name.as_ref().chars().take(40).collect::<String>());
    names.iter().take(SHOWN).map(short).collect::<Vec<_>>().join(", ") + more
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(names: &[&str], fields: &Fields) -> Result<Vec<Option<usize>>, String> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        // The tenth column is empty.
        let map = FieldMap::of_columns(&names, fields, &mut |at| at != 9).map_err(|problem| problem.to_string())?;
        Ok(ROLES.iter().map(|role| map.column(*role)).collect())
    }

    #[test]
    fn every_known_name_has_one_role() {
        let lines = TEXT.into_iter().chain(OTHERS.map(|(_, names)| names));
        let names = lines.flat_map(|names| names.split(' '));
        let letters = names.map(|name| Letters::of(name).map(|letters| letters.bytes().to_vec()));
        let letters: Vec<_> = letters.collect::<Option<_>>().expect("no name is too long");
        assert_eq!(letters.len(), KNOWN.len());
    }

    #[test]
    fn columns_are_found_by_known_names() {
        let fields = Fields::default();
        let found = |columns: [Option<usize>; 6]| Ok(columns.to_vec());
        assert_eq!(
            map(&["Judul", "Isi Berita", "Tgl", "Sumber", "Tautan", "no"], &fields),
            found([Some(1), None, Some(2), Some(0), Some(4), Some(3)])
        );
        assert_eq!(
            map(&["publishedAt", "description", "content", "source"], &fields),
            found([Some(2), None, Some(0), None, None, Some(3)])
        );
        assert_eq!(map(&["summary", "link"], &fields), found([Some(0), None, None, None, Some(1), None]));
        assert_eq!(map(&["isi", "isi"], &fields), found([Some(0), None, None, None, None, None]));
        assert_eq!(map(&["isi", "text"], &fields), found([Some(1), None, None, None, None, None]));
        assert_eq!(
            map(&["isi", "x", "Content"], &fields),
            Err("both `isi` and `Content` may hold the text".to_owned())
        );
        assert_eq!(
            map(&["no", "kategori"], &fields),
            Err("no field is known to hold the text: the fields are `no`, `kategori`".to_owned())
        );
    }

    #[test]
    fn an_empty_column_is_no_rival() {
        let names = ["isi", "b", "c", "d", "e", "f", "g", "h", "i", "content"];
        assert_eq!(map(&names, &Fields::default()).map(|columns| columns[0]), Ok(Some(0)));
    }

    #[test]
    fn given_names_come_first() {
        let fields = Fields { text: Some("content".into()), id: Some("url".into()), ..Fields::default() };
        let found = map(&["isi", "content", "url", "id"], &fields);
        assert_eq!(found, Ok(vec![Some(1), Some(2), None, None, Some(2), None]));
        assert_eq!(map(&["isi", "CONTENT"], &fields).map(|columns| columns[0]), Ok(Some(1)));
        assert_eq!(map(&["isi"], &fields), Err("no column `content`: the columns are `isi`".to_owned()));
    }
}
