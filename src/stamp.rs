//! Tells whether files have changed without reading them.
//!
//! Invariant: whatever an editor, a script or a mount does to a file that is read shows here: what is written in place
//! by its time of change (not of modification, which tools can set back), what is put in its place by its number on the
//! disk, also behind links.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
#[cfg(unix)]
use std::time::{Duration, UNIX_EPOCH};

use crate::knowledge;

/// How the files of a knowledge lie on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp(BTreeMap<PathBuf, Option<Mark>>);

impl Stamp {
    /// The files of the knowledge at `path` and its `documents`.
    pub(crate) fn of(path: &Path, documents: &[PathBuf]) -> Self {
        let files = knowledge::files(path).unwrap_or_default();
        let mark = |file: PathBuf| {
            let mark = file.metadata().ok().map(|m| Mark::of(&m));
            (file, mark)
        };
        Self(files.into_iter().chain(documents.iter().cloned()).map(mark).collect())
    }

    /// Whether any of the files has changed at `time` or later, as far as their own times tell.
    pub(crate) fn has_changed_since(&self, time: SystemTime) -> bool {
        self.0.values().flatten().any(|mark| mark.changed_at().is_none_or(|changed| changed >= time))
    }

    /// The files.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        self.0.keys().map(PathBuf::as_path)
    }
}

/// What tells one state of a file from another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mark {
    length: u64,
    state: State,
}

#[cfg(unix)]
type State = (u64, u64, i64, i64);

#[cfg(not(unix))]
type State = Option<SystemTime>;

impl Mark {
    #[cfg(unix)]
    fn of(file: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self { length: file.len(), state: (file.dev(), file.ino(), file.ctime(), file.ctime_nsec()) }
    }

    #[cfg(not(unix))]
    fn of(file: &Metadata) -> Self {
        Self { length: file.len(), state: file.modified().ok() }
    }

    #[cfg(unix)]
    fn changed_at(&self) -> Option<SystemTime> {
        let (.., seconds, nanoseconds) = self.state;
        let seconds = Duration::from_secs(u64::try_from(seconds).ok()?);
        Some(UNIX_EPOCH + seconds + Duration::from_nanos(u64::try_from(nanoseconds).ok()?))
    }

    #[cfg(not(unix))]
    fn changed_at(&self) -> Option<SystemTime> {
        self.state
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::Stamp;

    #[test]
    fn every_way_to_change_a_file_shows() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path();
        let documents = [path.join("d.txt")];
        let at = |name: &str| path.join(name);
        let stamp = || Stamp::of(path, &documents);
        fs::write(at("a.yaml"), "a").expect("a file");
        let mut before = stamp();
        let mut step = |what: &str, shows: bool, change: &dyn Fn()| {
            // File systems tell changes apart that are some milliseconds apart.
            std::thread::sleep(Duration::from_millis(20));
            change();
            let now = stamp();
            assert_eq!(before != now, shows, "{what}");
            before = now;
        };
        step("nothing", false, &|| {});
        step("as long as before", true, &|| fs::write(at("a.yaml"), "b").expect("a file"));
        step("a document comes", true, &|| fs::write(at("d.txt"), "").expect("a file"));
        step("a hidden file", false, &|| fs::write(at(".b.yaml"), "b").expect("a file"));
        step("what an editor leaves", false, &|| fs::write(at("a.yaml~"), "b").expect("a file"));
        step("another file", true, &|| fs::write(at("b.yaml"), "b").expect("a file"));
        step("renamed over", true, &|| fs::rename(at("b.yaml"), at("a.yaml")).expect("a rename"));
        assert!(stamp().has_changed_since(SystemTime::now() - Duration::from_secs(9)), "just now");
        assert!(!stamp().has_changed_since(SystemTime::now() + Duration::from_secs(9)), "not later");
        step("gone", true, &|| fs::remove_file(at("a.yaml")).expect("a removal"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            fs::create_dir(at("one")).expect("a folder");
            fs::create_dir(at("two")).expect("a folder");
            fs::write(at("one/a.yaml"), "x").expect("a file");
            fs::write(at("two/a.yaml"), "y").expect("a file");
            step("a link", true, &|| {
                symlink("one", at("..data")).expect("a link");
                symlink("..data/a.yaml", at("a.yaml")).expect("a link");
            });
            step("behind a link", true, &|| {
                symlink("two", at("..new")).expect("a link");
                fs::rename(at("..new"), at("..data")).expect("a rename");
            });
        }
    }
}
