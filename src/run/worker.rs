//! The work of one thread: from inputs to documents, and from each document to output.

use std::any::Any;
use std::borrow::Cow;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::analyzer::{Analyzer, Workspace};
use crate::error::{Error, FieldRole, Note, Part, Problem, Stage, Warning};
use crate::input::{
    self, FilterReason, InputOptions, Item, Location, OwnedDocument, ParsedDocument, Record, RecordBlock, Remark,
    TextEncoding, Work, usual_name,
};
use crate::run::dedup::{Seen, Signature};
use crate::run::running::{Running, Task};
use crate::run::{
    AnalyzedDocument, Diagnostic, ExcludedDuplicate, Out, Progress, Resumable, RunSummary, RunTotals, Visitor,
};
use crate::terms::{TermCounts, TermTable};
use crate::text::document::{ArticleDate, DateSource, title_of};

/// The analyzer and the options, which all jobs of a run share.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) options: &'a InputOptions,
    pub(super) analyzer: &'a Analyzer,
    pub(super) max_document_time: Option<Duration>,
    /// Of a run that can be resumed: what it is doing.
    pub(super) running: Option<&'a Running>,
}

impl Job<'_> {
    /// Whether a task ended a process. It is recorded that it begins.
    fn is_deadly(self, task: impl FnOnce() -> Task) -> bool {
        self.running.is_some_and(|running| running.is_deadly(task))
    }

    /// The document at a place, or the problem that it ended a process.
    fn admit<'d>(
        self,
        place: Location<'_>,
        found: Result<ParsedDocument<'d>, Problem>,
    ) -> Result<ParsedDocument<'d>, Problem> {
        if self.is_deadly(|| Task::Analyze(place.to_string())) { Err(Problem::EndedRuns) } else { found }
    }

    fn end_document(self) {
        self.running.inspect(|running| running.end_document());
    }

    fn end_reading(self) {
        self.running.inspect(|running| running.end_reading());
    }

    /// Fails if the document that began at `begin` takes too long.
    fn check(self, begin: Instant, stage: Stage) -> Result<(), Problem> {
        match self.max_document_time {
            Some(limit) if begin.elapsed() > limit => Err(Problem::TooSlow { stage, limit: limit.as_secs() }),
            _ => Ok(()),
        }
    }
}

/// The diagnostics and the progress of a job.
#[derive(Default)]
pub(super) struct JobEnd {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The fields that were found by known names, with the first file of each.
    pub(super) guesses: Vec<(String, FieldRole, String)>,
    /// The ids of records.
    pub(super) ids: Vec<Box<str>>,
    pub(super) progress: Progress,
}

/// The characters between the title of a record and its text.
const TITLE_END: &str = "\n\n";

/// The totals of a worker, as they are written.
#[derive(Serialize)]
struct State<'a, S> {
    terms: Option<TermTable<'a>>,
    visitor: S,
}

/// The totals of a worker, as they are read.
#[derive(Deserialize)]
pub(super) struct StoredState<S> {
    terms: Option<TermCounts>,
    visitor: S,
}

/// Where a document comes from.
#[derive(Clone, Copy)]
struct Origin<'a> {
    name: &'a str,
    /// The id of its record, if it is the name.
    id: Option<&'a str>,
    path: &'a str,
    format: &'static str,
    encoding: TextEncoding,
    title: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    kept: &'a [Option<Cow<'a, str>>],
}

/// The buffers and totals of one thread.
pub(super) struct Worker<V> {
    workspace: Workspace,
    visitor: V,
    sums: RunTotals,
    /// The bytes of the current file, followed by those left over from longer ones.
    file: Vec<u8>,
    /// The title and text of a record.
    text: String,
    /// The time when reading the current document began.
    begin: Instant,
    /// Whether the visitor has the current document.
    is_visiting: bool,
}

impl<V: Visitor> Worker<V> {
    pub(super) fn new(analyzer: &Analyzer, visitor: V) -> Self {
        Self {
            workspace: analyzer.workspace(),
            visitor,
            sums: RunTotals::default(),
            file: Vec::new(),
            text: String::new(),
            begin: Instant::now(),
            is_visiting: false,
        }
    }

    /// Returns the totals.
    pub(super) fn finish(self) -> RunSummary<V> {
        let Self { workspace, mut visitor, sums, .. } = self;
        visitor.settle(workspace.vocabulary());
        RunSummary { visitor, terms: workspace.into_term_counts(), sums }
    }

    pub(super) fn totals(&self) -> RunTotals {
        self.sums
    }

    /// Writes the totals that [`Worker::restore`] restores, except the [`RunTotals`], as JSON.
    pub(super) fn write_state(&self, out: &mut dyn Write) -> serde_json::Result<()>
    where
        V: Resumable,
    {
        serde_json::to_writer(out, &State { terms: self.workspace.term_table(), visitor: self.visitor.state() })
    }

    /// Moves the totals of another worker here, which continues with a new visitor.
    pub(super) fn absorb(&mut self, other: &mut Self, visitor: V) {
        let mut absorbed = std::mem::replace(&mut other.visitor, visitor);
        absorbed.settle(other.workspace.vocabulary());
        self.visitor.settle(self.workspace.vocabulary());
        self.visitor.merge(absorbed);
        self.workspace.absorb_term_counts(&mut other.workspace);
        self.sums.merge(&std::mem::take(&mut other.sums));
    }

    /// Restores the totals of an interrupted run.
    pub(super) fn restore(&mut self, state: StoredState<V::State>, sums: RunTotals)
    where
        V: Resumable,
    {
        if let Some(terms) = &state.terms {
            self.workspace.add_term_counts(terms);
        }
        self.visitor.restore(state.visitor);
        self.sums = sums;
    }

    /// Analyses the documents of a work item.
    pub(super) fn analyze(&mut self, work: Work, job: Job<'_>, out: &mut Out<'_>, end: &mut JobEnd) {
        match work {
            Work::Items(items) => {
                for item in items {
                    if !out.is_open() {
                        return;
                    }
                    self.analyze_item(item, job, out, end);
                }
            }
            Work::Records(block) => {
                self.begin = Instant::now();
                if job.is_deadly(|| task_of(&block)) {
                    return self.fail(Error::new(block.name(), part_ended_runs(&block)), out, end);
                }
                let read = caught(|| {
                    block.read(job.options, &mut |place, found| {
                        self.document(place, found, job, out, end);
                        out.is_open()
                    });
                });
                self.fail_if_panicked(read, block.name(), job, out, end);
                job.end_reading();
            }
        }
    }

    fn analyze_item(&mut self, item: Item, job: Job<'_>, out: &mut Out<'_>, end: &mut JobEnd) {
        self.begin = Instant::now();
        let mut file = std::mem::take(&mut self.file);
        let name = item.name();
        if job.is_deadly(|| Task::Read(name.clone())) {
            self.fail(Error::new(name, Problem::EndedRuns), out, end);
        } else {
            let read = caught(|| {
                item.read(&mut file, job.options, &mut |place, found| {
                    self.document(place, found, job, out, end);
                    out.is_open()
                });
            });
            self.fail_if_panicked(read, &name, job, out, end);
            job.end_reading();
        }
        self.file = file;
    }

    /// Reports that reading an input panicked.
    fn fail_if_panicked(
        &mut self,
        read: Result<(), Panic>,
        name: &str,
        job: Job<'_>,
        out: &mut Out<'_>,
        end: &mut JobEnd,
    ) {
        let Err(panic) = read else { return };
        if out.is_flushing() {
            resume_unwind(panic.0);
        }
        self.renew(job);
        self.fail(Error::new(name, panic.problem()), out, end);
    }

    /// Replaces the workspace, which a panic may have left inconsistent. The totals stay.
    fn renew(&mut self, job: Job<'_>) {
        let mut old = std::mem::replace(&mut self.workspace, job.analyzer.workspace());
        self.visitor.settle(old.vocabulary());
        self.workspace.absorb_term_counts(&mut old);
    }

    /// Reads the documents of a work item, for comparison with those before them.
    pub(super) fn read(&mut self, work: Work, job: Job<'_>) -> ParsedGroup {
        let mut documents = Vec::new();
        let mut add = |worker: &mut Self, place: Location<'_>, mut found: Result<ParsedDocument<'_>, Problem>| {
            found = job.admit(place, found);
            let signature = match found.as_mut().map(|found| caught(|| worker.signature(place, found, job))) {
                Ok(Ok(signature)) => signature,
                Ok(Err(panic)) => {
                    worker.renew(job);
                    found = Err(panic.problem());
                    None
                }
                Err(_) => None,
            };
            documents.push(ComparedDocument { document: OwnedDocument::new(place, found), signature, original: None });
            job.end_document();
            true
        };
        match work {
            Work::Items(items) => {
                let mut file = std::mem::take(&mut self.file);
                for item in items {
                    let name = item.name();
                    if job.is_deadly(|| Task::Read(name.clone())) {
                        add(self, Location::file(&name), Err(Problem::EndedRuns));
                        continue;
                    }
                    let read = caught(|| {
                        item.read(&mut file, job.options, &mut |place, found| add(self, place, found));
                    });
                    if let Err(panic) = read {
                        add(self, Location::file(&name), Err(panic.problem()));
                    }
                    job.end_reading();
                }
                self.file = file;
            }
            Work::Records(block) => {
                if job.is_deadly(|| task_of(&block)) {
                    add(self, Location::file(block.name()), Err(part_ended_runs(&block)));
                    return ParsedGroup(documents);
                }
                let read = caught(|| block.read(job.options, &mut |place, found| add(self, place, found)));
                if let Err(panic) = read {
                    add(self, Location::file(block.name()), Err(panic.problem()));
                }
                job.end_reading();
            }
        }
        ParsedGroup(documents)
    }

    /// The signature that a document is compared by, after its text is repaired if that is wanted; `None` if it will not be analysed
    /// anyway.
    fn signature(&mut self, place: Location<'_>, found: &mut ParsedDocument<'_>, job: Job<'_>) -> Option<Signature> {
        let filter = &job.options.filter;
        let record = &mut found.record;
        if filter.rejects_source(record).is_some() {
            return None;
        }
        if filter.needs_date() {
            let file = place.whole_file();
            let date = input::published_date(record, found.date_source, file);
            let date = date.or_else(|| job.analyzer.date_of_text(&record.text, &mut self.workspace));
            let date = date.or_else(|| crawl_date(record));
            if filter.rejects_date(date).is_some() {
                return None;
            }
        }
        if job.options.repair_mojibake && input::is_mojibake(&record.text) {
            record.text = Cow::Owned(input::repair_mojibake(&record.text).into_owned());
            record.is_repaired = true;
        }
        Signature::of(&record.text)
    }

    /// Analyses the documents of a group, except the duplicates.
    pub(super) fn analyze_group(&mut self, group: ParsedGroup, job: Job<'_>, out: &mut Out<'_>, end: &mut JobEnd) {
        for ComparedDocument { mut document, original, .. } in group.0 {
            if !out.is_open() {
                return;
            }
            self.begin = Instant::now();
            if let Some((first, percent)) = original {
                self.sums.duplicates += 1;
                let name = document.name();
                let duplicate = ExcludedDuplicate { name: &name, path: document.location().file, first: &first };
                self.visitor.duplicate(&duplicate, out);
                out.row_done();
                let document = name.into_owned();
                end.diagnostics.push(Diagnostic::Note(Note::Duplicate { document, first, percent }));
                continue;
            }
            // The placeholder is never read.
            let found = std::mem::replace(&mut document.parsed, Err(Problem::NoArticle));
            self.document(document.location(), found, job, out, end);
        }
    }

    /// Analyses a document; a panic is an error of that document.
    fn document(
        &mut self,
        place: Location<'_>,
        found: Result<ParsedDocument<'_>, Problem>,
        job: Job<'_>,
        out: &mut Out<'_>,
        end: &mut JobEnd,
    ) {
        let mark = out.mark();
        self.is_visiting = false;
        let found = job.admit(place, found);
        let analyzed = caught(|| self.analyze_document(place, found, job, out, end));
        if let Err(panic) = analyzed {
            if out.is_flushing() {
                resume_unwind(panic.0);
            }
            out.discard_after(mark);
            if std::mem::take(&mut self.is_visiting) {
                self.workspace.discard_document();
            } else {
                self.renew(job);
            }
            self.fail(place.error(panic.problem()), out, end);
        }
        job.end_document();
        self.begin = Instant::now();
    }

    fn analyze_document(
        &mut self,
        place: Location<'_>,
        found: Result<ParsedDocument<'_>, Problem>,
        job: Job<'_>,
        out: &mut Out<'_>,
        end: &mut JobEnd,
    ) {
        let found = match found {
            Ok(found) => found,
            Err(Problem::NotAPage) => return self.sums.skipped.add(FilterReason::NotAPage),
            Err(problem) => return self.fail(place.error(problem), out, end),
        };
        if let Err(problem) = job.check(self.begin, Stage::Reading) {
            return self.fail(place.error(problem), out, end);
        }
        let ParsedDocument { mut record, format, encoding, date_source } = found;
        let file = place.whole_file();
        let date = input::published_date(&record, date_source, file);
        self.report_fields(place, &mut record, end);
        if let Some(value) = record.date.as_deref().filter(|_| date.is_none_or(|date| date.from != date_source)) {
            end.diagnostics.push(Diagnostic::Warning(Warning::NoDate {
                document: place.to_string(),
                field: date_field(&record, job.options),
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
        if record.is_repaired || is_garbled(&record.text) || record.title.as_deref().is_some_and(is_garbled) {
            self.sums.mojibake += 1;
            let is_repaired = job.options.repair_mojibake;
            if is_repaired {
                if !record.is_repaired {
                    record.text = Cow::Owned(input::repair_mojibake(&record.text).into_owned());
                }
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
                for part in [title, TITLE_END, &*record.text] {
                    joined.push_str(part);
                }
                &joined
            }
        };
        // The day of a crawl is only near to that of publication, so a dateline is better.
        let date = match crawl_date(&record) {
            Some(crawled) if date.is_none() => job.analyzer.date_of_text(text, &mut self.workspace).or(Some(crawled)),
            _ => date,
        };
        let limit = job.options.limits.document_bytes;
        if u32::try_from(text.len()).is_err() {
            self.fail(Error::of_document(name, place.file, Problem::TooLong), out, end);
        } else if text.len() as u64 > limit {
            self.fail(place.error(Problem::TooLarge { what: Part::Document, limit }), out, end);
        } else {
            let url = record.url.as_deref();
            let source = record.source.as_deref().map(str::trim).or_else(|| url.and_then(input::host_of));
            let id = id.as_deref().filter(|_| place.whole_file().is_none());
            let kept = &*record.kept;
            let origin = Origin { name: &name, id, path: place.file, format, encoding, title, source, url, kept };
            self.article(origin, (text, date), job, out, end);
        }
        self.text = joined;
    }

    /// Reports the fields that were found by known names, and what was unexpected about them.
    fn report_fields(&mut self, place: Location<'_>, record: &mut Record<'_>, end: &mut JobEnd) {
        for (role, name) in &record.guesses {
            if !end.guesses.iter().any(|(_, known_role, known)| known_role == role && known == name) {
                end.guesses.push((place.file.to_owned(), *role, name.clone().into_owned()));
            }
        }
        for remark in std::mem::take(&mut record.remarks) {
            let document = place.to_string();
            end.diagnostics.push(match remark {
                Remark::Type { field, found, is_used } => {
                    Diagnostic::Warning(Warning::FieldType { document, field, found, is_used })
                }
                Remark::Surrogates { count } => Diagnostic::Warning(Warning::Surrogates { document, count }),
                Remark::ShortRow { found, expected } => {
                    self.sums.short_rows += 1;
                    Diagnostic::Note(Note::ShortRow { document, found, expected })
                }
            });
        }
    }

    fn article(
        &mut self,
        origin: Origin<'_>,
        (text, date): (&str, Option<ArticleDate>),
        job: Job<'_>,
        out: &mut Out<'_>,
        end: &mut JobEnd,
    ) {
        let Job { options, analyzer, .. } = job;
        if options.filter.needs_date() {
            let date = date.or_else(|| analyzer.date_of_text(text, &mut self.workspace));
            if let Some(why) = options.filter.rejects_date(date) {
                return self.sums.skipped.add(why);
            }
        }
        let begin = self.begin;
        let check = |stage| job.check(begin, stage);
        let analysis = match analyzer.analyze_in_stages(text, date, &mut self.workspace, check) {
            Ok(analysis) => analysis,
            Err(problem) => return self.fail(Error::of_document(origin.name, origin.path, problem), out, end),
        };
        let (counts, date) = (analysis.counts(), analysis.document.date);
        let Origin { name, id, path, format, encoding, title, source, url, kept } = origin;
        let body = title.and_then(|title| text.strip_prefix(title)?.strip_prefix(TITLE_END)).unwrap_or(text);
        let title = title.or_else(|| title_of(text));
        let document = AnalyzedDocument { name, title, body, path, source, url, kept, format, encoding, analysis };
        self.is_visiting = true;
        self.visitor.document(&document, out);
        out.row_done();
        self.is_visiting = false;
        self.sums.counts.merge(&counts);
        self.sums.documents += 1;
        self.sums.dates.add(date.map(|date| date.date));
        end.progress.documents += 1;
        end.progress.text_bytes += text.len() as u64;
        end.ids.extend(id.map(Box::from));
    }

    fn fail(&mut self, error: Error, out: &mut Out<'_>, end: &mut JobEnd) {
        self.sums.failed += 1;
        self.sums.empty += u64::from(matches!(error.problem, Problem::NoDocuments { .. }));
        self.visitor.failure(&error, out);
        out.row_done();
        end.diagnostics.push(Diagnostic::Error(error));
    }
}

/// The task of reading a part of a file of records.
fn task_of(block: &RecordBlock) -> Task {
    Task::Read(format!("{} {}", block.byte_offset, block.name()))
}

/// The problem with a part of a file of records that ended two processes when it was read.
fn part_ended_runs(block: &RecordBlock) -> Problem {
    let (byte_start, byte_end) = (block.byte_offset, block.byte_offset + block.bytes.len() as u64);
    Problem::PartEndedRuns { byte_start, byte_end }
}

/// The message that a panic was called with.
struct Panic(Box<dyn Any + Send>);

impl Panic {
    fn problem(&self) -> Problem {
        let text = self.0.downcast_ref::<&str>().copied();
        let reason = text.or_else(|| self.0.downcast_ref::<String>().map(|text| &**text));
        Problem::Panicked { reason: reason.unwrap_or("panic").to_owned() }
    }
}

/// Calls a function, and returns the panic that ended it. The caller replaces or discards what it may have left half-changed.
fn caught<T>(function: impl FnOnce() -> T) -> Result<T, Panic> {
    catch_unwind(AssertUnwindSafe(function)).map_err(Panic)
}

/// The name of the field that a record's date is in.
fn date_field(record: &Record<'_>, options: &InputOptions) -> String {
    let guess = record.guesses.iter().find(|(role, _)| *role == FieldRole::Date).map(|(_, name)| &**name);
    let given = options.fields.date.as_deref();
    guess.or(given).unwrap_or_else(|| usual_name(FieldRole::Date)).to_owned()
}

/// The day when a page was crawled.
fn crawl_date(record: &Record<'_>) -> Option<ArticleDate> {
    record.crawled.map(|date| ArticleDate { date, from: DateSource::Crawl })
}

/// The documents of a work item, before and after they were compared with others.
pub(super) struct ParsedGroup(Vec<ComparedDocument>);

struct ComparedDocument {
    document: OwnedDocument,
    signature: Option<Signature>,
    /// The name of the first document that this one is a duplicate of, and their similarity in per cent.
    original: Option<(String, u8)>,
}

impl ParsedGroup {
    /// Marks the documents that are duplicates of one seen before, and adds the others to those seen.
    pub(super) fn mark_duplicates(&mut self, seen: &mut Seen<Box<str>>) {
        for compared in &mut self.0 {
            let Some(signature) = &compared.signature else { continue };
            match seen.find(signature) {
                Some((first, similarity)) => {
                    compared.original = Some((first.to_string(), (similarity * 100.0).round() as u8));
                }
                None => seen.add(signature, compared.document.name().into()),
            }
        }
    }
}
