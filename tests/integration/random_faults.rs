//! Faults around the program, at random: full disks, limits on files, signals, closed pipes, inputs that change, few descriptors, little
//! memory, hostile settings; for every command and every format.
//!
//! A full disk is a small one that is mounted for the run, which needs the rights for that; without them nothing is full.
//!
//! The seed is printed and can be set, and so can the number of runs, and the first one (`FAULT_FIRST`) to repeat one alone:
//!
//! ```text
//! FAULT_SEED=7 FAULT_RUNS=5000 cargo test --release --all-features --test integration -- --ignored --nocapture random_faults
//! ```

mod fault;

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use self::fault::{Fault, Random, SmallDisk, settings};
use crate::support::{commands, files_below, folder, names_in, telaah};

/// The time after which a run counts as hanging.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Commands with their outputs, `{}` for the folder of the inputs. Those that are not here are run with the folder as their argument.
const COMMANDS: [&str; 32] = [
    "analyze {}",
    "analyze {} --people-by-rules --dedup",
    "analyze {} --tables all --resume",
    "terms {}",
    "terms {} --ngrams 2 --threads 1",
    "terms {} --by month --names join",
    "entities {}",
    "entities --mentions {} --dedup",
    "entities --by-document {}",
    "entities --by source {} --threads 1",
    "entities {} --link corpus --bylines",
    "terms {} --by-document --weight tf-idf",
    "terms {} --dispersion --parts source",
    "terms {} --stem root --names drop",
    "tokens {}",
    "info {}",
    "kwic tiba {}",
    "kwic tiba {} --sort R1,document --top 20 --threads 1",
    "kwic --person Siti {} --sentences 1",
    "collocations {} --min-count 2",
    "collocations --node tiba {} --window 3",
    "keyness {}",
    "keyness {} --reference masukan --min-count 1",
    "trends tiba {} --by month",
    "network {}",
    "diversity {}",
    "duplicates {}",
    "stem membeli dibelikan",
    "stopwords inti",
    "config",
    "completions bash",
    "man",
];

/// Commands whose output is not a table.
const WITHOUT_FORMAT: [&str; 2] = ["completions", "man"];

const FORMATS: [&str; 8] = ["csv", "tsv", "json", "ndjson", "markdown", "table", "xlsx", "parquet"];

/// Inputs in several formats, some of them bad.
fn write_inputs(folder: &Path) {
    let article = |n: usize| {
        let person = ["Siti Rahma", "Budi Santoso", "Ratna Dewi"][n % 3];
        let sentence = format!("{person} tiba di Jepang pada {} Mei 2024, kata Menteri{n}. ", n % 28 + 1);
        format!("Judul {n}\n\nJAKARTA - {}", sentence.repeat(5 + n % 7))
    };
    for n in 0..12 {
        fs::write(folder.join(format!("{n:02}.txt")), article(n)).unwrap();
    }
    let (mut lines, mut rows) = (String::new(), "id,text\n".to_owned());
    for n in 0..40 {
        writeln!(lines, "{}", serde_json::json!({ "id": n.to_string(), "text": article(n) })).unwrap();
        writeln!(rows, "{n},\"{}\"", article(n)).unwrap();
    }
    lines.push_str("{\"text\": \n");
    fs::write(folder.join("a.ndjson"), &lines).unwrap();
    fs::write(folder.join("b.csv"), rows).unwrap();
    fs::write(folder.join("c.md"), format!("# {}", article(3))).unwrap();
    fs::write(folder.join("d.html"), format!("<html><body><article><p>{}</p></article>", article(4))).unwrap();
    fs::write(folder.join("e.txt"), b"buruk\x81\0").unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(lines.as_bytes()).unwrap();
    fs::write(folder.join("f.ndjson.gz"), packed.finish().unwrap()).unwrap();
}

/// Changes inputs until the run has ended.
fn change(folder: &Path, seed: u64, child: &mut Child) -> ExitStatus {
    let mut random = Random(seed);
    let names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let begin = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        assert!(begin.elapsed() < TIMEOUT, "the run hangs while inputs change");
        let path = &names[random.below(names.len() as u64) as usize];
        // Any of them may fail, as the file may be gone.
        match random.below(6) {
            0 => {
                drop(fs::remove_file(path));
                drop(Command::new("mkfifo").arg(path).stderr(Stdio::null()).status());
            }
            5 => drop(fs::remove_file(path)),
            // A pipe without a reader is not opened.
            1 if path.is_file() => drop(fs::write(path, "Harga beras.")),
            2 => drop(fs::rename(path, folder.join("g.txt"))),
            3 if path.is_file() => {
                drop(fs::OpenOptions::new().append(true).open(path).and_then(|mut file| file.write_all(b"\0{\"a")));
            }
            _ if !path.is_file() => {}
            _ => drop(fs::OpenOptions::new().write(true).open(path).and_then(|file| file.set_len(random.below(500)))),
        }
        thread::sleep(Duration::from_micros(random.below(4000)));
    }
}

fn wait(child: &mut Child) -> ExitStatus {
    let begin = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if begin.elapsed() > TIMEOUT {
            let _ = child.kill();
            panic!("the run hangs");
        }
        thread::sleep(Duration::from_millis(2));
    }
}

/// Reads some bytes, and closes the pipe; `None` reads all.
fn reader(mut pipe: impl Read + Send + 'static, bytes: Option<u64>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut read = Vec::new();
        let _ = pipe.by_ref().take(bytes.unwrap_or(u64::MAX)).read_to_end(&mut read);
        read
    })
}

/// The outputs without faults, by arguments: of the file or the files of the folder.
#[derive(Default)]
struct Expected(HashMap<String, Vec<Vec<u8>>>);

impl Expected {
    /// Whether an output is complete.
    fn is_complete(&mut self, arguments: &str, found: &[Vec<u8>]) -> bool {
        let expected = self.0.entry(arguments.to_owned()).or_insert_with(|| {
            let place = folder(&[]);
            fs::create_dir(place.path().join("masukan")).unwrap();
            write_inputs(&place.path().join("masukan"));
            let output = telaah()
                .current_dir(place.path())
                .args(arguments.split_whitespace())
                .args(["-o", "hasil"])
                .output()
                .unwrap();
            assert!(matches!(output.status.code(), Some(0 | 1)), "{arguments}: {output:?}");
            contents(&place.path().join("hasil"))
        });
        expected == found
    }
}

/// The content of a file, or of all files of a folder; empty if there is none.
fn contents(path: &Path) -> Vec<Vec<u8>> {
    let files = if path.is_dir() { files_below(path) } else { vec![path.to_owned()] };
    files.iter().filter_map(|file| fs::read(file).ok()).collect()
}

/// One run: what is started, and what happens to it.
struct Attack {
    arguments: String,
    is_piped: bool,
    fault: Fault,
    place: tempfile::TempDir,
    disk: Option<SmallDisk>,
}

impl Attack {
    fn random(random: &mut Random, commands: &[String]) -> Self {
        let command = &commands[random.below(commands.len() as u64) as usize];
        let (format, fault) = (random.choose(&FORMATS), Fault::random(random));
        let has_format = !WITHOUT_FORMAT.iter().any(|name| command.starts_with(name));
        let format = if command.contains("--resume") { random.choose(&["csv", "tsv", "parquet"]) } else { format };
        let mut arguments = command.replace("{}", "masukan");
        if has_format {
            write!(arguments, " --format {format}").unwrap();
        }
        let may_be_piped = format != "xlsx" && !command.contains("--resume");
        let is_piped = !has_format || may_be_piped && (matches!(fault, Fault::Pipe { .. }) || random.below(4) == 0);
        let place = folder(&[]);
        fs::create_dir(place.path().join("masukan")).unwrap();
        fs::create_dir(place.path().join("keluaran")).unwrap();
        write_inputs(&place.path().join("masukan"));
        if fault == Fault::Settings {
            fs::write(place.path().join("telaah.toml"), settings(random)).unwrap();
        }
        let disk = match fault {
            Fault::FullDisk { kib } => Some(SmallDisk::mount(&place.path().join("keluaran"), kib)),
            _ => None,
        };
        Self { arguments, is_piped, fault, place, disk }
    }

    fn output(&self) -> PathBuf {
        self.place.path().join("keluaran/hasil")
    }

    /// Starts the program under the limits of the fault, or of none.
    fn start(&self, fault: Fault) -> Child {
        let output = if self.is_piped { "" } else { "-o keluaran/hasil" };
        let script = format!("{} exec \"$0\" {} {output}", fault.limit(), self.arguments);
        let isolated = telaah();
        let mut shell = Command::new("sh");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_telaah")]);
        for (name, value) in isolated.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell.current_dir(self.place.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        shell.spawn().unwrap()
    }

    /// Runs the program. Returns how it ended, what was read of its output, and its messages.
    fn run(&self, fault: Fault, random: &mut Random) -> (ExitStatus, Vec<u8>, String) {
        let mut child = self.start(fault);
        let bytes = if let Fault::Pipe { bytes } = fault { Some(bytes) } else { None };
        let stdout = reader(child.stdout.take().unwrap(), bytes);
        let stderr = reader(child.stderr.take().unwrap(), None);
        let status = match fault {
            Fault::Signal { name, after, .. } => {
                thread::sleep(after);
                // It fails if the program has ended.
                let _ = Command::new("kill")
                    .args([&format!("-{name}"), &child.id().to_string()])
                    .stderr(Stdio::null())
                    .status();
                wait(&mut child)
            }
            Fault::Changes => change(&self.place.path().join("masukan"), random.next(), &mut child),
            _ => wait(&mut child),
        };
        let stderr = String::from_utf8_lossy(&stderr.join().unwrap()).into_owned();
        (status, stdout.join().unwrap(), stderr)
    }

    /// Checks what a run left.
    fn check(
        &mut self,
        (status, stdout, stderr): &(ExitStatus, Vec<u8>, String),
        expected: &mut Expected,
        context: &str,
    ) {
        let fault = self.fault;
        assert!(fault.allows(*status), "{context}");
        assert!(!stderr.contains("panicked"), "{context}");
        assert!(!stderr.contains('\u{1b}'), "{context}");
        assert!(status.code() != Some(2) || !stderr.is_empty(), "an error without a message: {context}");
        assert!(!stderr.contains("uncategorized"), "{context}");
        let is_resumable = self.output().join(".telaah-resume").exists();
        let found = contents(&self.output());
        // For want of descriptors or memory, inputs may fail.
        if fault.leaves_inputs() && !found.is_empty() && !is_resumable {
            assert!(expected.is_complete(&self.arguments, &found), "not the usual output: {context}");
        }
        let is_cut = matches!(fault, Fault::Pipe { .. } | Fault::Signal { .. });
        let is_text = !self.arguments.contains("table") && !self.arguments.starts_with("analyze");
        if is_cut && self.is_piped && is_text && stdout.len() > 1 {
            let whole = expected.0.get(&self.arguments).and_then(|files| files.first());
            assert!(whole.is_none_or(|whole| whole.starts_with(stdout)), "not the beginning of the output: {context}");
        }
        if !fault.is_sudden(*status) {
            // Without a free descriptor no folder can be read, so an empty one may be left until the next run.
            let is_excused =
                |path: &Path| matches!(fault, Fault::Descriptors { .. }) && path.is_dir() && names_in(path).is_empty();
            let places = [self.place.path().to_owned(), self.place.path().join("keluaran")];
            let paths = places.iter().flat_map(|place| names_in(place).into_iter().map(|name| place.join(name)));
            let is_temporary =
                |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".telaah-"));
            let left: Vec<_> = paths.filter(|path| is_temporary(path) && !is_excused(path)).collect();
            assert!(left.is_empty(), "{left:?} left: {context}");
        }
    }

    /// Resumes a run without faults.
    fn resume(&mut self, random: &mut Random, expected: &mut Expected, context: &str) {
        if self.disk.take().is_some() {
            // What was on the disk is gone with it.
            return;
        }
        let (status, _, stderr) = self.run(Fault::None, random);
        assert!(matches!(status.code(), Some(0 | 1)), "resuming after {context}\n{status}\n{stderr}");
        if self.fault.leaves_inputs() {
            let found = contents(&self.output());
            assert!(
                expected.is_complete(&self.arguments, &found),
                "not the usual output, resumed after {context}\n{stderr}"
            );
        }
    }
}

/// All commands with their arguments.
fn all_commands() -> Vec<String> {
    let is_listed = |name: &String| COMMANDS.iter().any(|command| command.split(' ').next() == Some(name));
    let others = commands().into_iter().filter(|name| !is_listed(name)).map(|name| format!("{name} {{}}"));
    COMMANDS.iter().map(|command| (*command).to_owned()).chain(others).collect()
}

fn attack(runs: u64, seed: u64) {
    let first = number("FAULT_FIRST", 0);
    eprintln!("FAULT_SEED={seed} FAULT_FIRST={first} FAULT_RUNS={runs}");
    let commands = all_commands();
    let mut expected = Expected::default();
    let mut ends: BTreeMap<String, u64> = BTreeMap::new();
    for run in first..first + runs {
        // Each run can be repeated alone.
        let mut random = Random(seed.wrapping_mul(1_000_003).wrapping_add(run));
        let mut attack = Attack::random(&mut random, &commands);
        let Attack { arguments, is_piped, fault, .. } = &attack;
        let (context, fault) = (format!("run {run} of seed {seed}: {arguments}, piped: {is_piped}, {fault:?}"), *fault);
        let end = attack.run(fault, &mut random);
        let (status, _, stderr) = &end;
        let context = format!("{context}: {status}\n{stderr}");
        attack.check(&end, &mut expected, &context);
        if attack.output().join(".telaah-resume").exists() && !matches!(fault, Fault::Changes | Fault::Settings) {
            attack.resume(&mut random, &mut expected, &context);
        }
        let name = format!("{fault:?}").split(' ').next().unwrap_or_default().to_owned();
        *ends.entry(format!("{name}: {status}")).or_default() += 1;
    }
    for (end, count) in &ends {
        eprintln!("{count:>6} {end}");
    }
    // Something must have failed, or the faults are none.
    assert!(runs < 50 || ends.len() > 8, "{ends:?}");
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn random_faults_leave_no_half_output() {
    attack(200, number("FAULT_SEED", 1));
}

#[test]
#[ignore = "takes minutes"]
fn many_random_faults_leave_no_half_output() {
    attack(number("FAULT_RUNS", 3000), number("FAULT_SEED", 2));
}
