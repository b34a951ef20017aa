//! `telaah tokens`.

use telaah::report::TokenRows;
use telaah::report::schema::TokenRow;
use telaah::{Settings, StopWords};

use crate::Exit;
use crate::cli::args::TokensArguments;
use crate::commands::{dry_run, exit_of, run_batch, summary};
use crate::rows::Rows;
use crate::setup::{self, OutputPlan};
use crate::ui::console::Console;

pub(crate) fn run(arguments: &TokensArguments, console: &Console) -> anyhow::Result<Exit> {
    let plan = OutputPlan::new(&arguments.shared.output)?;
    if arguments.shared.input.choice.dry_run {
        return dry_run(&arguments.shared, &plan, console);
    }
    // Not used here, but a wrong name is wrong everywhere.
    setup::stop_words(&arguments.shared.stop_words, console)?;
    setup::check_sources(&arguments.shared)?;
    let settings = Settings { kinds: Vec::new(), terms: None, stop_words: StopWords::none(), ..Settings::default() };
    let encoder = plan.encoder();
    let mut rows = Rows::begin::<TokenRow<'_>>(&plan, console)?;
    let visitor = || TokenRows { encoder };
    let outcome =
        run_batch(&arguments.shared, settings, console, rows.go_to_terminal(), visitor, |bytes| rows.write(bytes))?;
    rows.end(Some(&summary(&outcome.sums)), console)?;
    Ok(exit_of(&outcome.sums))
}
