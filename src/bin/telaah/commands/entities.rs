//! `telaah entities`.

use telaah::entities::{EntityCount, EntityKind};
use telaah::report::schema::{EntityRow, Form, MentionRow};
use telaah::report::{EntityRows, MentionRows};
use telaah::{Settings, StopWords};

use crate::Exit;
use crate::cli::args::EntitiesArguments;
use crate::commands::{dry_run, exit_of, run_batch, summary};
use crate::rows::Rows;
use crate::setup::{self, OutputPlan};
use crate::ui::console::Console;

pub(crate) fn run(arguments: &EntitiesArguments, console: &Console) -> anyhow::Result<Exit> {
    let shared = &arguments.shared;
    let plan = OutputPlan::new(&shared.output)?;
    if shared.input.choice.dry_run {
        return dry_run(shared, &plan, console);
    }
    // Not used here, but a wrong name is wrong everywhere.
    setup::stop_words(&shared.stop_words, console)?;
    setup::check_sources(shared)?;
    let kinds = kinds(&arguments.kinds);
    let settings = Settings {
        kinds: kinds.clone(),
        terms: None,
        stop_words: StopWords::none(),
        people_by_rules: arguments.people_by_rules,
        ..Settings::default()
    };
    let encoder = plan.encoder();
    if arguments.mentions {
        let mut rows = Rows::begin::<MentionRow<'_>>(&plan, console)?;
        let visitor = || MentionRows::new(encoder, arguments.pattern.clone());
        let outcome = run_batch(shared, settings, console, rows.go_to_terminal(), visitor, |bytes| rows.write(bytes))?;
        rows.end(Some(&summary(&outcome.sums)), console)?;
        return Ok(exit_of(&outcome.sums));
    }
    let mut rows = Rows::begin::<EntityRow<'_>>(&plan, console)?;
    let visitor = || EntityRows::new(arguments.in_name);
    let outcome = run_batch(shared, settings, console, false, visitor, |_| Ok(()))?;
    let (exit, summary) = (exit_of(&outcome.sums), summary(&outcome.sums));
    let totals = outcome.visitor.into_totals();
    let top = arguments.top.unwrap_or(plan.usual_top());
    let is_match = |entity: &EntityCount<'_>| {
        let pattern = arguments.pattern.as_ref();
        pattern.is_none_or(|p| p.is_match(entity.label) || entity.canonical.is_some_and(|c| p.is_match(c)))
    };
    let ranking = totals.ranking(&kinds, top, arguments.min_count, is_match);
    rows.set_most(ranking.iter().map(|entity| entity.count).max());
    rows.write_all(encoder, ranking.into_iter().map(entity_row))?;
    rows.end(Some(&summary), console)?;
    Ok(exit)
}

/// The kinds asked for, in the order of reports; none: the usual ones.
fn kinds(asked: &[EntityKind]) -> Vec<EntityKind> {
    let asked = if asked.is_empty() { &EntityKind::DEFAULT[..] } else { asked };
    EntityKind::ALL.into_iter().filter(|kind| asked.contains(kind)).collect()
}

pub(crate) fn entity_row(entity: EntityCount<'_>) -> EntityRow<'_> {
    EntityRow {
        kind: entity.kind.name(),
        canonical: entity.canonical,
        label: entity.label,
        count: entity.count,
        documents: entity.documents,
        forms: entity.forms.into_iter().map(|(text, count)| Form { text, count }).collect(),
    }
}
