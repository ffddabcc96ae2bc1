//! Runs the real program in a folder of its own, with a clean environment and a deadline.
//!
//! Whatever does not come out as expected is told with everything: the command, the files, what went in, what came
//! out.

use std::fmt::{self, Write as _};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub mod conference;

/// After so long a run is ended and the test fails: far more than any run takes, far less than a build waits.
const DEADLINE: Duration = Duration::from_secs(30);

/// A folder of its own.
pub struct Folder {
    dir: TempDir,
}

impl Folder {
    /// A folder with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self { dir: tempfile::tempdir().expect("a temporary folder") };
        for (name, text) in files {
            folder.write(name, text.as_bytes());
        }
        folder
    }

    /// A folder with a small knowledge in its usual place.
    pub fn with_conference() -> Self {
        Self::with(&conference::FILES)
    }

    /// Adds a file.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder is made");
        std::fs::write(path, bytes).expect("a file is written");
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// `wenda` with these arguments, run here.
    pub fn wenda(&self, args: &[&str]) -> Run<'_> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wenda"));
        command.args(args).current_dir(self.path()).env_clear();
        // Shared by all tests, as by all starts of one user: what is built from the shipped knowledge is built once.
        command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
        Run { folder: self, command, stdin: Vec::new() }
    }

    /// The files below, for the dump.
    fn list(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in folder.read_dir().into_iter().flatten().flatten() {
                if entry.path().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
            }
        }
        files.sort();
        files
    }
}

/// A run that is about to begin.
pub struct Run<'a> {
    folder: &'a Folder,
    command: Command,
    stdin: Vec<u8>,
}

impl Run<'_> {
    /// Sends `bytes` to standard input, and closes it.
    pub fn stdin(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.stdin = bytes.as_ref().to_vec();
        self
    }

    /// Sets a variable of the environment, which is otherwise empty.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// The command as it is, for a test that speaks with the program by turns.
    pub fn into_command(self) -> Command {
        self.command
    }

    /// Runs to the end.
    #[track_caller]
    pub fn output(mut self) -> Output {
        let start = Instant::now();
        let pipes = self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().expect("the program runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        let sent = self.stdin.clone();
        // A program that does not read to the end closes the pipe early, and may.
        let writer = thread::spawn(move || drop(stdin.write_all(&sent)));
        let stdout = drain(child.stdout.take().expect("a pipe"));
        let stderr = drain(child.stderr.take().expect("a pipe"));
        let status = loop {
            match child.try_wait().expect("the program can be waited for") {
                Some(status) => break Some(status),
                None if start.elapsed() > DEADLINE => {
                    child.kill().expect("the program can be ended");
                    child.wait().expect("the program ends");
                    break None;
                }
                None => thread::sleep(Duration::from_millis(2)),
            }
        };
        let elapsed = start.elapsed();
        writer.join().expect("the writer ends");
        let text = |reader: thread::JoinHandle<Vec<u8>>| {
            String::from_utf8_lossy(&reader.join().expect("the reader ends")).into_owned()
        };
        let (stdout, stderr) = (text(stdout), text(stderr));
        let dump = self.dump();
        let output = Output { stdout, stderr, status, elapsed, dump };
        assert!(output.status.is_some(), "the program did not end within {DEADLINE:?}\n{output}");
        output
    }

    fn dump(&self) -> String {
        let mut dump = format!("command: {:?}\n", self.command);
        for file in self.folder.list() {
            let text = std::fs::read(&file).unwrap_or_default();
            let _ = writeln!(dump, "file {}:\n{}", file.display(), shortened(&text));
        }
        let _ = writeln!(dump, "stdin:\n{}", shortened(&self.stdin));
        dump
    }
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}

/// Enough to see what it was.
fn shortened(bytes: &[u8]) -> String {
    const MOST: usize = 4000;
    let text = String::from_utf8_lossy(bytes);
    let start: String = text.chars().take(MOST).collect();
    if start.len() < text.len() { format!("{start}… ({} bytes)", bytes.len()) } else { start }
}

/// What a run came to. Its `Display` is the dump.
pub struct Output {
    /// What it said.
    pub stdout: String,
    /// What it logged.
    pub stderr: String,
    /// How long it took.
    pub elapsed: Duration,
    status: Option<ExitStatus>,
    dump: String,
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stdout, stderr, elapsed, status, dump } = self;
        let (stdout, stderr) = (shortened(stdout.as_bytes()), shortened(stderr.as_bytes()));
        write!(f, "{dump}status: {status:?} after {elapsed:?}\nstdout:\n{stdout}\nstderr:\n{stderr}")
    }
}

impl Output {
    /// Compares the exit code and both streams, whole.
    #[track_caller]
    pub fn check(&self, code: i32, stdout: &str, stderr: &str) {
        self.check_code(code);
        assert!(self.stdout == stdout, "expected stdout:\n{stdout}\n\n{self}");
        assert!(self.stderr == stderr, "expected stderr:\n{stderr}\n\n{self}");
    }

    /// Compares the exit code.
    #[track_caller]
    pub fn check_code(&self, code: i32) {
        let found = self.status.and_then(|status| status.code());
        assert!(found == Some(code), "expected exit code {code}\n\n{self}");
    }

    /// Says that nothing was printed, and that standard error holds each of `parts`.
    #[track_caller]
    pub fn check_refusal(&self, parts: &[&str]) {
        self.check_code(2);
        assert!(self.stdout.is_empty(), "expected no stdout\n\n{self}");
        for part in parts {
            assert!(self.stderr.contains(part), "expected stderr to hold {part:?}\n\n{self}");
        }
    }

    /// Standard output as one JSON value a line.
    #[track_caller]
    pub fn json_lines(&self) -> Vec<serde_json::Value> {
        let value = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error} in {line}\n\n{self}"));
        self.stdout.lines().map(value).collect()
    }
}
