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
        let settings =
            Settings { kinds: Vec::new(), terms: None, stop_words: StopWords::none(), ..Settings::default() };
        let report = session.report()?;
        let encoder = report.encoder();
        session.write_rows::<TokenRow<'_>, _>(settings, report, || TokenRows { encoder: encoder.clone() })
    })
}
