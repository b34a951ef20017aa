//! Input and output errors as messages.

use std::fmt;
use std::io;

#[cfg(unix)]
use super::Wording;
use super::{Language, Message};

/// A message on its way through [`io::Read`] or [`io::Write`].
#[derive(Debug)]
struct Carried(Box<dyn Message + Send + Sync>);

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(Language::English, f)
    }
}

impl std::error::Error for Carried {}

/// An I/O error that [`IoError`] describes by a message.
pub fn io_error(kind: io::ErrorKind, message: impl Message + Send + Sync + 'static) -> io::Error {
    io::Error::new(kind, Carried(Box::new(message)))
}

/// An I/O error, described by the message that [`io_error`] put into it, by its own text if it was not reported by the system, or else
/// by its kind. A kind without a wording here is described by the standard library and the system's error number.
#[derive(Clone, Copy, Debug)]
pub struct IoError<'a>(pub &'a io::Error);

impl Message for IoError<'_> {
    fn write(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use io::ErrorKind;
        let error = self.0;
        if let Some(inner) = error.get_ref() {
            return match inner.downcast_ref::<Carried>() {
                Some(Carried(message)) => message.write(language, f),
                None => write!(f, "{inner}"),
            };
        }
        if let Some(cause) = error.raw_os_error().and_then(system_cause) {
            return cause.write(language, f);
        }
        let (english, indonesian) = match error.kind() {
            ErrorKind::NotFound => ("no such file or directory", "berkas atau folder tidak ditemukan"),
            ErrorKind::PermissionDenied => ("permission denied", "izin ditolak"),
            ErrorKind::AlreadyExists => ("it already exists", "sudah ada"),
            ErrorKind::NotADirectory => ("not a directory", "bukan folder"),
            ErrorKind::IsADirectory => ("it is a directory", "ini sebuah folder"),
            ErrorKind::DirectoryNotEmpty => ("the directory is not empty", "folder itu tidak kosong"),
            ErrorKind::ReadOnlyFilesystem => ("the file system is read-only", "sistem berkas ini hanya bisa dibaca"),
            ErrorKind::StorageFull => ("no space left on the device", "ruang penyimpanan habis"),
            ErrorKind::QuotaExceeded => ("disk quota exceeded", "kuota penyimpanan terlampaui"),
            ErrorKind::FileTooLarge => ("the file is too large", "berkasnya terlalu besar"),
            ErrorKind::InvalidFilename => ("invalid file name", "nama berkas tidak sah"),
            ErrorKind::BrokenPipe => ("broken pipe", "pipa terputus"),
            ErrorKind::TimedOut => ("timed out", "waktu habis"),
            ErrorKind::UnexpectedEof => ("unexpected end of file", "berkas berakhir terlalu awal"),
            ErrorKind::WriteZero => ("nothing could be written", "data tidak bisa ditulis"),
            ErrorKind::InvalidData => ("invalid data", "data tidak sah"),
            ErrorKind::OutOfMemory => ("out of memory", "memori habis"),
            ErrorKind::ResourceBusy => ("the device or file is busy", "perangkat atau berkas sedang dipakai"),
            ErrorKind::Interrupted => ("interrupted", "terputus"),
            kind => {
                let number = error.raw_os_error();
                return match (language, number) {
                    (Language::English, None) => write!(f, "{kind}"),
                    (Language::English, Some(number)) => write!(f, "{kind} (system error {number})"),
                    (Language::Indonesian, None) => write!(f, "kesalahan sistem: {kind}"),
                    (Language::Indonesian, Some(number)) => write!(f, "kesalahan sistem nomor {number}"),
                };
            }
        };
        f.write_str(match language {
            Language::English => english,
            Language::Indonesian => indonesian,
        })
    }
}

impl fmt::Display for IoError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(Language::English, f)
    }
}

/// The cause that the number of a system error stands for, where its kind says less.
#[cfg(unix)]
fn system_cause(number: i32) -> Option<Wording> {
    use rustix::io::Errno;
    let (en, id) = match Errno::from_raw_os_error(number) {
        Errno::MFILE => (
            "too many open files (`ulimit -n` raises the limit)",
            "terlalu banyak berkas terbuka (`ulimit -n` menaikkan batasnya)",
        ),
        Errno::NFILE => ("too many open files in the whole system", "terlalu banyak berkas terbuka di seluruh sistem"),
        Errno::IO => ("the device cannot be read or written", "perangkat tidak bisa dibaca atau ditulis"),
        Errno::NAMETOOLONG => ("the file name is too long", "nama berkas terlalu panjang"),
        Errno::LOOP => ("too many symbolic links in the path", "terlalu banyak tautan simbolik di jalur ini"),
        Errno::TXTBSY => ("it is a program that is running", "berupa program yang sedang berjalan"),
        Errno::NXIO | Errno::NODEV => ("there is no such device", "perangkatnya tidak ada"),
        Errno::STALE => ("it is gone from the file server", "sudah tidak ada di server berkas"),
        _ => return None,
    };
    Some(Wording { en, id })
}

#[cfg(not(unix))]
fn system_cause(_: i32) -> Option<super::Wording> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn system_errors_are_described_without_their_number() {
        let error = io::Error::from_raw_os_error(2);
        assert_eq!(IoError(&error).to_string(), "no such file or directory");
        assert_eq!(IoError(&error).id().to_string(), "berkas atau folder tidak ditemukan");
        let own = io::Error::other("the checksum does not match");
        assert_eq!(IoError(&own).to_string(), "the checksum does not match");
        assert_eq!(IoError(&io::Error::from(io::ErrorKind::WriteZero)).id().to_string(), "data tidak bisa ditulis");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_unusual_system_error_has_a_number_in_both_languages() {
        let error = io::Error::from_raw_os_error(71);
        for text in [IoError(&error).to_string(), IoError(&error).id().to_string()] {
            assert!(text.contains("71"), "{text}");
        }
    }

    /// Errors of full disks, limits and broken devices have a cause in words in both languages.
    #[cfg(unix)]
    #[test]
    fn the_errors_of_limits_and_devices_have_a_cause() {
        use rustix::io::Errno;
        for errno in [
            Errno::MFILE,
            Errno::NFILE,
            Errno::NOSPC,
            Errno::DQUOT,
            Errno::IO,
            Errno::NAMETOOLONG,
            Errno::LOOP,
            Errno::FBIG,
            Errno::ROFS,
            Errno::TXTBSY,
            Errno::NXIO,
            Errno::STALE,
        ] {
            let error = io::Error::from(errno);
            let (en, id) = (IoError(&error).to_string(), IoError(&error).id().to_string());
            assert!(en != id && !en.contains("uncategorized"), "{errno}: {en}, {id}");
            assert!(!en.contains(char::is_numeric) && !id.contains("nomor"), "{errno}: {en}, {id}");
        }
        assert!(IoError(&Errno::MFILE.into()).to_string().starts_with("too many open files (`ulimit -n`"));
    }
}
