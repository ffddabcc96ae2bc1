//! Knowledge follows its files, whatever way they are changed, and is never less than whole.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wenda::cache::Cache;
use wenda::knowledge::LoadError;
use wenda::live::Live;

/// More than the few seconds after which files are looked at without being told.
const WITHIN: Duration = Duration::from_secs(10);

/// A knowledge of one entry whose answer quotes the document `speech.txt`.
fn yaml(answer: &str) -> String {
    format!(
        "source: {{file: speech.txt}}\nentries:\n  - id: a\n    questions: [有多少家企业参展]\n    answer: {answer}\n    passage: 参展企业\n"
    )
}

/// Files in a folder `k` of their own folder, and what is answered from them.
struct Desk {
    folder: TempDir,
    live: Live,
}

impl Desk {
    fn new() -> Self {
        Self::of("k", |folder| fs::create_dir(folder.join("k")).expect("a folder"))
    }

    /// The knowledge is at `path`, which `make` makes, and then holds the usual files.
    fn of(path: &str, make: impl FnOnce(&Path)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        make(folder.path());
        let path = folder.path().join(path);
        fill(&path, "一");
        Self { live: Live::open(&path, &Cache::none()).expect("a knowledge"), folder }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.at(name), text).expect("a file");
    }

    /// Saves as many editors do: under another name, then renamed over.
    fn save_over(&self, name: &str, text: &str) {
        let new = self.at(&format!("{name}.new"));
        fs::write(&new, text).expect("a file");
        fs::rename(new, self.at(name)).expect("a rename");
    }

    fn answers(&self) -> Vec<String> {
        self.live.responder().respond("有多少家企业参展").cards.into_iter().map(|c| c.answer).collect()
    }

    /// Waits until that is what is answered, and nothing is at fault.
    #[track_caller]
    fn reads(&self, expected: &str) {
        self.until(expected, || self.answers() == [expected] && self.live.trouble().is_none());
    }

    /// Waits until something is at fault there; the last good answer stays.
    #[track_caller]
    fn stumbles(&self, place: &str, answer: &str) {
        let told = || self.live.trouble().map(|t| t.to_string()).unwrap_or_default();
        self.until(place, || told().contains(place));
        assert_eq!(self.answers(), [answer]);
    }

    #[track_caller]
    fn until(&self, what: &str, so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !so() {
            assert!(begun.elapsed() < WITHIN, "never {what}: {:?}, {:?}", self.answers(), self.live.trouble());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn fill(folder: &Path, answer: &str) {
    fs::write(folder.join("a.yaml"), yaml(answer)).expect("a file");
    fs::write(folder.join("speech.txt"), "参展企业很多。\n").expect("a file");
}

#[test]
fn a_file_that_is_written_or_renamed_over_counts_at_once() {
    let desk = Desk::new();
    for n in 0..3 {
        let begun = Instant::now();
        desk.write("k/a.yaml", &yaml(&format!("写{n}")));
        desk.reads(&format!("写{n}"));
        desk.save_over("k/a.yaml", &yaml(&format!("存{n}")));
        desk.reads(&format!("存{n}"));
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    }
}

#[test]
fn what_is_faulty_leaves_the_last_good_knowledge_answering() {
    let desk = Desk::new();
    desk.write("k/a.yaml", &yaml("二").replace("answer", "anwser"));
    desk.stumbles("a.yaml:5:5", "一");
    let trouble = desk.live.trouble().expect("trouble");
    assert!(matches!(&*trouble, LoadError::Faults(faults) if faults.len() == 2), "{trouble}");
    desk.write("k/a.yaml", "");
    desk.stumbles("a.yaml:1:1", "一");
    desk.write("k/a.yaml", &yaml("二"));
    desk.reads("二");
}

#[test]
fn what_is_mended_to_what_it_was_is_no_trouble_any_more() {
    let desk = Desk::new();
    desk.write("k/a.yaml", "entries: [");
    desk.stumbles("a.yaml:1:", "一");
    let before = desk.live.responder();
    desk.write("k/a.yaml", &yaml("一"));
    desk.reads("一");
    assert!(std::sync::Arc::ptr_eq(&before, &desk.live.responder()), "the same knowledge is not built again");
}

#[test]
fn files_that_come_and_go_count() {
    let desk = Desk::new();
    desk.write("k/b.yaml", "entries: [{id: a, questions: [问], answer: 答}]");
    desk.stumbles("b.yaml:1:16", "一");
    desk.write("k/b.yaml", "entries: [{id: b, questions: [茶点几点供应], answer: 三点。}]");
    desk.reads("一");
    assert_eq!(desk.live.responder().respond("茶点几点供应").cards.len(), 1);
    fs::remove_file(desk.at("k/b.yaml")).expect("a removal");
    desk.until("gone", || desk.live.responder().knowledge().entries.len() == 1);
}

#[test]
fn the_document_counts_as_well() {
    let desk = Desk::new();
    desk.save_over("k/speech.txt", "只有嘉宾。\n");
    desk.stumbles("a.yaml:6:14", "一");
    fs::remove_file(desk.at("k/speech.txt")).expect("a removal");
    desk.stumbles("a.yaml:1:16", "一");
    desk.write("k/speech.txt", "第一段。\n参展企业。\n");
    desk.until("moved", || desk.live.responder().knowledge().entries[0].passages[0].paragraph == 2);
    desk.reads("一");
}

#[test]
fn a_folder_may_be_away_and_come_back_as_another() {
    let desk = Desk::new();
    fs::rename(desk.at("k"), desk.at("old")).expect("a rename");
    desk.stumbles("cannot be read", "一");
    fs::create_dir(desk.at("k")).expect("a folder");
    fill(&desk.at("k"), "二");
    desk.reads("二");
    fs::create_dir(desk.at("new")).expect("a folder");
    fill(&desk.at("new"), "三");
    fs::rename(desk.at("k"), desk.at("older")).expect("a rename");
    fs::rename(desk.at("new"), desk.at("k")).expect("a rename");
    desk.reads("三");
    desk.write("k/a.yaml", &yaml("四"));
    desk.reads("四");
    fs::remove_dir_all(desk.at("k")).expect("a removal");
    desk.stumbles("cannot be read", "四");
}

#[test]
fn a_single_file_is_followed_and_its_neighbors_are_not() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fill(folder.path(), "一");
    let live = Live::open(&folder.path().join("a.yaml"), &Cache::none()).expect("a knowledge");
    let desk = Desk { folder, live };
    desk.write("b.yaml", "faulty: [");
    desk.save_over("a.yaml", &yaml("二"));
    desk.reads("二");
    desk.write("speech.txt", "无。\n");
    desk.stumbles("a.yaml:6:14", "二");
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_where_they_lead_now() {
    use std::os::unix::fs::symlink;
    let relink = |desk: &Desk, to: &str, link: &str| {
        symlink(to, desk.at("link.new")).expect("a link");
        fs::rename(desk.at("link.new"), desk.at(link)).expect("a rename");
    };
    // A link to a folder, as a deployment switches.
    let desk = Desk::of("k", |folder| {
        fs::create_dir(folder.join("v1")).expect("a folder");
        symlink("v1", folder.join("k")).expect("a link");
    });
    desk.write("v1/a.yaml", &yaml("二"));
    desk.reads("二");
    fs::create_dir(desk.at("v2")).expect("a folder");
    fill(&desk.at("v2"), "三");
    relink(&desk, "v2", "k");
    desk.reads("三");
    desk.write("v2/a.yaml", &yaml("四"));
    desk.reads("四");

    // Links in the folder by way of another, as Kubernetes mounts a ConfigMap.
    let desk = Desk::of("k/..1", |folder| fs::create_dir_all(folder.join("k/..1")).expect("a folder"));
    symlink("..1", desk.at("k/..data")).expect("a link");
    for name in ["a.yaml", "speech.txt"] {
        symlink(format!("..data/{name}"), desk.at(&format!("k/{name}"))).expect("a link");
    }
    let desk = Desk { live: Live::open(&desk.at("k"), &Cache::none()).expect("a knowledge"), folder: desk.folder };
    desk.reads("一");
    for (n, answer) in [(2, "二"), (3, "三")] {
        let folder = format!("k/..{n}");
        fs::create_dir(desk.at(&folder)).expect("a folder");
        fill(&desk.at(&folder), answer);
        relink(&desk, &format!("..{n}"), "k/..data");
        fs::remove_dir_all(desk.at(&format!("k/..{}", n - 1))).expect("a removal");
        desk.reads(answer);
    }
}

#[test]
fn whoever_waits_is_woken_by_faults_and_by_their_end() {
    let desk = Desk::new();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let mut live = desk.live.clone();
    for (text, faulty) in [("entries: [".to_owned(), true), (yaml("二"), false), (yaml("三"), false)] {
        desk.write("k/a.yaml", &text);
        runtime.block_on(async { tokio::time::timeout(WITHIN, live.changed()).await.expect("a change") });
        assert_eq!(live.trouble().is_some(), faulty, "{text}");
    }
}
