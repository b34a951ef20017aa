//! Helpers shared by the process tests.

use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// The folder of the package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program, run in the folder of the package, with nothing in the environment that changes how it speaks.
pub(crate) fn telaah() -> Command {
    isolated(env!("CARGO_BIN_EXE_telaah"))
}

/// A program in the same environment.
pub(crate) fn isolated(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).env_remove("NO_COLOR").env_remove("COLUMNS");
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("TELAAH_")) {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", root().join("target/none")).env("APPDATA", root().join("target/none"));
    command.env_remove("LANG").env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANGUAGE");
    command
}

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program in `folder` with arguments between blanks, and `stdin`.
pub(crate) fn run_in(folder: &Path, arguments: &str, stdin: impl Into<Vec<u8>>) -> Run {
    let output = telaah().current_dir(folder).args(arguments.split_whitespace()).write_stdin(stdin).output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program in the folder of the package with no input.
pub(crate) fn run(arguments: &str) -> Run {
    run_in(root(), arguments, "")
}

/// The names of the commands, in the order of the help.
pub(crate) fn commands() -> Vec<String> {
    let help = run("--help").stdout;
    let (_, list) = help.split_once("Commands:\n").expect("the help lists the commands");
    // The description of a command can continue in a line that begins with more blanks.
    let lines = list.lines().take_while(|line| line.starts_with("  ")).filter(|line| !line.starts_with("   "));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// A folder with these files, which is removed with the value.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

/// Each line of NDJSON.
pub(crate) fn json_lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The names in a folder, sorted.
pub(crate) fn names_in(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut names: Vec<String> = std::fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

/// Every file below a folder, sorted.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for name in names_in(folder) {
        let path = folder.join(name);
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}

/// Whether this process ignores SIGHUP, which the programs that it starts inherit.
#[cfg(unix)]
pub(crate) fn ignores_hangups() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 != 0)
}
