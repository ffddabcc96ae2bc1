//! Runs the real program against a stand-in for Telegram, and shows its log lines when a test fails.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wenda::standin::{Seat, StandIn};

/// How many facts the tests' knowledge holds: `/fact0` is answered with `FACT-0.`, and so on.
pub const FACTS: usize = 10;

/// A folder with a knowledge, a config and a store, in which the program can be started again and again.
pub struct Home {
    folder: TempDir,
    url: String,
    token: String,
    starts: usize,
    /// What `WENDA_LOG` is set to.
    pub log: String,
    /// The user ids of its admins.
    pub admins: Vec<i64>,
    /// Lines put under `config.yaml`.
    pub config: String,
    /// The knowledge, in the folder.
    pub knowledge: String,
    /// Where what is built from it is kept.
    pub cache: PathBuf,
}

/// The program while it runs; killed when it is dropped.
pub struct Bot {
    child: Child,
    log: PathBuf,
}

impl Home {
    pub fn new(telegram: &StandIn) -> Self {
        Self::at(&telegram.url(), telegram.token())
    }

    pub fn at(url: &str, token: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut knowledge = String::from("version: 1\nentries:\n");
        for n in 0..FACTS {
            knowledge.push_str(&format!(
                "  - id: fact{n}\n    command: fact{n}\n    questions: {{en: [what is fact number {n}]}}\n    answer: FACT-{n}.\n"
            ));
        }
        fs::write(folder.path().join("facts.yaml"), knowledge).expect("a knowledge");
        Self {
            folder,
            url: url.to_owned(),
            token: token.to_owned(),
            starts: 0,
            log: "debug".to_owned(),
            admins: Vec::new(),
            config: String::new(),
            knowledge: "facts.yaml".to_owned(),
            cache: env!("CARGO_TARGET_TMPDIR").into(),
        }
    }

    /// Puts a file into the folder; `facts.yaml` is the knowledge.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a file");
    }

    /// Copies the files of a folder into a folder of this name.
    #[allow(dead_code, reason = "used by the benchmark, which shares this file")]
    pub fn write_all(&self, name: &str, from: &Path) {
        let to = self.folder.path().join(name);
        fs::create_dir_all(&to).expect("a folder");
        for file in fs::read_dir(from).expect("a folder") {
            let file = file.expect("a file");
            fs::copy(file.path(), to.join(file.file_name())).expect("it can be copied");
        }
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).expect("a file")
    }

    /// Changes a file the way editors do, by renaming a new one over it.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let new = format!("{name}~");
        self.write(&new, &self.read(name).replacen(from, to, 1));
        fs::rename(self.folder.path().join(new), self.folder.path().join(name)).expect("a rename");
    }

    pub fn store(&self) -> PathBuf {
        self.folder.path().join("data/store.sqlite3")
    }

    /// The command that would start it.
    pub fn command(&self) -> Command {
        let config = format!(
            "knowledge: {}\ntelegram: {{api_url: '{}', admins: {:?}}}\nstore: {{path: data/store.sqlite3}}\n{}",
            self.knowledge, self.url, self.admins, self.config
        );
        fs::write(self.folder.path().join("config.yaml"), config).expect("a config");
        let mut command = Command::new(env!("CARGO_BIN_EXE_wenda"));
        command.arg("serve").current_dir(self.folder.path()).env_clear();
        command.env("XDG_CACHE_HOME", &self.cache);
        command.env("TELOXIDE_TOKEN", &self.token).env("WENDA_LOG", &self.log);
        command
    }

    pub fn start(&mut self) -> Bot {
        let command = self.command();
        self.spawn(command)
    }

    /// Starts it by a line of the shell, which gets the command as its arguments.
    #[allow(dead_code, reason = "the benchmark, which shares this file, has no need of it")]
    pub fn start_by(&mut self, line: &str) -> Bot {
        let plain = self.command();
        let mut command = Command::new("/bin/sh");
        command.args(["-c", line, "sh"]).arg(plain.get_program()).args(plain.get_args());
        command.current_dir(self.folder.path()).env_clear();
        command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
        self.spawn(command)
    }

    fn spawn(&mut self, mut command: Command) -> Bot {
        self.starts += 1;
        let log = self.folder.path().join(format!("log-{}", self.starts));
        let child = command.stderr(File::create(&log).expect("a log")).spawn().expect("the program starts");
        Bot { child, log }
    }
}

impl Bot {
    /// SIGKILL, and nothing else.
    pub fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
    }

    /// SIGTERM; says how it ended and how long that took.
    pub async fn terminate(mut self) -> (ExitStatus, Duration) {
        let asked = Instant::now();
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs").success());
        (self.end(Duration::from_secs(15)).await, asked.elapsed())
    }

    /// How it ends by itself.
    pub async fn end(&mut self, within: Duration) -> ExitStatus {
        let deadline = Instant::now() + within;
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                return status;
            }
            assert!(Instant::now() < deadline, "the program does not end");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Its process.
    #[allow(dead_code, reason = "the benchmark, which shares this file, has no need of it")]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Its resident memory in KiB.
    #[allow(dead_code, reason = "measured by the benchmark, which shares this file")]
    pub fn memory(&self, which: &str) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        status.lines().find_map(|l| l.strip_prefix(which)?.split_whitespace().next()?.parse().ok())
    }

    /// Waits for a piece of a log line.
    pub async fn tells(&self, what: &str, within: Duration) {
        let deadline = Instant::now() + within;
        while !self.log().contains(what) {
            assert!(Instant::now() < deadline, "the log never tells `{what}`:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            let log = self.log();
            let tail: Vec<&str> = log.lines().rev().take(60).collect();
            eprintln!("--- last log lines of the bot");
            for line in tail.iter().rev() {
                eprintln!("{line}");
            }
        }
    }
}

/// So many people in private chats.
pub fn crowd(telegram: &StandIn, people: usize) -> Vec<Seat> {
    (0..people).map(|n| telegram.private(&telegram.user(&format!("P{n}")))).collect()
}

/// Everybody asks for fact 0, then for fact 1, and so on.
pub fn ask_all(seats: &[Seat], facts: std::ops::Range<usize>) {
    for n in facts {
        for seat in seats {
            seat.say(&format!("/fact{n}")).expect("it can be said");
        }
    }
}

/// The facts that a chat was told, in order, repeats included.
pub fn facts_told(seat: &Seat) -> Vec<usize> {
    let told = |text: &str| text.split_once("FACT-")?.1.split('.').next()?.parse().ok();
    seat.replies().iter().filter_map(|r| told(&r.text)).collect()
}

/// Waits until every chat was told so many different facts.
pub async fn await_facts(telegram: &StandIn, seats: &[Seat], count: usize, within: Duration) {
    let told = |seat: &Seat| {
        let mut facts = facts_told(seat);
        facts.sort_unstable();
        facts.dedup();
        facts.len()
    };
    telegram.until(within, |_| seats.iter().all(|s| told(s) >= count).then_some(())).await;
    let missing: Vec<_> = seats.iter().filter(|s| told(s) < count).map(|s| (s.chat(), facts_told(s))).collect();
    assert!(missing.is_empty(), "{} of {} chats were not told all: {missing:?}", missing.len(), seats.len());
}

/// Each fact in order; a repeat only right after itself, and at most `repeats` in a chat.
#[track_caller]
pub fn check_order(seats: &[Seat], count: usize, repeats: usize) -> usize {
    let mut all = 0;
    for seat in seats {
        let told = facts_told(seat);
        let mut once = told.clone();
        once.dedup();
        assert_eq!(once, (0..count).collect::<Vec<_>>(), "out of order or lost in {}: {told:?}", seat.chat());
        let repeated = told.len() - once.len();
        assert!(repeated <= repeats, "answered twice too often in {}: {told:?}", seat.chat());
        all += repeated;
    }
    all
}
