//! Messages of runs that can be resumed.

use std::path::PathBuf;

use telaah::message::{Number, counted, path_name};
use telaah::run::RunError;
use telaah::run::checkpoint::CheckpointError;

use crate::cli::messages::List;

telaah::messages! {
    /// A message of a run that can be resumed.
    #[derive(Debug)]
    pub(crate) enum ResumeMessage {
        CannotReadProgram => {
            en: "cannot read the program's own file";
            id: "berkas program telaah sendiri tidak bisa dibaca";
        }
        CannotRemove { path: PathBuf } => {
            en: "{}: cannot remove", path_name(path);
            id: "{}: tidak bisa dihapus", path_name(path);
        }
        FolderIsLink { folder: PathBuf } => {
            en: "{}: symbolic link: not used (remove it)", folder.display();
            id: "{}: tautan simbolik: tidak dipakai (hapus dahulu)", folder.display();
        }
        InterruptedRunKept { folder: PathBuf } => {
            en: "{}: kept from an interrupted run (--resume continues it); this run starts over", path_name(folder);
            id: "{}: sisa proses yang terputus (--resume melanjutkannya); proses ini dimulai dari awal", path_name(folder);
        }
        Resuming { documents: u64 } => {
            en: "resuming the interrupted run after {}", counted(*documents, "document", "documents");
            id: "melanjutkan proses yang terputus setelah {} dokumen", Number(*documents).id();
        }
        OtherOptions { folder: PathBuf, differences: List<OptionDifference> } => {
            en: "cannot resume: the options differ from those of the interrupted run: {} (use the same options, or delete {} to \
                start over)", differences.en(), path_name(folder);
            id: "tidak bisa dilanjutkan: opsinya berbeda dari proses yang terputus: {} (pakai opsi yang sama, atau hapus {} untuk \
                mulai dari awal)", differences.id(), path_name(folder);
        }
        CheckpointInUse { folder: PathBuf } => {
            en: "{}: another telaah is writing there", path_name(folder);
            id: "{}: telaah lain sedang menulis di sana", path_name(folder);
        }
        BadCheckpoint { error: CheckpointError, folder: PathBuf } => {
            en: "{} (delete {} to start over)", error.en(), path_name(folder);
            id: "{} (hapus {} untuk mulai dari awal)", error.id(), path_name(folder);
        }
        OldJournal { path: PathBuf, folder: PathBuf } => {
            en: "{}: belongs to an interrupted run of an older telaah (delete {} to start over)", path_name(path),
                path_name(folder);
            id: "{}: milik proses terputus dari telaah versi lama (hapus {} untuk mulai dari awal)", path_name(path),
                path_name(folder);
        }
        EndedAbruptly => {
            en: "the last run ended abruptly; what it was doing is tried again, one document at a time";
            id: "proses terakhir terhenti mendadak; yang sedang diolahnya dicoba lagi, dokumen demi dokumen";
        }
        FailedBefore { failed: u64 } => {
            en: "{failed} of them failed (column `error` of the table of documents)";
            id: "{} di antaranya gagal (kolom `error` dalam tabel dokumen)", Number(*failed).id();
        }
        Interrupted { documents: u64 } => {
            en: "interrupted after {}: the same command resumes there", counted(*documents, "document", "documents");
            id: "terputus setelah {} dokumen: perintah yang sama akan melanjutkannya", Number(*documents).id();
        }
        CannotResume { folder: PathBuf, reason: RunError } => {
            en: "cannot resume: {} (delete {} to start over)", reason.en(), path_name(folder);
            id: "tidak bisa dilanjutkan: {} (hapus {} untuk mulai dari awal)", reason.id(),
                path_name(folder);
        }
    }
}

telaah::messages! {
    /// A difference between the options of two runs.
    #[derive(Debug)]
    pub(crate) enum OptionDifference {
        Set { name: String, now: String } => {
            en: "{name} was not set, now {now}";
            id: "{name} sebelumnya tidak dipakai, kini {now}";
        }
        Unset { name: String, then: String } => {
            en: "{name} was {then}, now not set";
            id: "{name} sebelumnya {then}, kini tidak dipakai";
        }
        Changed { name: String, then: String, now: String } => {
            en: "{name} was {then}, now {now}";
            id: "{name} sebelumnya {then}, kini {now}";
        }
    }
}
