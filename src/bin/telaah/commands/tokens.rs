//! `telaah tokens`.

use telaah::report::rows::{TokenRow, TokenRows};
use telaah::{Settings, StopWords};

use crate::Exit;
use crate::cli::args::TokensArguments;
use crate::cli::messages::Result;
use crate::session::Session;
use crate::ui::console::Console;

pub(crate) fn run(arguments: &TokensArguments, console: &Console) -> Result<Exit> {
    Session::run(&arguments.shared, console, |session| {
        let mut settings = Settings::default();
        settings.kinds.clear();
        settings.terms = None;
        settings.stop_words = StopWords::none();
        let report = session.report()?;
        let encoder = report.encoder();
        session.write_rows::<TokenRow<'_>, _>(settings, report, || TokenRows { encoder: encoder.clone() })
    })
}
