//! A cache over real folders: what counts, what does not, and what goes.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::file::Kept;
use super::folder::{ABANDONED, KEPT, prune};
use super::{Cache, Reading, origin};
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
