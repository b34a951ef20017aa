//! Messages of the files that telaah makes for the user: scripts of completions, settings.

use std::path::PathBuf;

use telaah::message::path_name;

telaah::messages! {
    /// A message about a file that telaah makes for the user.
    #[derive(Debug)]
    pub(crate) enum FileMessage {
        Created { path: PathBuf } => {
            en: "{}: written", path_name(path);
            id: "{}: sudah ditulis", path_name(path);
        }
        Exists { path: PathBuf } => {
            en: "{}: already exists: not replaced (name another file with -o)", path_name(path);
            id: "{}: sudah ada: tidak ditimpa (sebutkan berkas lain dengan -o)", path_name(path);
        }
        Installed { path: PathBuf } => {
            en: "{}: written (completions begin in the next shell)", path_name(path);
            id: "{}: sudah ditulis (pelengkapan berlaku mulai shell berikutnya)", path_name(path);
        }
        InstalledForBash { path: PathBuf } => {
            en: "{}: written (completions begin in the next shell, if bash-completion is installed)", path_name(path);
            id: "{}: sudah ditulis (pelengkapan berlaku mulai shell berikutnya, asalkan bash-completion terpasang)", path_name(path);
        }
        InstalledUnlisted { path: PathBuf, file: &'static str, line: String } => {
            en: "{}: written (add this line to {file}: {line})", path_name(path);
            id: "{}: sudah ditulis (tambahkan baris ini ke {file}: {line})", path_name(path);
        }
        NotOurs { path: PathBuf } => {
            en: "{}: not written by telaah: not replaced (remove it first)", path_name(path);
            id: "{}: bukan buatan telaah: tidak ditimpa (hapus dahulu)", path_name(path);
        }
        NoHome => {
            en: "no home directory is known (set HOME, or write the output of telaah completions to a file)";
            id: "folder rumah tidak diketahui (setel HOME, atau tulis keluaran telaah completions ke sebuah berkas)";
        }
        NoSchema { format: &'static str } => {
            en: "{format} has no JSON Schema (json and ndjson have)";
            id: "{format} tidak punya JSON Schema (yang punya: json dan ndjson)";
        }
    }
}
