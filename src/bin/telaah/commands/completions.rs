//! `telaah completions`, and the answers to a shell that completes a command line.
//!
//! The script of a shell asks the program itself, so it never disagrees with the version that is installed.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use clap_complete::{CompleteEnv, Shell};
use telaah::message::{Wording, path_name};

use crate::Exit;
use crate::cli::command::{Command, Context, Example, example, explained};
use crate::cli::command_line::whole_command_line;
use crate::cli::hints::quoted;
use crate::cli::language::help;
use crate::cli::messages::{Context as _, FileMessage, Message, Result};
use crate::output::{Target, parent};
use crate::user_folders;

#[derive(Debug, Args)]
pub(crate) struct Completions {
    #[arg(value_name = "SHELL", help = help(
        "Shell",
        "Shell"))]
    shell: Shell,
    #[arg(long, help_heading = help("Output", "Keluaran"), help = help(
        "Write the script to the folder where the shell looks for completions; a file that telaah did not write is kept",
        "Tulis skripnya ke folder pelengkapan milik shell itu; berkas yang bukan buatan telaah tidak ditimpa"))]
    install: bool,
}

impl Command for Completions {
    const NAME: &'static str = "completions";

    const ABOUT: Wording = Wording {
        en: "Print or install the completion script of a shell",
        id: "Tampilkan atau pasang skrip pelengkapan perintah untuk shell",
    };

    const EXAMPLES: &'static [Example] = &[
        explained(
            "telaah completions bash --install",
            "in ~/.local/share/bash-completion/completions/",
            "ke ~/.local/share/bash-completion/completions/",
        ),
        explained("telaah completions zsh > _telaah", "for a directory in fpath", "untuk salah satu folder fpath"),
        example("telaah completions powershell > telaah.ps1"),
    ];

    fn run(&self, context: Context<'_>) -> Result<Exit> {
        let script = script(self.shell);
        if !self.install {
            io::stdout().lock().write_all(script.as_bytes()).context(Message::CannotWriteOutput)?;
            return Ok(Exit::Done);
        }
        let path = place(self.shell).ok_or(FileMessage::NoHome)?;
        if let Err(error) = fs::create_dir_all(parent(&path)) {
            return Err(error).context(Message::CannotWrite { path: path.display().to_string() });
        }
        if path.exists() && !fs::read_to_string(&path).is_ok_and(|text| text.contains(MARK)) {
            return Err(FileMessage::NotOurs { path }.into());
        }
        let mut target = Target::open(Some(&path))?;
        target.write_all(script.as_bytes()).context(Message::CannotWriteOutput)?;
        target.finish()?;
        context.console.note(&installed(self.shell, path));
        Ok(Exit::Done)
    }
}

/// The comment by which a script of telaah is known.
const MARK: &str = "# Completions of telaah, written by `telaah completions`.";

/// The variable by which a shell asks for completions; its value is the name of the shell.
const VARIABLE: &str = "_TELAAH_COMPLETE";

/// The script of a shell. It has no version of its own: the program prints the functions that ask it.
fn script(shell: Shell) -> String {
    match shell {
        Shell::Zsh => format!(
            "#compdef telaah\n{MARK}\neval \"$({VARIABLE}=zsh telaah)\"\n\
            if [[ \"$funcstack[1]\" = _telaah ]]; then\n    _clap_dynamic_completer_telaah \"$@\"\nfi\n"
        ),
        Shell::Fish => format!("{MARK}\n{VARIABLE}=fish telaah | source\n"),
        Shell::Elvish => format!("{MARK}\neval (env {VARIABLE}=elvish telaah | slurp)\n"),
        Shell::PowerShell => format!(
            "{MARK}\n$env:{VARIABLE} = \"powershell\"\ntelaah | Out-String | Invoke-Expression\nRemove-Item Env:\\{VARIABLE}\n"
        ),
        _ => format!("{MARK}\neval \"$({VARIABLE}=bash telaah)\"\n"),
    }
}

/// The file where a shell looks for completions, or where its own settings can name them.
fn place(shell: Shell) -> Option<PathBuf> {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    Some(match shell {
        Shell::Zsh => user_folders::data()?.join("zsh/site-functions/_telaah"),
        Shell::Fish => user_folders::config()?.join("fish/completions/telaah.fish"),
        Shell::Elvish => user_folders::config()?.join("elvish/lib/telaah-completions.elv"),
        Shell::PowerShell if cfg!(windows) => user_folders::home()?.join("Documents/PowerShell/telaah-completions.ps1"),
        Shell::PowerShell => user_folders::config()?.join("powershell/telaah-completions.ps1"),
        _ => {
            let folder =
                set("BASH_COMPLETION_USER_DIR").or_else(|| Some(user_folders::data()?.join("bash-completion")));
            folder?.join("completions/telaah")
        }
    })
}

/// The note that follows: what remains to be done.
fn installed(shell: Shell, path: PathBuf) -> FileMessage {
    let folder = quoted(&path_name(parent(&path)));
    let line = match shell {
        Shell::Zsh => Some(("~/.zshrc", format!("fpath=({folder} $fpath); autoload -Uz compinit; compinit"))),
        Shell::Elvish => Some(("rc.elv", "use telaah-completions".to_owned())),
        Shell::PowerShell => Some(("$PROFILE", format!(". {}", quoted(&path_name(&path))))),
        _ => None,
    };
    match line {
        Some((file, line)) => FileMessage::InstalledUnlisted { path, file, line },
        None if shell == Shell::Bash => FileMessage::InstalledForBash { path },
        None => FileMessage::Installed { path },
    }
}

/// Answers a shell that completes a command line; returns `false` if none asks.
pub(crate) fn answer() -> Result<bool, clap::Error> {
    if env::var_os(VARIABLE).is_none() {
        return Ok(false);
    }
    let folder = env::current_dir().ok();
    let environment = CompleteEnv::with_factory(whole_command_line).var(VARIABLE);
    environment.try_complete(without_equals_signs(env::args_os().collect()), folder.as_deref())
}

/// The same words, in which the value of an option is the word after it. Bash passes `--kind=p` as three, and the number of words must
/// not change, so a flag of every command comes in front.
fn without_equals_signs(mut words: Vec<OsString>) -> Vec<OsString> {
    for at in 1..words.len().saturating_sub(1) {
        let is_option = |word: &OsString| word.to_string_lossy().starts_with("--");
        if let Some([option, sign]) = words.get_mut(at - 1..=at)
            && sign == "="
            && is_option(option)
        {
            *sign = std::mem::replace(option, "-q".into());
        }
    }
    words
}
