//! Keeps what was built from the knowledge between two starts, so that only the first start reads, checks and learns.
//!
//! ```text
//! "wenda" format | documents | SHA-256 of everything it was built from | SHA-256 of the rest | knowledge and matcher
//! ```
//! Never trusted blindly: it counts only for this very program and the very bytes of all files it was built from, and
//! only if it is whole. Anything else is as if it were not there, and the knowledge is built anew. One file for each
//! knowledge, put in the place of the old one in one step.
//!
//! Invariant: with or without it, the same questions get the same answers.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::knowledge::{self, Knowledge, LoadError, Read};
use crate::matching::Matcher;
use crate::responder::Responder;

/// What a cache file begins with; the number changes with the layout of this header.
const MAGIC: &[u8; 8] = b"wenda\0\x01\n";

/// The sum of some bytes.
type Sum = [u8; 32];

/// Where built knowledge is kept.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

/// What stands before the payload.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    /// The documents that the knowledge names.
    documents: Vec<PathBuf>,
    /// The sum of everything it was built from.
    origin: Sum,
    /// The sum of the payload.
    payload: Sum,
}

impl Cache {
    /// Keeps files in `folder`, which is made if it is not there.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder: Some(folder) }
    }

    /// Keeps nothing.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// What answers from the knowledge at `path`, and the documents it rests on.
    ///
    /// # Errors
    /// The knowledge cannot be used; see [`knowledge::load()`].
    pub fn responder(&self, path: &Path) -> Result<(Responder, Vec<PathBuf>), LoadError> {
        let file = self.file(path);
        if let Some((responder, documents)) = file.as_deref().and_then(|file| restore(file, path)) {
            tracing::debug!("the built knowledge was taken from the cache");
            return Ok((responder, documents));
        }
        let before = origin(path, &[]);
        let Read { outcome, documents } = knowledge::read(path);
        let responder = Responder::new(Arc::new(outcome?));
        // What changed while it was read is not written down.
        if let Some(file) = file
            && before.is_some()
            && before == origin(path, &[])
            && let Some(origin) = origin(path, &documents)
            && let Err(error) = keep(&file, &responder, &documents, origin)
        {
            tracing::debug!(%error, "the built knowledge could not be kept for the next start");
        }
        Ok((responder, documents))
    }

    /// The file for the knowledge at `path`.
    fn file(&self, path: &Path) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        let full = path.canonicalize().ok()?;
        let name: String =
            sum([full.as_os_str().as_encoded_bytes()]).iter().take(8).map(|b| format!("{b:02x}")).collect();
        Some(folder.join(format!("{name}.built")))
    }
}

/// Reads a cache file; `None` where it is not whole or was not built from this by this program.
fn restore(file: &Path, path: &Path) -> Option<(Responder, Vec<PathBuf>)> {
    let bytes = std::fs::read(file).ok()?;
    let (header, payload) = postcard::take_from_bytes::<Header>(bytes.strip_prefix(MAGIC)?).ok()?;
    if origin(path, &header.documents)? != header.origin || sum([payload]) != header.payload {
        return None;
    }
    let (knowledge, matcher) = postcard::from_bytes::<(Knowledge, Matcher)>(payload).ok()?;
    Some((Responder::of_parts(knowledge, matcher), header.documents))
}

/// Writes a cache file in one step.
fn keep(file: &Path, responder: &Responder, documents: &[PathBuf], origin: Sum) -> io::Result<()> {
    let payload = postcard::to_stdvec(&responder.parts()).map_err(io::Error::other)?;
    let header = Header { documents: documents.to_vec(), origin, payload: sum([payload.as_slice()]) };
    let mut bytes = MAGIC.to_vec();
    bytes.extend(postcard::to_stdvec(&header).map_err(io::Error::other)?);
    bytes.extend(payload);
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    // Several programs may start at once: each writes a file of its own, and the last to finish stays.
    let draft = file.with_extension(format!("{}.draft", std::process::id()));
    let written = std::fs::write(&draft, bytes).and_then(|()| std::fs::rename(&draft, file));
    if written.is_err() {
        // What could be written of it is of no use to anybody.
        let _ = std::fs::remove_file(&draft);
    }
    written
}

/// The sum of all that a built knowledge depends on; `None` where any of it cannot be read.
fn origin(path: &Path, documents: &[PathBuf]) -> Option<Sum> {
    let mut sum = Sha256::new();
    let mut add = |bytes: &[u8]| {
        sum.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_le_bytes());
        sum.update(bytes);
    };
    add(env!("CARGO_PKG_VERSION").as_bytes());
    // Two programs of one version may still differ: what a developer built just now is another one.
    let program = std::env::current_exe().ok()?.metadata().ok()?;
    let built = program.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    add(&program.len().to_le_bytes());
    add(&built.as_nanos().to_le_bytes());
    for file in knowledge::files(path).ok()?.iter().chain(documents) {
        add(file.as_os_str().as_encoded_bytes());
        add(&std::fs::read(file).ok()?);
    }
    Some(sum.finalize().into())
}

fn sum<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> Sum {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update(part);
    }
    sum.finalize().into()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Cache;

    const KNOWLEDGE: &str = "entries:\n  - {id: theme, questions: [主题是什么, what is the theme], answer: 创新}\n  - {id: dates, questions: [几号开始], answer: 16日}\n";

    fn answer(cache: &Cache, folder: &Path) -> String {
        let (responder, _) = cache.responder(folder).expect("sound knowledge");
        responder.respond("主题是什么").cards.iter().map(|card| card.answer.clone()).collect()
    }

    #[test]
    fn what_is_kept_counts_only_for_the_very_files_and_only_whole() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let kept = tempfile::tempdir().expect("a temporary folder");
        let yaml = folder.path().join("k.yaml");
        std::fs::write(&yaml, KNOWLEDGE).expect("a file");
        let cache = Cache::in_folder(kept.path().join("deep"));
        assert_eq!(answer(&cache, folder.path()), "创新", "built");
        assert_eq!(answer(&cache, folder.path()), "创新", "kept");
        let file = cache.file(folder.path()).expect("a name");
        let whole = std::fs::read(&file).expect("a cache file");
        let (again, _) = super::restore(&file, folder.path()).expect("a whole cache");
        assert_eq!(again.knowledge(), cache.responder(folder.path()).expect("sound").0.knowledge());

        std::fs::write(&yaml, KNOWLEDGE.replace("创新", "共享")).expect("a file");
        assert!(super::restore(&file, folder.path()).is_none(), "the knowledge has changed");
        assert_eq!(answer(&cache, folder.path()), "共享");

        std::fs::write(&yaml, KNOWLEDGE).expect("a file");
        for at in [0, 9, whole.len() / 2, whole.len() - 1] {
            let mut broken = whole.clone();
            broken[at] ^= 1;
            std::fs::write(&file, &broken).expect("a file");
            assert!(super::restore(&file, folder.path()).is_none(), "byte {at} is wrong");
        }
        std::fs::write(&file, &whole[..whole.len() / 3]).expect("a file");
        assert!(super::restore(&file, folder.path()).is_none(), "cut short");
        assert_eq!(answer(&cache, folder.path()), "创新", "built anew");
        assert!(super::restore(&file, folder.path()).is_some(), "kept anew");
    }

    #[test]
    fn a_folder_that_cannot_be_written_costs_only_the_time() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("k.yaml"), KNOWLEDGE).expect("a file");
        let cache = Cache::in_folder(folder.path().join("k.yaml"));
        assert_eq!(answer(&cache, folder.path()), "创新");
        assert_eq!(answer(&Cache::none(), folder.path()), "创新");
    }
}
