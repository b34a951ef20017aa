//! Opening files that were found, not named.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use crate::error::Problem;

/// Opens a regular file. Anything else is refused without waiting: a file that was listed may since have become a pipe, whose writer
/// may never come, or a device, which has no end.
///
/// # Errors
/// The file system's, and [`Problem::NotRegular`].
pub(crate) fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    let file = options.open(path)?;
    let kind = file.metadata()?.file_type();
    match kind {
        kind if kind.is_file() => Ok(file),
        kind if kind.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(Problem::NotRegular.into()),
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::io::Read;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;
    use crate::input::options::InputOptions;
    use crate::input::source::{InputFiles, Source};

    fn make_pipe(path: &Path) {
        mknodat(CWD, path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    }

    #[test]
    fn only_regular_files_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        make_pipe(&path);
        let problem = |path: &Path| Problem::from(open_regular(path).unwrap_err());
        assert!(matches!(problem(&path), Problem::NotRegular));
        assert!(matches!(problem(Path::new("/dev/zero")), Problem::NotRegular));
        assert!(matches!(problem(folder.path()), Problem::Io(error) if error.kind() == io::ErrorKind::IsADirectory));
        assert_eq!(
            io::read_to_string(open_regular(Path::new("Cargo.toml")).unwrap()).unwrap(),
            include_str!("../../Cargo.toml")
        );
    }

    #[test]
    fn a_file_that_becomes_a_pipe_after_it_was_listed_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, "Beras.").unwrap();
        let options = InputOptions::default();
        for source in [folder.path().to_owned(), path.clone()] {
            let file = InputFiles::new(vec![Source::Path(source)], &options).next().unwrap().ok().unwrap();
            std::fs::remove_file(&path).unwrap();
            make_pipe(&path);
            assert!(matches!(Problem::from(file.open(&options).err().unwrap()), Problem::NotRegular));
            std::fs::remove_file(&path).unwrap();
            std::fs::write(&path, "Beras.").unwrap();
        }
    }

    #[test]
    fn a_device_that_is_named_is_read() {
        let options = InputOptions::default();
        let file = InputFiles::new(vec![Source::Path("/dev/zero".into())], &options).next().unwrap().ok().unwrap();
        let mut bytes = [1; 3];
        file.open(&options).unwrap().read_exact(&mut bytes).unwrap();
        assert_eq!(bytes, [0; 3]);
    }
}
