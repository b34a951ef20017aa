//! Faults around the program, at random: full disks, signals, closed pipes, inputs that change, few descriptors, little memory,
//! hostile settings.
//!
//! The seed is printed and can be set, and so can the number of runs, and the first one (`FAULT_FIRST`) to repeat one alone:
//!
//! ```text
//! FAULT_SEED=7 FAULT_RUNS=5000 cargo test --release --all-features --test integration -- --ignored --nocapture random_faults
//! ```

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write as _};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{files_below, folder, names_in, telaah};

/// The time after which a run counts as hanging.
const TIMEOUT: Duration = Duration::from_secs(120);

/// Commands with their outputs, `{}` for the folder of the inputs.
const COMMANDS: [&str; 7] = [
    "analyze {}",
    "terms {}",
    "terms {} --ngrams 2 --threads 1",
    "entities {}",
    "entities --mentions {} --dedup",
    "tokens {}",
    "stopwords inti",
];

const FORMATS: [&str; 8] = ["csv", "tsv", "json", "ndjson", "markdown", "table", "xlsx", "parquet"];

const SIGNALS: [(&str, i32); 4] = [("KILL", 9), ("TERM", 15), ("INT", 2), ("HUP", 1)];

/// The generator `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn choose<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    FileSize { blocks: u64 },
    Signal { name: &'static str, number: i32, after: Duration },
    Pipe { bytes: u64 },
    Changes,
    Descriptors { limit: u64 },
    Memory { kib: u64 },
    Settings,
}

impl Fault {
    fn random(random: &mut Random) -> Self {
        match random.below(8) {
            0 => Self::None,
            1 => Self::FileSize { blocks: random.below(40) },
            2 => {
                let (name, number) = random.choose(&SIGNALS);
                Self::Signal { name, number, after: Duration::from_micros(random.below(150_000)) }
            }
            3 => Self::Pipe { bytes: random.below(20_000) },
            4 => Self::Changes,
            5 => Self::Descriptors { limit: 3 + random.below(20) },
            6 => Self::Memory { kib: 30_000 + random.below(300_000) },
            _ => Self::Settings,
        }
    }

    /// The limit that the shell sets before it starts the program.
    fn limit(self) -> String {
        match self {
            Self::FileSize { blocks } => format!("ulimit -f {blocks};"),
            Self::Descriptors { limit } => format!("ulimit -n {limit};"),
            Self::Memory { kib } => format!("ulimit -v {kib};"),
            _ => String::new(),
        }
    }

    /// Whether a run may end in this way.
    fn allows(self, status: ExitStatus) -> bool {
        match (self, status.code(), status.signal()) {
            (_, Some(0..=2), _) => true,
            (Self::Signal { number, .. }, Some(code), _) => code == 128 + number,
            // Before the handler is there.
            (Self::Signal { number, .. }, _, Some(signal)) => signal == number,
            // The dynamic linker, and the allocator.
            (Self::Memory { .. } | Self::Descriptors { .. }, Some(127), _) | (Self::Memory { .. }, _, Some(6)) => true,
            _ => false,
        }
    }

    /// Whether the run may be ended without removing its temporary files.
    fn is_sudden(self, status: ExitStatus) -> bool {
        status.signal().is_some() && matches!(self, Self::Signal { .. } | Self::Memory { .. })
    }
}

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
        match random.below(5) {
            0 => drop(fs::remove_file(path)),
            1 => drop(fs::write(path, "Harga beras.")),
            2 => drop(fs::rename(path, folder.join("g.txt"))),
            3 => drop(fs::OpenOptions::new().append(true).open(path).and_then(|mut file| file.write_all(b"\0{\"a"))),
            _ => drop(fs::OpenOptions::new().write(true).open(path).and_then(|file| file.set_len(random.below(500)))),
        }
        thread::sleep(Duration::from_micros(random.below(4000)));
    }
}

/// A file of settings: random bytes, or keys with values that do not fit.
fn settings(random: &mut Random) -> Vec<u8> {
    match random.below(4) {
        0 => (0..random.below(3000)).map(|_| random.next() as u8).collect(),
        1 => format!("format = {}", "[".repeat(random.below(100_000) as usize)).into_bytes(),
        2 => format!("threads = {}\ntop = {}", random.next() >> 1, random.below(9)).into_bytes(),
        _ => {
            let option =
                random.choose(&["format", "threads", "top", "min-count", "ngrams", "stopwords", "lang", "x", "case"]);
            let value =
                random.choose(&["-1", "\"\"", "[]", "{}", "true", "\"\\u001b[2J\"", "[\"a\", \"b\"]", "1e999", "nan"]);
            format!("[{}]\n{option} = {value}\n", random.choose(&["terms", "analyze", "tokens", "x"])).into_bytes()
        }
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
    /// Whether an output is complete. Workbooks hold the time at which they were made.
    fn is_complete(&mut self, arguments: &str, found: &[Vec<u8>]) -> bool {
        if arguments.contains("xlsx") {
            return found
                .iter()
                .all(|file| file.starts_with(b"PK") && file.windows(4).any(|bytes| bytes == b"PK\x05\x06"));
        }
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

fn attack(runs: u64, seed: u64) {
    let first = number("FAULT_FIRST", 0);
    eprintln!("FAULT_SEED={seed} FAULT_FIRST={first} FAULT_RUNS={runs}");
    let mut expected = Expected::default();
    let mut ends: HashMap<String, u64> = HashMap::new();
    for run in first..first + runs {
        // Each run can be repeated alone.
        let mut random = Random(seed.wrapping_mul(1_000_003).wrapping_add(run));
        let (command, format, fault) = (random.choose(&COMMANDS), random.choose(&FORMATS), Fault::random(&mut random));
        let arguments = format!("{} --format {format}", command.replace("{}", "masukan"));
        let is_piped = matches!(fault, Fault::Pipe { .. }) || (random.below(4) == 0 && format != "xlsx");
        let context = format!("run {run} of seed {seed}: {arguments}, piped: {is_piped}, {fault:?}");

        let place = folder(&[]);
        let inputs = place.path().join("masukan");
        fs::create_dir(&inputs).unwrap();
        write_inputs(&inputs);
        if fault == Fault::Settings {
            fs::write(place.path().join("telaah.toml"), settings(&mut random)).unwrap();
        }
        let output = if is_piped { "" } else { "-o hasil" };
        let isolated = telaah();
        let mut shell = Command::new("sh");
        shell.args([
            "-c",
            &format!("{} exec \"$0\" {arguments} {output}", fault.limit()),
            env!("CARGO_BIN_EXE_telaah"),
        ]);
        for (name, value) in isolated.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        shell.current_dir(place.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = shell.spawn().unwrap();
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
            Fault::Changes => change(&inputs, random.next(), &mut child),
            _ => wait(&mut child),
        };
        let (stdout, stderr) = (stdout.join().unwrap(), String::from_utf8_lossy(&stderr.join().unwrap()).into_owned());
        let context = format!("{context}: {status}\n{stderr}");

        assert!(fault.allows(status), "{context}");
        assert!(!stderr.contains("panicked"), "{context}");
        assert!(!stderr.contains('\u{1b}'), "{context}");
        assert!(status.code() != Some(2) || !stderr.is_empty(), "an error without a message: {context}");
        let is_comparable = !matches!(fault, Fault::Changes | Fault::Settings);
        let found = contents(&place.path().join("hasil"));
        // For want of descriptors or memory, inputs may fail.
        let may_differ = matches!(fault, Fault::Descriptors { .. } | Fault::Memory { .. });
        if is_comparable && !may_differ && !found.is_empty() {
            assert!(expected.is_complete(&arguments, &found), "not the usual output: {context}");
        }
        if is_comparable && is_piped && !matches!(format, "xlsx" | "table") && fault != Fault::None && stdout.len() > 1
        {
            let mut whole = expected.0.get(&arguments).and_then(|files| files.first()).map(|file| &file[..]);
            whole =
                whole.filter(|_| command != "analyze {}" && matches!(fault, Fault::Pipe { .. } | Fault::Signal { .. }));
            assert!(whole.is_none_or(|whole| whole.starts_with(&stdout)), "not the beginning of the output: {context}");
        }
        if !fault.is_sudden(status) {
            let left: Vec<_> = names_in(place.path()).into_iter().filter(|name| name.starts_with(".telaah-")).collect();
            assert!(left.is_empty(), "{left:?} left: {context}");
        }
        *ends.entry(format!("{:?} {status}", std::mem::discriminant(&fault))).or_default() += 1;
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
