//! Terms around the names in a text, which are one term each or none.

use crate::terms::{Case, Names, TermCounter, is_stop_word};
use crate::text::hyphenation::words;
use crate::text::normalize::{push_surface, word_key};
use crate::text::span::Span;
use crate::text::token::Token;
use crate::text::vocabulary::Vocabulary;

/// A part of a sentence that can be a term, or a word of one.
#[derive(Clone, Copy)]
enum Unit<'a> {
    Word(&'a Token),
    Name(Span),
}

impl Unit<'_> {
    fn is_stop_word(&self) -> bool {
        matches!(self, Self::Word(token) if is_stop_word(token))
    }
}

impl TermCounter {
    /// Counts the terms of a sentence. `names` are the spans of names from the sentence on; those in it are taken from them.
    pub(super) fn count_around_names(
        &mut self,
        text: &str,
        tokens: &[Token],
        vocabulary: &Vocabulary,
        names: &mut &[Span],
    ) {
        let length = usize::from(self.options.ngrams.max(1));
        let is_counted = |token: &Token| self.options.keep_boilerplate || !token.is_boilerplate();
        self.document_words += tokens.iter().filter(|t| t.is_word() && is_counted(t)).count() as u64;
        let units = units(tokens, names, is_counted);
        for run in units.split(Option::is_none) {
            self.document_stop_words += run.iter().flatten().filter(|unit| unit.is_stop_word()).count() as u64;
            for window in run.windows(length) {
                let is_stop_word =
                    |unit: Option<&Option<Unit<'_>>>| unit.copied().flatten().is_some_and(|u| u.is_stop_word());
                if is_stop_word(window.first()) || is_stop_word(window.last()) {
                    continue;
                }
                // A name that is dropped ends a term, as punctuation does.
                let is_dropped = |unit: &Unit<'_>| matches!(unit, Unit::Name(_)) && self.options.names == Names::Drop;
                if window.iter().flatten().any(is_dropped) {
                    continue;
                }
                self.key.clear();
                for (n, unit) in window.iter().flatten().enumerate() {
                    if n > 0 {
                        self.key.push(' ');
                    }
                    match unit {
                        Unit::Word(token) => self.push_word(token, text, vocabulary),
                        Unit::Name(span) => self.push_name(span.of(text)),
                    }
                }
                if let Some(terms) = &mut self.names {
                    let id = terms.intern(&self.key);
                    self.add(id);
                }
            }
        }
    }

    /// Appends a name to the key of the term, with single blanks between its words.
    fn push_name(&mut self, name: &str) {
        for (n, word) in words(name).enumerate() {
            if n > 0 {
                self.key.push(' ');
            }
            match self.options.case {
                Case::Fold => self.key.push_str(&word_key(&word)),
                Case::Keep => push_surface(&word, &mut self.key),
            }
        }
    }
}

/// The units of a sentence, with `None` for what ends a run of words.
fn units<'a>(tokens: &'a [Token], names: &mut &[Span], is_counted: impl Fn(&Token) -> bool) -> Vec<Option<Unit<'a>>> {
    let mut units = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        while let Some((name, others)) = names.split_first()
            && name.byte_end() <= token.span().byte_start()
        {
            *names = others;
        }
        match names.split_first() {
            Some((name, others)) if name.byte_start() < token.span().byte_end() => {
                *names = others;
                units.push(is_counted(token).then_some(Unit::Name(*name)));
                let is_inside = |token: &Token| token.span().byte_end() <= name.byte_end();
                let inside = rest.iter().take_while(|token| is_inside(token)).count();
                rest = rest.get(inside..).unwrap_or_default();
                // A token may contain more than the name: another name (`Anies-Muhaimin`), which is next, or a word that was run
                // together with it, which is lost.
                if let Some((token, after)) = rest.split_first()
                    && token.span().byte_start() < name.byte_end()
                    && others.first().is_none_or(|other| other.byte_start() >= token.span().byte_end())
                {
                    rest = after;
                }
            }
            _ => {
                units.push((token.is_word() && is_counted(token)).then_some(Unit::Word(token)));
                rest = after;
            }
        }
    }
    units
}

#[cfg(test)]
mod tests {
    use crate::entities::EntityKind;
    use crate::terms::{Case, Names, TermOptions};
    use crate::{Analyzer, StopWords};

    const TEXT: &str = "Presiden Joko Widodo bertemu Vladimir Putin di Korea Utara. Dana dari Bank Indonesia cair.";

    fn terms(text: &str, options: TermOptions) -> (Vec<(String, u64)>, u64) {
        let mut stop_words = StopWords::none();
        stop_words.add_list("di\ndari");
        let analyzer = Analyzer::builder().kinds([EntityKind::Person, EntityKind::Country]).stop_words(stop_words);
        let analyzer = analyzer.terms(options).build();
        let article = analyzer.analyze(text);
        let terms = article.terms().iter().map(|term| (term.term.clone(), term.count)).collect();
        (terms, article.counts().words)
    }

    fn words(text: &str, options: TermOptions) -> String {
        let (mut terms, _) = terms(text, options);
        terms.sort();
        terms.into_iter().map(|(term, _)| term).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn names_are_kept_dropped_or_joined() {
        let with = |names| TermOptions { names, ..TermOptions::default() };
        assert_eq!(
            words(TEXT, with(Names::Keep)),
            "bank, bertemu, cair, dana, indonesia, joko, korea, presiden, putin, utara, vladimir, widodo"
        );
        // `Indonesia` in `Bank Indonesia` is a part of another name.
        assert_eq!(words(TEXT, with(Names::Drop)), "bank, bertemu, cair, dana, indonesia, presiden");
        assert_eq!(
            words(TEXT, with(Names::Join)),
            "bank, bertemu, cair, dana, indonesia, joko widodo, korea utara, presiden, vladimir putin"
        );
        let all_words = terms(TEXT, with(Names::Keep)).1;
        assert!([Names::Drop, Names::Join].into_iter().all(|names| terms(TEXT, with(names)).1 == all_words));
    }

    #[test]
    fn names_are_words_of_longer_terms_or_end_them() {
        let with = |names| TermOptions { names, ngrams: 2, ..TermOptions::default() };
        assert_eq!(
            words(TEXT, with(Names::Join)),
            "bank indonesia, bertemu vladimir putin, indonesia cair, joko widodo bertemu, presiden joko widodo"
        );
        assert_eq!(words(TEXT, with(Names::Drop)), "bank indonesia, indonesia cair");
    }

    #[test]
    fn names_keep_their_case_where_case_counts_and_have_single_blanks() {
        let options = TermOptions { names: Names::Join, case: Case::Keep, ..TermOptions::default() };
        assert_eq!(words("Presiden Joko  Widodo ke pasar.", options), "Joko Widodo, Presiden, ke, pasar");
    }

    #[test]
    fn names_that_a_hyphen_joins_are_two_terms() {
        let text = "Gubernur Anies Baswedan dan Muhaimin Iskandar menang. Pasangan Anies-Muhaimin senang.";
        let options = TermOptions { names: Names::Join, ..TermOptions::default() };
        let all = words(text, options);
        assert!(all.split(", ").any(|term| term == "anies") && all.split(", ").any(|term| term == "muhaimin"), "{all}");
        let dropped = words(text, TermOptions { names: Names::Drop, ..options });
        assert_eq!(dropped, "dan, gubernur, menang, pasangan, senang");
    }
}
