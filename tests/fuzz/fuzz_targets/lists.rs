//! Lists that a user writes: names of people, stop words, exceptions of stems, glob patterns. They are read or refused, and what was read
//! can be read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use telaah::StopWords;
use telaah::entities::{Aliases, EntityKind};
use telaah::input::Globs;
use telaah::stem::{StemExceptions, StemSettings, Stemmer};
use telaah_fuzz::{count, is_one_of};

fuzz_target!(|data: &[u8]| {
    let [kind, rest @ ..] = data else { return };
    count(rest);
    let text = String::from_utf8_lossy(rest);
    match kind % 4 {
        0 => check_aliases(&text),
        1 => {
            let mut words = StopWords::default();
            words.add_list(&text);
            for word in words.iter() {
                assert!(words.contains(word) && !word.is_empty(), "{word:?}");
            }
            let mut again = StopWords::default();
            again.add_list(&words.iter().collect::<Vec<_>>().join("\n"));
            assert!(words.iter().all(|word| again.contains(word)), "a list of the words is the same list");
        }
        2 => {
            let mut exceptions = StemExceptions::default();
            if let Err(error) = exceptions.add_list(&text) {
                assert!(exceptions.is_empty() && error.line > 0, "a list that is refused adds nothing");
            } else if is_one_of(16, rest) {
                let stemmer = Stemmer::new(StemSettings { exceptions });
                text.split_whitespace().for_each(|word| {
                    let lemma = stemmer.lemma(word);
                    assert!(!lemma.is_empty(), "{word:?}");
                });
            }
        }
        _ => drop(Globs::new(text.lines().take(8))),
    }
});

fn check_aliases(text: &str) {
    let Ok(aliases) = Aliases::parse(text) else { return };
    let mut table = "form\tentity\n".to_owned();
    for (name, entity) in aliases.sorted() {
        assert!(!name.is_empty() && !entity.is_empty());
        assert_eq!(aliases.entity_of(EntityKind::Person, name), entity, "the table has an entity of each name");
        assert_eq!(aliases.entity_of(EntityKind::Person, entity), entity, "an entity is its own entity");
        let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
        table.push_str(&format!("{}\t{}\n", quoted(name), quoted(entity)));
    }
    let again = Aliases::parse(&table).expect("what was read can be read again");
    assert_eq!(aliases.sorted(), again.sorted());
}
