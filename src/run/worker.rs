//! One thread's work: from an input to articles, and from each article to bytes.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::analyzer::{Analyzer, Workspace};
use crate::error::{Error, Note, Problem, Warning};
use crate::input::{
    self, InputOptions, Item, Location, OwnedDocument, ParsedDocument, RecordBlock, TextEncoding, Work,
};
use crate::run::duplicates::{Seen, Signature};
use crate::run::{Article, Diagnostic, GroupEnd, Out, RunSummary, RunTotals, Visitor};
use crate::text::document::{ArticleDate, title_of};

/// What a worker is told to do.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) options: &'a InputOptions,
    pub(super) analyzer: &'a Analyzer,
}

/// One thread's tools and sums.
pub(super) struct Worker<V> {
    workspace: Workspace,
    visitor: V,
    sums: RunTotals,
    /// Bytes of the file at hand; what is behind its end is left from others.
    file: Vec<u8>,
    /// The text of a record with a title.
    text: String,
}

impl<V: Visitor> Worker<V> {
    pub(super) fn new(analyzer: &Analyzer, visitor: V) -> Self {
        Self {
            workspace: analyzer.workspace(),
            visitor,
            sums: RunTotals::default(),
            file: Vec::new(),
            text: String::new(),
        }
    }

    /// The sums over all documents, or over those since they were taken last.
    pub(super) fn finish(self) -> RunSummary<V> {
        let Self { workspace, visitor, sums, .. } = self;
        RunSummary { visitor, terms: workspace.into_term_counts(), sums }
    }

    /// Takes the sums; a new visitor goes on with nothing.
    pub(super) fn take(&mut self, visitor: V) -> RunSummary<V> {
        let visitor = std::mem::replace(&mut self.visitor, visitor);
        RunSummary { visitor, terms: self.workspace.take_term_counts(), sums: std::mem::take(&mut self.sums) }
    }

    /// Analyses the document of a file.
    pub(super) fn item(&mut self, item: Item, job: Job<'_>, out: &mut Out<'_>, end: &mut GroupEnd) {
        let mut file = std::mem::take(&mut self.file);
        item.read(&mut file, job.options, &mut |place, found| {
            self.document(place, found, job, out, end);
            true
        });
        self.file = file;
    }

    /// Analyses the documents of a block.
    pub(super) fn records(
        &mut self,
        block: &RecordBlock,
        job: Job<'_>,
        out: &mut Out<'_>,
        end: &mut GroupEnd,
        stopped: &AtomicBool,
    ) {
        block.read(job.options, &mut |place, found| {
            self.document(place, found, job, out, end);
            !stopped.load(Ordering::Relaxed)
        });
    }

    /// Reads the documents of a piece of work, to be analysed when they have been compared with those before them.
    pub(super) fn hold(&mut self, work: Work, job: Job<'_>, stopped: &AtomicBool) -> Group {
        let mut documents = Vec::new();
        let mut hold = |worker: &mut Self, place: Location<'_>, found: Result<ParsedDocument<'_>, Problem>| {
            let signature = found.as_ref().ok().and_then(|found| worker.signature(place, found, job));
            documents.push(Compared { held: OwnedDocument::new(place, found), signature, like: None });
            !stopped.load(Ordering::Relaxed)
        };
        match work {
            Work::Items(items) => {
                let mut file = std::mem::take(&mut self.file);
                for item in items {
                    item.read(&mut file, job.options, &mut |place, found| hold(self, place, found));
                }
                self.file = file;
            }
            Work::Records(block) => block.read(job.options, &mut |place, found| hold(self, place, found)),
        }
        Group(documents)
    }

    /// What an article is compared by; absent if it will not be analysed anyway.
    fn signature(&mut self, place: Location<'_>, found: &ParsedDocument<'_>, job: Job<'_>) -> Option<Signature> {
        let filter = &job.options.filter;
        let record = &found.record;
        if filter.rejects_source(record).is_some() {
            return None;
        }
        if filter.needs_date() {
            let file = place.whole_file();
            let date = input::published_date(record, found.date_source, file);
            let date = date.or_else(|| job.analyzer.date_of_text(&record.text, &mut self.workspace));
            if filter.rejects_date(date).is_some() {
                return None;
            }
        }
        Signature::of(&record.text)
    }

    /// Analyses what was read.
    pub(super) fn held(
        &mut self,
        group: Group,
        job: Job<'_>,
        out: &mut Out<'_>,
        end: &mut GroupEnd,
        stopped: &AtomicBool,
    ) {
        for Compared { mut held, like, .. } in group.0 {
            if stopped.load(Ordering::Relaxed) {
                return;
            }
            if let Some((first, percent)) = like {
                self.sums.duplicates += 1;
                let document = held.name().into_owned();
                self.visitor.duplicate(&document, &first, out);
                out.row_done();
                end.diagnostics.push(Diagnostic::Note(Note::Duplicate { document, first, percent }));
                continue;
            }
            // Nothing reads it again.
            let found = std::mem::replace(&mut held.parsed, Err(Problem::NoArticle));
            self.document(held.location(), found, job, out, end);
        }
    }

    fn document(
        &mut self,
        place: Location<'_>,
        found: Result<ParsedDocument<'_>, Problem>,
        job: Job<'_>,
        out: &mut Out<'_>,
        end: &mut GroupEnd,
    ) {
        let found = match found {
            Ok(found) => found,
            Err(problem) => return self.fail(Error::new(place.to_string(), problem), out, end),
        };
        let ParsedDocument { mut record, encoding, date_source } = found;
        let file = place.whole_file();
        let date = input::published_date(&record, date_source, file);
        if let Some(value) = record.date.as_deref().filter(|_| date.is_none_or(|date| date.from != date_source)) {
            end.diagnostics.push(Diagnostic::Warning(Warning::NoDate {
                document: place.to_string(),
                field: job.options.fields.date.clone(),
                value: value.chars().take(80).collect(),
            }));
        }
        if let Some(why) = job.options.filter.rejects_source(&record) {
            return self.sums.skipped.add(why);
        }
        let id = record.id.take();
        let name = place.name(id.as_deref());
        if encoding != TextEncoding::UTF_8 {
            self.sums.other_encodings += 1;
            let note = Note::Encoding { document: place.to_string(), encoding: encoding.name() };
            end.diagnostics.push(Diagnostic::Note(note));
        }
        let is_garbled = |text: &str| input::is_mojibake(text);
        if is_garbled(&record.text) || record.title.as_deref().is_some_and(is_garbled) {
            self.sums.mojibake += 1;
            let is_repaired = job.options.repair_mojibake;
            if is_repaired {
                record.text = Cow::Owned(input::repair_mojibake(&record.text).into_owned());
                record.title = record.title.map(|title| Cow::Owned(input::repair_mojibake(&title).into_owned()));
            }
            end.diagnostics.push(Diagnostic::Note(Note::Mojibake { document: place.to_string(), is_repaired }));
        }
        let title = record.title.as_deref();
        let mut joined = std::mem::take(&mut self.text);
        let text = match title {
            None => &*record.text,
            Some(title) => {
                joined.clear();
                for part in [title, "\n\n", &*record.text] {
                    joined.push_str(part);
                }
                &joined
            }
        };
        if u32::try_from(text.len()).is_err() {
            self.fail(Error::new(name, Problem::TooLong), out, end);
        } else {
            self.article((&name, title, encoding), (text, date), job, out, end);
        }
        self.text = joined;
    }

    fn article(
        &mut self,
        (name, title, encoding): (&str, Option<&str>, TextEncoding),
        (text, date): (&str, Option<ArticleDate>),
        job: Job<'_>,
        out: &mut Out<'_>,
        end: &mut GroupEnd,
    ) {
        let Job { options, analyzer } = job;
        if options.filter.needs_date() {
            let date = date.or_else(|| analyzer.date_of_text(text, &mut self.workspace));
            if let Some(why) = options.filter.rejects_date(date) {
                return self.sums.skipped.add(why);
            }
        }
        let analysis = analyzer.analyze_with(text, date, &mut self.workspace);
        self.sums.counts.merge(&analysis.counts());
        self.sums.documents += 1;
        end.progress.documents += 1;
        end.progress.text_bytes += text.len() as u64;
        let title = title.or_else(|| title_of(text));
        self.visitor.article(&Article { name, title, encoding, analysis }, out);
        out.row_done();
    }

    fn fail(&mut self, error: Error, out: &mut Out<'_>, end: &mut GroupEnd) {
        self.sums.failed += 1;
        self.visitor.failure(&error, out);
        out.row_done();
        end.diagnostics.push(Diagnostic::Error(error));
    }
}

/// The documents of a piece of work, on the way to be compared.
pub(super) struct Group(Vec<Compared>);

struct Compared {
    held: OwnedDocument,
    signature: Option<Signature>,
    /// The name of the first article that it is like, and how much in per cent.
    like: Option<(String, u8)>,
}

impl Group {
    /// Finds those that are like one that was seen before, and adds the others.
    pub(super) fn leave_out_duplicates(&mut self, seen: &mut Seen) {
        for document in &mut self.0 {
            let Some(signature) = &document.signature else { continue };
            let name = document.held.name();
            let like = seen.find_or_add(signature, &name);
            document.like = like.map(|(first, similarity)| (first.to_owned(), (similarity * 100.0).round() as u8));
        }
    }
}
