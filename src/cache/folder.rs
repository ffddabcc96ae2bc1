//! The folder of cache files: how each is named, and which of them go when there are too many.

use std::path::{Path, PathBuf};
use std::time::Duration;

use sha2::{Digest, Sha256};

/// How many hexadecimal digits the name of a file has.
const NAME: usize = 16;

/// How many knowledges are kept: more than anybody serves from one machine, and 50 MB of the shipped one's size.
pub(super) const KEPT: usize = 16;

/// How old a draft is that nobody writes any more: whoever began it was killed.
pub(super) const ABANDONED: Duration = Duration::from_secs(3600);

/// The file for the knowledge at `path`, in `folder`.
pub(super) fn file(folder: &Path, path: &Path) -> Option<PathBuf> {
    let full = path.canonicalize().ok()?;
    let name = Sha256::digest(full.as_os_str().as_encoded_bytes());
    let name: String = name.iter().take(NAME / 2).map(|b| format!("{b:02x}")).collect();
    Some(folder.join(format!("{name}.built")))
}

/// Removes the files of `folder` that were not used for longest, and drafts that nobody will finish; nothing else.
pub(super) fn prune(folder: &Path) {
    let mut kept = Vec::new();
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let Ok(used) = entry.metadata().and_then(|file| file.modified()) else { continue };
        let name = entry.file_name();
        let Some((name, rest)) = name.to_str().and_then(|name| name.split_once('.')) else { continue };
        if name.len() != NAME || !name.bytes().all(|b| b.is_ascii_hexdigit()) {
            continue;
        }
        if rest == "built" {
            kept.push((used, entry.path()));
        } else if rest.ends_with(".draft") && used.elapsed().is_ok_and(|age| age > ABANDONED) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    kept.sort_unstable();
    for (_, file) in kept.iter().rev().skip(KEPT) {
        let _ = std::fs::remove_file(file);
    }
}
