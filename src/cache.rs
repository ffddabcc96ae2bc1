//! Keeps what was built from the knowledge between two readings, so that only the first one reads, checks and learns.
//!
//! ```text
//! "wenda" format | documents | SHA-256 of everything it was built from | knowledge and matcher | SHA-256 of all before
//! ```
//! Never trusted blindly: it counts only for this very program and the very bytes of all files it was built from, and
//! only if it is whole. Anything else is as if it were not there, and the knowledge is built anew. One file for each
//! knowledge, put in the place of the old one in one step; those that were not used for longest go.
//!
//! Invariants: with or without it, the same questions get the same answers; the files of a knowledge are summed up once
//! a reading.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::knowledge::{self, Knowledge, LoadError, Read};
use crate::matching::Matcher;
use crate::responder::Responder;
use crate::stamp::Stamp;

/// What a cache file begins with; the number changes with the layout of this header.
const MAGIC: &[u8; 8] = b"wenda\0\x02\n";

/// How many hexadecimal digits the name of a file has.
const NAME: usize = 16;

/// How many knowledges are kept: more than anybody serves from one machine, and 80 MB of the shipped one's size.
const KEPT: usize = 16;

/// How old a draft is that nobody writes any more: whoever began it was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// The sum of some bytes.
type Sum = [u8; 32];

/// Where built knowledge is kept.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

/// What a reading of a knowledge came to.
#[derive(Debug)]
pub struct Reading {
    /// What answers from it, or why nothing can.
    pub outcome: Result<Arc<Responder>, LoadError>,
    /// The documents it rests on, as far as that is known.
    pub documents: Vec<PathBuf>,
}

/// What stands before the payload.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Header {
    /// The documents that the knowledge names.
    documents: Vec<PathBuf>,
    /// The sum of everything it was built from.
    origin: Sum,
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

    /// Reads the knowledge at `path`. Where it says what that of `now` says, the very same answers from it.
    #[must_use]
    pub fn read(&self, path: &Path, now: Option<&Arc<Responder>>) -> Reading {
        let Some(file) = self.file(path) else { return build(path, now) };
        let begun = SystemTime::now();
        let kept = Kept::open(&file);
        let known = kept.as_ref().map(|kept| kept.header.documents.clone()).unwrap_or_default();
        let before = Stamp::of(path, &known);
        let sum = kept.as_ref().and_then(|_| origin(path, &known));
        if let Some(responder) = kept.filter(|kept| sum == Some(kept.header.origin)).and_then(Kept::restore) {
            tracing::debug!("the built knowledge was taken from the cache");
            // The time of the file is that of its last use; where it cannot be set, it goes a little early.
            let _ = File::open(&file).and_then(|file| file.set_modified(SystemTime::now()));
            let same = now.filter(|now| now.knowledge() == responder.knowledge()).map(Arc::clone);
            return Reading { outcome: Ok(same.unwrap_or_else(|| Arc::new(responder))), documents: known };
        }
        let reading = build(path, now);
        // What changed while it was read is not written down.
        let is_as_read =
            Stamp::of(path, &known) == before && !Stamp::of(path, &reading.documents).has_changed_since(begun);
        if let Ok(responder) = &reading.outcome
            && is_as_read
            && let Some(origin) =
                sum.filter(|_| reading.documents == known).or_else(|| origin(path, &reading.documents))
            && let Err(error) = keep(&file, responder, Header { documents: reading.documents.clone(), origin })
        {
            tracing::debug!(%error, "the built knowledge could not be kept for the next start");
        }
        reading
    }

    /// The file for the knowledge at `path`.
    fn file(&self, path: &Path) -> Option<PathBuf> {
        let folder = self.folder.as_ref()?;
        let full = path.canonicalize().ok()?;
        let name = Sha256::digest(full.as_os_str().as_encoded_bytes());
        let name: String = name.iter().take(NAME / 2).map(|b| format!("{b:02x}")).collect();
        Some(folder.join(format!("{name}.built")))
    }
}

/// Builds from the files alone.
fn build(path: &Path, now: Option<&Arc<Responder>>) -> Reading {
    let Read { outcome, documents } = knowledge::read(path);
    let outcome = outcome.map(|knowledge| match now {
        Some(now) if *now.knowledge() == knowledge => Arc::clone(now),
        _ => Arc::new(Responder::new(Arc::new(knowledge))),
    });
    Reading { outcome, documents }
}

/// A cache file as it was found.
struct Kept {
    bytes: Vec<u8>,
    header: Header,
    /// Where the payload begins.
    payload: usize,
}

impl Kept {
    /// Reads a cache file; `None` where there is none of this layout.
    fn open(file: &Path) -> Option<Self> {
        let bytes = std::fs::read(file).ok()?;
        let (header, rest) = postcard::take_from_bytes::<Header>(bytes.strip_prefix(MAGIC)?).ok()?;
        let payload = bytes.len() - rest.len();
        Some(Self { bytes, header, payload })
    }

    /// What was kept; `None` where it is not whole.
    fn restore(self) -> Option<Responder> {
        let (all, sum) = self.bytes.split_last_chunk::<32>()?;
        if Sha256::digest(all).as_slice() != sum {
            return None;
        }
        let (knowledge, matcher) = postcard::from_bytes::<(Knowledge, Matcher)>(all.get(self.payload..)?).ok()?;
        Some(Responder::of_parts(knowledge, matcher))
    }
}

/// Writes a cache file in one step, and makes room for it.
fn keep(file: &Path, responder: &Responder, header: Header) -> io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    // Several programs may start at once: each writes a file of its own, and the last to finish stays.
    let draft = file.with_extension(format!("{}.draft", std::process::id()));
    let written = write(&draft, responder, &header).and_then(|()| std::fs::rename(&draft, file));
    if written.is_err() {
        // What could be written of it is of no use to anybody.
        let _ = std::fs::remove_file(&draft);
    }
    prune(folder);
    written
}

fn write(draft: &Path, responder: &Responder, header: &Header) -> io::Result<()> {
    let mut all = BufWriter::new(Summed { to: File::create(draft)?, sum: Sha256::new() });
    all.write_all(MAGIC)?;
    postcard::to_io(header, &mut all).map_err(io::Error::other)?;
    postcard::to_io(&responder.parts(), &mut all).map_err(io::Error::other)?;
    let Summed { mut to, sum } = all.into_inner()?;
    to.write_all(&sum.finalize())
}

/// Sums up what is written.
struct Summed<W> {
    to: W,
    sum: Sha256,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.to.write(bytes)?;
        self.sum.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Removes the files of `folder` that were not used for longest, and drafts that nobody will finish; nothing else.
fn prune(folder: &Path) {
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

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::path::{Path, PathBuf};
    use std::sync::Arc;
    use std::time::{Duration, SystemTime};

    use tempfile::TempDir;

    use super::{ABANDONED, Cache, KEPT, Kept, Reading, origin, prune};
    use crate::responder::Responder;

    const KNOWLEDGE: &str = "entries:\n  - {id: theme, questions: [主题是什么, what is the theme], answer: 创新}\n  - {id: dates, questions: [几号开始], answer: 16日}\n";

    /// A knowledge and a cache, each in a folder of its own.
    struct Desk {
        knowledge: TempDir,
        kept: TempDir,
    }

    impl Desk {
        fn new() -> Self {
            let desk = Self {
                knowledge: tempfile::tempdir().expect("a temporary folder"),
                kept: tempfile::tempdir().expect("a temporary folder"),
            };
            desk.write(KNOWLEDGE);
            desk
        }

        fn write(&self, knowledge: &str) {
            fs::write(self.knowledge.path().join("k.yaml"), knowledge).expect("a file");
        }

        fn cache(&self) -> Cache {
            Cache::in_folder(self.kept.path().join("deep"))
        }

        fn file(&self) -> PathBuf {
            self.cache().file(self.knowledge.path()).expect("a name")
        }

        fn read(&self, now: Option<&Arc<Responder>>) -> Arc<Responder> {
            self.cache().read(self.knowledge.path(), now).outcome.expect("sound knowledge")
        }

        fn answer(&self) -> String {
            answer(&self.cache(), self.knowledge.path())
        }

        /// Whether the file would be taken.
        fn counts(&self) -> bool {
            let kept = Kept::open(&self.file());
            kept.is_some_and(|kept| {
                origin(self.knowledge.path(), &kept.header.documents) == Some(kept.header.origin)
                    && kept.restore().is_some()
            })
        }
    }

    fn answer(cache: &Cache, folder: &Path) -> String {
        let Reading { outcome, .. } = cache.read(folder, None);
        outcome.expect("sound knowledge").respond("主题是什么").cards.iter().map(|card| card.answer.clone()).collect()
    }

    /// Has the file `path` last changed so long ago.
    fn age(path: &Path, age: Duration) {
        let time = SystemTime::now() - age;
        File::options().append(true).open(path).and_then(|file| file.set_modified(time)).expect("a time");
    }

    #[test]
    fn what_is_kept_counts_only_for_the_very_files_and_only_whole() {
        let desk = Desk::new();
        assert_eq!(desk.answer(), "创新", "built");
        assert_eq!(desk.answer(), "创新", "kept");
        let whole = fs::read(desk.file()).expect("a cache file");
        let again = Kept::open(&desk.file()).and_then(Kept::restore).expect("a whole cache");
        assert_eq!(again.knowledge(), desk.read(None).knowledge());

        desk.write(&KNOWLEDGE.replace("创新", "共享"));
        assert!(!desk.counts(), "the knowledge has changed");
        assert_eq!(desk.answer(), "共享");
        assert!(desk.counts(), "kept in the place of the old one");

        desk.write(KNOWLEDGE);
        for at in [0, 9, whole.len() / 2, whole.len() - 1] {
            let mut broken = whole.clone();
            broken[at] ^= 1;
            fs::write(desk.file(), &broken).expect("a file");
            assert!(!desk.counts(), "byte {at} is wrong");
        }
        for length in [0, 8, 40, whole.len() / 3, whole.len() - 1] {
            fs::write(desk.file(), &whole[..length]).expect("a file");
            assert!(!desk.counts(), "cut short");
        }
        assert_eq!(desk.answer(), "创新", "built anew");
        assert!(desk.counts(), "kept anew");
    }

    #[test]
    fn what_says_the_same_is_the_same() {
        let desk = Desk::new();
        let now = desk.read(None);
        assert!(Arc::ptr_eq(&desk.read(Some(&now)), &now), "kept");
        desk.write(&format!("# 说明\n{KNOWLEDGE}"));
        assert!(Arc::ptr_eq(&desk.read(Some(&now)), &now), "built");
        assert!(desk.counts(), "the next start takes it, too");
        desk.write(&KNOWLEDGE.replace("创新", "共享"));
        assert!(!Arc::ptr_eq(&desk.read(Some(&now)), &now), "it says something else");
    }

    #[test]
    fn a_document_counts_as_the_files_do() {
        let desk = Desk::new();
        desk.write(&format!("source: {{file: d.txt}}\n{KNOWLEDGE}"));
        let document = desk.knowledge.path().join("d.txt");
        fs::write(&document, "创新").expect("a file");
        for changed in ["创新。", "共享"] {
            let reading = desk.cache().read(desk.knowledge.path(), None);
            assert_eq!(reading.documents, [document.as_path()]);
            assert!(desk.counts());
            fs::write(&document, changed).expect("a file");
            assert!(!desk.counts(), "the document has changed");
        }
    }

    #[test]
    fn those_that_were_not_used_for_longest_go_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let hour = Duration::from_secs(3600);
        let put = |name: &str, hours: u32| {
            let path = folder.path().join(name);
            fs::write(&path, "").expect("a file");
            age(&path, hour * hours + Duration::from_secs(1));
        };
        let many = u32::try_from(KEPT).expect("a few") + 3;
        for n in 0..many {
            put(&format!("{n:016x}.built"), n);
        }
        for foreign in ["notes.built", "0123456789abcdefg.built", "0000000000000000.txt", "plain"] {
            put(foreign, 9_999);
        }
        put("0000000000000000.7.draft", 0);
        put("0000000000000000.8.draft", u32::try_from(ABANDONED.as_secs() / hour.as_secs()).expect("a few"));
        prune(folder.path());
        let is_there = |name: &str| folder.path().join(name).exists();
        for n in 0..many {
            assert_eq!(is_there(&format!("{n:016x}.built")), (n as usize) < KEPT, "the {n}th");
        }
        for foreign in ["notes.built", "0123456789abcdefg.built", "0000000000000000.txt", "plain"] {
            assert!(is_there(foreign), "{foreign} is not ours");
        }
        assert!(is_there("0000000000000000.7.draft"), "somebody may be writing it");
        assert!(!is_there("0000000000000000.8.draft"), "nobody writes it any more");
    }

    #[test]
    fn to_be_used_keeps_from_going() {
        let desk = Desk::new();
        desk.answer();
        age(&desk.file(), Duration::from_secs(999_999));
        desk.answer();
        let used = desk.file().metadata().and_then(|file| file.modified()).expect("a time");
        assert!(used.elapsed().expect("a time past") < Duration::from_secs(999));
    }

    #[test]
    fn a_folder_that_cannot_be_written_costs_only_the_time() {
        let desk = Desk::new();
        let cache = Cache::in_folder(desk.knowledge.path().join("k.yaml"));
        assert_eq!(answer(&cache, desk.knowledge.path()), "创新");
        assert_eq!(answer(&Cache::none(), desk.knowledge.path()), "创新");
    }
}
