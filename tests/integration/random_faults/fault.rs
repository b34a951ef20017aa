//! The faults that can happen to a run.

use std::fmt::Write as _;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::{LazyLock, Once};
use std::time::Duration;

use crate::support::run;

const SIGNALS: [(&str, i32); 4] = [("KILL", 9), ("TERM", 15), ("INT", 2), ("HUP", 1)];

/// The generator `SplitMix64`.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    pub(super) fn choose<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    FileSize { blocks: u64 },
    FullDisk { kib: u64 },
    Signal { name: &'static str, number: i32, after: Duration },
    Pipe { bytes: u64 },
    Changes,
    Descriptors { limit: u64 },
    Memory { kib: u64 },
    Settings,
}

impl Fault {
    pub(super) fn random(random: &mut Random) -> Self {
        match random.below(9) {
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
            7 => Self::FullDisk { kib: 4 + random.below(300) },
            _ => Self::Settings,
        }
    }

    /// Whether the inputs and what is read from them are those of a run without faults.
    pub(super) fn leaves_inputs(self) -> bool {
        !matches!(self, Self::Changes | Self::Settings | Self::Descriptors { .. } | Self::Memory { .. })
    }

    /// The limit that the shell sets before it starts the program.
    pub(super) fn limit(self) -> String {
        match self {
            Self::FileSize { blocks } => format!("ulimit -f {blocks};"),
            Self::Descriptors { limit } => format!("ulimit -n {limit};"),
            Self::Memory { kib } => format!("ulimit -v {kib};"),
            _ => String::new(),
        }
    }

    /// Whether a run may end in this way.
    pub(super) fn allows(self, status: ExitStatus) -> bool {
        match (self, status.code(), status.signal()) {
            (_, Some(0..=2), _) => true,
            (Self::Signal { number, .. }, Some(code), _) => code == 128 + number,
            // Before the handler is there.
            (Self::Signal { number, .. }, _, Some(signal)) => signal == number,
            // The dynamic linker; the allocator, and the stack, which cannot grow.
            (Self::Memory { .. } | Self::Descriptors { .. }, Some(127), _) => true,
            (Self::Memory { .. }, _, Some(6 | 11)) => true,
            _ => false,
        }
    }

    /// Whether the run may be ended without removing its temporary files.
    pub(super) fn is_sudden(self, status: ExitStatus) -> bool {
        status.signal().is_some() && matches!(self, Self::Signal { .. } | Self::Memory { .. })
    }
}

/// A folder on a small disk, as long as this lives.
pub(super) struct SmallDisk(Option<PathBuf>);

impl SmallDisk {
    pub(super) fn mount(folder: &Path, kib: u64) -> Self {
        let size = format!("size={kib}k");
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(folder)
            .stderr(Stdio::null())
            .status();
        let is_mounted = mount.is_ok_and(|status| status.success());
        static SAID: Once = Once::new();
        if !is_mounted {
            SAID.call_once(|| eprintln!("skipped: no full disks, as nothing can be mounted here"));
        }
        Self(is_mounted.then(|| folder.to_owned()))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        if let Some(folder) = &self.0 {
            let _ = Command::new("umount").arg(folder).status();
        }
    }
}

/// A file of settings: random bytes, or keys with values that do not fit.
pub(super) fn settings(random: &mut Random) -> Vec<u8> {
    match random.below(4) {
        0 => (0..random.below(3000)).map(|_| random.next() as u8).collect(),
        1 => format!("format = {}", "[".repeat(random.below(100_000) as usize)).into_bytes(),
        2 => format!("threads = {}\ntop = {}", random.next() >> 1, random.below(9)).into_bytes(),
        _ => {
            let mut text = String::new();
            for _ in 0..=random.below(4) {
                if random.below(2) == 0 {
                    let _ =
                        writeln!(text, "[{}]", random.choose(&["terms", "analyze", "tokens", "kwic", "network", "x"]));
                }
                let option = &OPTIONS[random.below(OPTIONS.len() as u64) as usize];
                let value = random.choose(&VALUES);
                let _ = writeln!(text, "{option} = {value}");
            }
            text.into_bytes()
        }
    }
}

/// The names of all settings.
static OPTIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let settings = run("config --format csv --config none").stdout;
    let names = settings.lines().skip(1).filter_map(|line| Some(line.split(',').next()?.to_owned()));
    let names: Vec<String> = names.filter(|name| !name.contains('.')).collect();
    assert!(names.len() > 50, "{names:?}");
    names
});

const VALUES: [&str; 17] = [
    "-1",
    "0",
    "1",
    "0.7",
    "18446744073709551616",
    "\"\"",
    "[]",
    "{}",
    "true",
    "\"\\u001b[2J\"",
    "\"\\u0000\"",
    "[\"a\", \"b\"]",
    "[[1]]",
    "1e999",
    "nan",
    "2024-06-03",
    "\"id\"",
];
