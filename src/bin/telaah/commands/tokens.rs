//! `telaah tokens`.

use clap::Args;
use telaah::Settings;
use telaah::message::Wording;
use telaah::report::rows::{TokenRow, TokenRows};

use crate::Exit;
use crate::cli::args::SharedArguments;
use crate::cli::command::{Command, Context, Example, example};
use crate::cli::messages::Result;
use crate::session::Session;

#[derive(Debug, Args)]
pub(crate) struct Tokens {
    #[command(flatten)]
    shared: SharedArguments,
}

impl Command for Tokens {
    const NAME: &'static str = "tokens";

    const ABOUT: Wording =
        Wording { en: "Show the tokens and sentences of a text", id: "Tampilkan token dan kalimat suatu teks" };

    const EXAMPLES: &'static [Example] = &[
        example("telaah tokens samples/dunia-01.txt"),
        example("echo 'Rp1,5 triliun untuk anak-anak.' | telaah tokens --format csv"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        Session::run(&self.shared, context, |session| {
            let settings = Settings::without_terms([]);
            let report = session.report()?;
            let encoder = report.encoder();
            session.write_rows::<TokenRow<'_>, _>(settings, report, || TokenRows { encoder: encoder.clone() })
        })
    }
}
