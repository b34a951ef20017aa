//! `telaah tokens`.

use clap::Args;
use telaah::message::Wording;
use telaah::report::rows::{TokenRow, TokenRows};
use telaah::{Settings, StopWords};

use crate::Exit;
use crate::cli::args::SharedArguments;
use crate::cli::command::{Command, Context};
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

    const EXAMPLES: Wording = Wording {
        en: "\
Examples:
  telaah tokens samples/dunia-01.txt
  echo 'Rp1,5 triliun untuk anak-anak.' | telaah tokens --format csv",
        id: "\
Contoh:
  telaah tokens samples/dunia-01.txt
  echo 'Rp1,5 triliun untuk anak-anak.' | telaah tokens --format csv",
    };

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        Session::run(&self.shared, context, |session| {
            let mut settings = Settings::default();
            settings.kinds.clear();
            settings.terms = None;
            settings.stop_words = StopWords::none();
            let report = session.report()?;
            let encoder = report.encoder();
            session.write_rows::<TokenRow<'_>, _>(settings, report, || TokenRows { encoder: encoder.clone() })
        })
    }
}
