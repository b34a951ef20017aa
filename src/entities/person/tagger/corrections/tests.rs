//! Each correction alone, and all of them in order. `[[name]]` marks a name; the names of the input are those of the tagger.

use super::*;

mod constructions;

use super::super::test_support::{lists, with_document};
use super::super::window::Extent;

/// The text without marks, and the byte range of each mark.
fn unmarked(marked: &str) -> (String, Vec<(u32, u32)>) {
    let (mut text, mut ranges) = (String::new(), Vec::new());
    for (n, piece) in marked.split("[[").enumerate() {
        match piece.split_once("]]").filter(|_| n > 0) {
            Some((name, rest)) => {
                let start = text.len() as u32;
                text.push_str(name);
                ranges.push((start, text.len() as u32));
                text.push_str(rest);
            }
            None => text.push_str(piece),
        }
    }
    (text, ranges)
}

/// The text with the names marked after some passes, and the names. A name that is another name of the one before has a `=`.
fn corrected(passes: &[Pass], marked: &str) -> String {
    let (text, ranges) = unmarked(marked);
    with_document(&text, |document| corrected_in(document, passes, &ranges))
}

fn corrected_in(document: &Document<'_>, passes: &[Pass], ranges: &[(u32, u32)]) -> String {
    let text = document.text;
    let mut positions = Positions::default();
    positions.read(document, Extent::All);
    let all = positions.positions();
    let tagged: Vec<TaggedName> = ranges
        .iter()
        .map(|&(start, end)| {
            let is_in =
                |p: &TagPosition| p.span.byte_start() >= start && p.span.byte_end() <= end && !p.span.is_empty();
            let first = all.iter().position(is_in).expect("a mark begins at a position");
            let last = all.iter().rposition(is_in).expect("a mark ends at a position");
            assert_eq!((all[first].span.byte_start(), all[last].span.byte_end()), (start, end), "{text}");
            TaggedName { position_start: first as u32, position_end: last as u32 + 1, margin: 0 }
        })
        .collect();
    let mut names = Names::default();
    names.reset(&tagged);
    for pass in passes {
        pass(&mut names, &Context { document, lists: lists(), positions: &positions });
    }
    let (mut out, mut end) = (String::new(), 0);
    for name in names.names.iter() {
        let span = if names.parts.is_empty() {
            all[name.start].span.join(all[name.end - 1].span)
        } else {
            names.parts[name.mention.start].span.join(names.parts[name.mention.end - 1].span)
        };
        out += &text[end..span.byte_start() as usize];
        out += if name.mention.also_called.is_some() { "[[=" } else { "[[" };
        out += span.of(text);
        out += "]]";
        end = span.byte_end() as usize;
    }
    out + &text[end..]
}

/// Checks `before -> after`; a row without an arrow does not change.
#[track_caller]
fn check(passes: &[Pass], rows: &[&str]) {
    for row in rows {
        let (before, after) = row.split_once(" -> ").unwrap_or((row, row));
        assert_eq!(corrected(passes, before), after);
    }
}

#[test]
fn titles_before_a_name_are_stripped() {
    check(
        &[titles::strip],
        &[
            "Kata [[Ketua Rahmat Kusumah]] kemarin. -> Kata Ketua [[Rahmat Kusumah]] kemarin.",
            "Kata [[Prof Dr Rahmat]] kemarin. -> Kata Prof Dr [[Rahmat]] kemarin.",
            // A title that belongs to the name, and a title alone.
            "Makam [[Ki Ageng Tarub]] ramai.",
            "Kata [[Ketua]] kemarin.",
            // `Gus Dur` is a nickname.
            "Warga mengenang [[Presiden Gus Dur]]. -> Warga mengenang Presiden [[Gus Dur]].",
        ],
    );
}

#[test]
fn numerals_before_a_name_are_stripped() {
    check(
        &[numerals::strip],
        &[
            "Ketua Komisi [[V Rahmat Kusumah]] hadir. -> Ketua Komisi V [[Rahmat Kusumah]] hadir.",
            "Ketua Komisi [[III Rahmat]] hadir. -> Ketua Komisi III [[Rahmat]] hadir.",
            "Kata [[I Putu Sukerta]] kemarin.",
            "Kata [[Rahmat V]] kemarin.",
        ],
    );
}

#[test]
fn organization_suffixes_before_a_name_are_stripped() {
    check(
        &[organizations::strip],
        &[
            "Analis Mega [[Sekuritas Rudi Hartono]] menilai. -> Analis Mega Sekuritas [[Rudi Hartono]] menilai.",
            "Kata [[Rudi Hartono]] kemarin.",
            "Kata [[Sekuritas]] kemarin.",
        ],
    );
}

#[test]
fn degrees_after_a_name_are_stripped() {
    check(
        &[degrees::strip],
        &[
            "Kata [[Rahmat Kusumah MSi]] kemarin. -> Kata [[Rahmat Kusumah]] MSi kemarin.",
            "Kata [[Rahmat SH MH]] kemarin. -> Kata [[Rahmat]] SH MH kemarin.",
            "Kata [[Rahmat Kusumah]] kemarin.",
        ],
    );
}

#[test]
fn a_suffix_that_tells_a_son_from_his_father_is_part_of_the_name() {
    check(
        &[degrees::strip, parts::build, degrees::extend],
        &[
            "Aktor [[Rahmat Kusumah]] Jr. tiba. -> Aktor [[Rahmat Kusumah Jr.]] tiba.",
            "Ayah [[Xanto]] Sr tiba. -> Ayah [[Xanto Sr]] tiba.",
            "Aktor [[Rahmat Kusumah]] MSi tiba.",
            "Aktor [[Rahmat Kusumah]], Jr. tiba. -> Aktor [[Rahmat Kusumah, Jr.]] tiba.",
            "Aktor [[Rahmat Kusumah Jr.]] tiba.",
            "Aktor [[Rahmat Kusumah]], Junior Chef tiba.",
        ],
    );
}

#[test]
fn titles_degrees_and_places_alone_are_discarded() {
    check(
        &[single_words::discard],
        &[
            "Kata [[Presiden]] dan [[Rahmat]] kemarin. -> Kata Presiden dan [[Rahmat]] kemarin.",
            "Kata [[MSi]] kemarin. -> Kata MSi kemarin.",
            "Kata dr. [[Rahmat]], [[SpXYZ]], kemarin. -> Kata dr. [[Rahmat]], SpXYZ, kemarin.",
            "Kata dr. [[Rahmat]], [[Sp.XY]] kemarin. -> Kata dr. [[Rahmat]], Sp.XY kemarin.",
            "Kata [[Rahmat]], [[M.Gizi.]] kemarin. -> Kata [[Rahmat]], M.Gizi. kemarin.",
            "Kata [[Rahmat]], [[M.K.M.]] kemarin. -> Kata [[Rahmat]], M.K.M. kemarin.",
            "Kata [[M.Natsir]] dan [[Spinoza]] kemarin.",
            "Warga [[Jakarta]] pulang. -> Warga Jakarta pulang.",
            "Kata [[Presiden Rahmat]] kemarin.",
        ],
    );
}

#[test]
fn newspapers_with_a_domain_are_discarded() {
    check(
        &[domains::discard],
        &[
            "Dikutip [[Harian.com]] dan [[Rahmat]]. -> Dikutip Harian.com dan [[Rahmat]].",
            "Kata [[Rahmat Kusumah]] kemarin.",
        ],
    );
}

#[test]
fn names_are_extended_to_balinese_and_abbreviated_words_before_them() {
    check(
        &[given_names::extend],
        &[
            "Kata I [[Putu Sukerta]] kemarin. -> Kata [[I Putu Sukerta]] kemarin.",
            "Kata Ni [[Made Ayu]] kemarin. -> Kata [[Ni Made Ayu]] kemarin.",
            "Kata Moch. [[Ranggy]] kemarin. -> Kata [[Moch. Ranggy]] kemarin.",
            "Kata I [[Rahmat]] kemarin.",
            "Kata Ki [[Made]] kemarin.",
            // The word before belongs to another name.
            "Kata [[Rahmat I]] [[Putu]] kemarin.",
        ],
    );
}

#[test]
fn names_are_extended_to_nicknames() {
    check(
        &[nicknames::protect, nicknames::extend],
        &["Warga mengenang Gus [[Dur]]. -> Warga mengenang [[Gus Dur]].", "Warga mengenang Gus [[Rahmat]]."],
    );
}

#[test]
fn nicknames_are_protected_from_other_passes() {
    check(&[single_words::discard], &["Warga mengenang [[Jokowi]]."]);
    check(&[nicknames::protect, titles::strip], &["Warga mengenang [[Gus Dur]]."]);
}

#[test]
fn names_that_the_text_introduces_as_others_are_marked() {
    check(
        &[parts::build, aliases::mark],
        &[
            "Pelawak [[Rahmat Kusumah]] alias [[Bewok]] tampil. -> Pelawak [[Rahmat Kusumah]] alias [[=Bewok]] tampil.",
            "Kata [[Rahmat Kusumah]] ([[RK]]) kemarin. -> Kata [[Rahmat Kusumah]] ([[=RK]]) kemarin.",
            "Kata [[Rahmat Kusumah]] ([[AB]]) kemarin.",
            "Kata [[Edhie Baskoro]] atau [[Ibas]] kemarin. -> Kata [[Edhie Baskoro]] atau [[=Ibas]] kemarin.",
            "Kata [[Anies Baswedan]] atau [[Agus Santoso]] kemarin.",
            "Kata [[Anies Baswedan]] atau [[Ahok]] kemarin.",
            "Kata [[Anies Baswedan]] dan [[Bewok]] kemarin.",
        ],
    );
}

#[test]
fn fused_words_are_split_off() {
    check(
        &[parts::build, fused::split],
        &[
            "Presiden [[Donald Trumpmengatakan]] itu, kata [[Trump]]. -> Presiden [[Donald Trump]]mengatakan itu, kata [[Trump]].",
            "Kata [[kiperAndre Onana]] kemarin. -> Kata kiper[[Andre Onana]] kemarin.",
            "Kata [[Ronald McDonald]] kemarin.",
            "Kata [[Rahmat Kusumah danRini Suryani]] kemarin. -> Kata [[Rahmat Kusumah]] dan[[Rini Suryani]] kemarin.",
            "Kata [[Rahmat Kusumah kepadaHarian Pagi]] kemarin. -> Kata [[Rahmat Kusumah]] kepadaHarian Pagi kemarin.",
            // A long word may be fused to any surname.
            "Kata [[Rini Xantosendiri]] kemarin. -> Kata [[Rini Xanto]]sendiri kemarin.",
            "Kata [[Rini Xantoakan]] kemarin.",
            "Kata [[Rini Xantomenghadirkan]] itu. -> Kata [[Rini Xanto]]menghadirkan itu.",
            "Kata [[Trumpmengerahkan]] itu. -> Kata [[Trump]]mengerahkan itu.",
            "Kata [[Xantomengerahkan]] itu.",
            "Kata [[Rini Xantantara]] kemarin.",
        ],
    );
}

#[test]
fn names_joined_by_a_hyphen_are_two_if_the_article_names_both() {
    let passes: [Pass; 2] = [parts::build, pairs::split];
    let after = |before: &str| {
        let after = corrected(&passes, before);
        unmarked(&after)
            .1
            .into_iter()
            .map(|(start, end)| unmarked(&after).0[start as usize..end as usize].to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        after("[[Ridwan Kamil-Suswono]] lawan. [[Suswono]] dan [[Ridwan Kamil]] pulang.")[..2],
        ["Ridwan Kamil", "Suswono"]
    );
    assert_eq!(after("[[Dharma-Kun]] lawan. [[Dharma Pongrekun]] dan [[Kun Wardana]].")[..2], ["Dharma", "Kun"]);
    let three = after("[[Rama Dharma]], [[Rudi Kun]], [[Dharma-Kun-Budi]] dan [[Budi]].");
    assert_eq!(three[2..5], ["Dharma", "Kun", "Budi"]);
    check(
        &passes,
        &[
            "[[Trent Alexander-Arnold]], [[Alexander-Arnold]] dan [[Arnold]] pulang.",
            "[[Dharma-Kun]] dan [[Dharma Pongrekun]] pulang.",
            "[[Ahmed Al-Kaf]] dan [[Ahmed Al Kaf]] pulang.",
            // The whole press calls both by these names.
            "[[Prabowo Gibran]] menang. -> [[Prabowo]] [[Gibran]] menang.",
            "[[Prabowo Subianto]] menang.",
        ],
    );
}

/// Trims `headline` by the names of a text.
fn trimmed(headline: &str, names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("Kata [[{name}]] kemarin sore di rumah itu.")).collect();
    let text = format!("{headline}\n\n{}", names.join(" "));
    let after = corrected(&[parts::build, headlines::trim], &text);
    after.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn verbs_of_a_headline_are_trimmed_from_names() {
    for (before, names, after) in [
        (
            "[[Ahmad Dharsono Nangis]] di Rumah Sakit",
            &["Ahmad Dharsono", "Dharsono"][..],
            "[[Ahmad Dharsono]] Nangis di Rumah Sakit",
        ),
        ("Polisi Tangkap [[Nikahi Ahmad Dharsono]]", &["Ahmad Dharsono"], "Polisi Tangkap Nikahi [[Ahmad Dharsono]]"),
        // To a single word if the rest are words of the language.
        ("[[Fransiskus Tiba]] di Rumah Sakit Umum", &["Fransiskus"], "[[Fransiskus]] Tiba di Rumah Sakit Umum"),
    ] {
        assert_eq!(trimmed(before, names), after);
    }
}

#[test]
fn names_of_a_headline_that_may_be_fuller_than_those_of_the_text_stay() {
    for (headline, names) in [
        ("[[Ahmad Dharsono Wibowo]] Pulang Kampung", &["Rina Sari"][..]),
        ("[[Ahmad Dharsono Wibowo]] Pulang Kampung", &["Ahmad Dharsono"]),
        ("[[Amad Diallo]] Pulang Kampung Lagi", &["Amad"]),
        ("[[Ahmad Dharsono]] Pulang Kampung Lagi", &["Ahmad Dharsono"]),
        // The word that would be removed is a word of a name in the text.
        ("[[Ahmad Dharsono Zorbel]] Pulang Kampung", &["Ahmad Dharsono", "Zorbel"]),
    ] {
        assert_eq!(trimmed(headline, names), headline);
    }
    // Running text is not trimmed, whatever the text calls people elsewhere.
    check(
        &[parts::build, headlines::trim],
        &["Kata [[Ahmad Dharsono Nangis]] kemarin sore di rumah itu.\n\nKata [[Ahmad Dharsono]] kemarin sore."],
    );
}

#[test]
fn all_corrections_together() {
    check(
        &PASSES,
        &[
            "Ketua Komisi [[V Rahmat Kusumah]] ([[RK]]) dan [[Prof Rudi MSi]]. -> \
             Ketua Komisi V [[Rahmat Kusumah]] ([[=RK]]) dan Prof [[Rudi]] MSi.",
            "Kata [[Presiden]] dan [[Harian.com]] kemarin. -> Kata Presiden dan Harian.com kemarin.",
            "Warga mengenang Gus [[Dur]] dan I [[Putu Sukerta]]. -> Warga mengenang [[Gus Dur]] dan [[I Putu Sukerta]].",
        ],
    );
}
