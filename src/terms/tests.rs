use super::ranking::least_count;
use super::*;
use crate::text::span::Span;
use crate::text::token::{Shape, TokenKind};

#[test]
fn least_count_is_a_lower_bound_of_the_top_counts() {
    let counts = [1, 5, 2, 2, 100, 40];
    let least = |top| least_count(counts.into_iter(), top);
    assert_eq!([least(0), least(1), least(2), least(3), least(4), least(6), least(7)], [0, 31, 31, 5, 2, 1, 0]);
}

#[test]
fn terms_with_equal_prefixes_rank_by_all_their_letters() {
    let words = ["mempertanggungjawabkannya", "mempertanggungja", "mempertanggungjawabkan", "aku", "mempertanggungj"];
    let mut vocabulary = Vocabulary::new();
    let tokens: Vec<Token> = words
        .iter()
        .map(|word| {
            let mut token = Token::new(Span::new(0, 1), TokenKind::Word, Shape::Lower, 0);
            token.set_word((vocabulary.intern(word), WordFlags::empty()));
            token
        })
        .collect();
    let mut counter = TermCounter::new(TermOptions::default(), None);
    counter.count("", &tokens, &[], &vocabulary, &[]);
    let mut sorted = words;
    sorted.sort_unstable();
    for top in 0..=words.len() {
        let ranking = counter.document_ranking(&vocabulary, top, 1);
        let shown: Vec<&str> = ranking.iter().map(|(word, _)| *word).collect();
        assert_eq!(shown, sorted[..if top == 0 { words.len() } else { top }]);
    }
}
