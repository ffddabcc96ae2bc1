//! Measures one program over one set, in a process of its own: memory can be told apart only so.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use serde::{Deserialize, Serialize};

use crate::programs::{self, Ask, Program};
use crate::sets::{Labelled, Set};

/// Questions asked before anything is timed.
const WARM_UP: usize = 200;

/// What was measured.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measured {
    pub program: Program,
    pub phrasings: usize,
    /// Questions timed.
    pub questions: usize,
    /// Building, in seconds, from phrasings in memory.
    pub build_s: f64,
    /// What the process grew by, with whatever texts the program keeps of its own; none where it cannot be told.
    pub memory_mib: Option<f64>,
    pub median_us: f64,
    pub p99_us: f64,
    /// Questions a second, on one core (by the time on it) and on two (by the clock on the wall).
    pub qps_1: f64,
    pub qps_2: f64,
    /// Of questions with a right entry, in percent: it is ranked first.
    pub hit_at_1: Option<f64>,
    /// Of questions with a right entry, in percent: it is given as the answer.
    pub answered_right: Option<f64>,
    /// Of questions without one, in percent: something is given as the answer.
    pub answered_wrongly: Option<f64>,
}

/// Runs the measurement of `program` over the set in `folder` in a child process; the reason where it gave nothing.
pub fn in_child(program: Program, folder: &Path, seconds: u64) -> Result<Measured, String> {
    let own = std::env::current_exe().map_err(|error| format!("this program cannot be found: {error}"))?;
    let name = serde_json::to_string(&program).map_err(|error| error.to_string())?;
    let mut child = Command::new(own)
        .args(["measure", name.trim_matches('"')])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("no child process: {error}"))?;
    let start = Instant::now();
    loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) if status.success() => break,
            Some(status) => return Err(format!("ended with {status}")),
            None if start.elapsed() > Duration::from_secs(seconds) => {
                child.kill().and_then(|()| child.wait()).map_err(|error| error.to_string())?;
                return Err(format!("not done in {seconds} s"));
            }
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|error| format!("gave no figures: {error}"))
}

/// The measurement itself.
pub fn run(program: Program, folder: &Path) -> Result<Measured, String> {
    let set = Set::read(folder)?;
    let count = set.phrasings.len();
    let before = resident();
    let build = programs::prepare(program, &set.phrasings);
    let start = Instant::now();
    let built = build();
    let build_s = start.elapsed().as_secs_f64();
    let memory_mib = before.zip(resident()).map(|(before, after)| (after - before).max(0.0));
    let (times, one) = time(&*built, &set.questions);
    let (right, answered_right, answered_wrongly) = grade(&*built, &set.questions);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e6;
    Ok(Measured {
        program,
        phrasings: count,
        questions: times.len(),
        build_s,
        memory_mib,
        median_us: at(0.5),
        p99_us: at(0.99),
        qps_1: one,
        qps_2: on_two(&*built, &set.questions[..times.len()]),
        hit_at_1: right,
        answered_right,
        answered_wrongly,
    })
}

/// Each question's time, sorted, and how many a second. The slow are asked fewer: timing ends after ten seconds.
fn time(built: &dyn Ask, questions: &[Labelled]) -> (Vec<Duration>, f64) {
    let warm = Instant::now();
    for question in questions.iter().take(WARM_UP) {
        std::hint::black_box(built.ask(&question.text));
        if warm.elapsed() > Duration::from_secs(2) {
            break;
        }
    }
    let mut times = Vec::with_capacity(questions.len());
    let start = Instant::now();
    for question in questions {
        let asked = on_core();
        std::hint::black_box(built.ask(&question.text));
        times.push(on_core().saturating_sub(asked));
        if start.elapsed() > Duration::from_secs(10) {
            break;
        }
    }
    let rate = times.len() as f64 / times.iter().sum::<Duration>().as_secs_f64();
    times.sort_unstable();
    (times, rate)
}

/// How long this thread has been on a core: a neighbor's work on the same core is not the program's.
fn on_core() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default()
}

/// Questions a second with two threads, which share the built program.
fn on_two(built: &dyn Ask, questions: &[Labelled]) -> f64 {
    let start = Instant::now();
    std::thread::scope(|scope| {
        for half in questions.chunks(questions.len().div_ceil(2).max(1)) {
            scope.spawn(move || {
                for question in half {
                    std::hint::black_box(built.ask(&question.text));
                }
            });
        }
    });
    questions.len() as f64 / start.elapsed().as_secs_f64()
}

/// Shares in percent: ranked first, answered rightly, answered where nothing was right. Ends after a minute.
fn grade(built: &dyn Ask, questions: &[Labelled]) -> (Option<f64>, Option<f64>, Option<f64>) {
    let start = Instant::now();
    let (mut within, mut first, mut answered, mut without, mut wrongly) = (0, 0, 0, 0, 0);
    for question in questions {
        let found = built.ask(&question.text);
        if question.right.is_empty() {
            without += 1;
            wrongly += usize::from(found.answered && found.first.is_some());
        } else {
            let is_right = |entry: Option<usize>| entry.is_some_and(|entry| question.right.contains(&entry));
            within += 1;
            first += usize::from(is_right(built.rank(&question.text)));
            answered += usize::from(found.answered && is_right(found.first));
        }
        if start.elapsed() > Duration::from_secs(60) {
            break;
        }
    }
    let share = |part: usize, all: usize| (all > 0).then(|| 100.0 * part as f64 / all as f64);
    (share(first, within), share(answered, within), share(wrongly, without))
}

/// What this process holds in memory, in MiB, where the system tells (Linux).
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok().map(|kib| kib / 1024.0)
}
