//! Tells on a terminal what takes long: a large knowledge is read for seconds, and silence looks like a fault.
//!
//! Invariant: nothing is written unless standard error is a terminal, and nothing of it stays there.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Work that is done sooner is not worth a word.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(250);

/// Does `work`, which reads the knowledge at `path`, and meanwhile says so.
pub fn while_reading<T>(path: &Path, work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
        return work();
    }
    let size: u64 = crate::knowledge::files(path)
        .unwrap_or_default()
        .iter()
        .filter_map(|file| Some(file.metadata().ok()?.len()))
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "shown with one digit")]
    let what = format!("Reading {:.1} MB of knowledge", size as f64 / 1e6);
    meanwhile(&what, PATIENCE, &mut io::stderr(), work)
}

/// Does `work`; from `patience` on says `what` is being done and for how long, in a line that is wiped off at the end.
fn meanwhile<T>(what: &str, patience: Duration, out: &mut (impl Write + Send), work: impl FnOnce() -> T) -> T {
    let (done, is_done) = channel::<()>();
    let start = Instant::now();
    thread::scope(|scope| {
        scope.spawn(move || {
            let mut wait = patience;
            let mut shown = false;
            while is_done.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                // Of a terminal that is gone nobody reads anyway.
                let _ = write!(out, "\r{what}: {} s\u{1b}[K", start.elapsed().as_secs()).and_then(|()| out.flush());
                (wait, shown) = (EVERY, true);
            }
            if shown {
                let _ = write!(out, "\r\u{1b}[K").and_then(|()| out.flush());
            }
        });
        let result = work();
        drop(done);
        result
    })
}

#[cfg(test)]
mod tests {
    use std::thread::sleep;
    use std::time::Duration;

    use super::meanwhile;

    #[test]
    fn only_what_takes_long_is_told_and_nothing_of_it_stays() {
        let mut out = Vec::new();
        assert_eq!(meanwhile("Reading", Duration::from_secs(60), &mut out, || 1), 1);
        assert_eq!(String::from_utf8_lossy(&out), "", "quick");
        meanwhile("Reading", Duration::from_millis(1), &mut out, || sleep(Duration::from_millis(50)));
        let told = String::from_utf8_lossy(&out);
        assert!(told.starts_with("\rReading: 0 s"), "{told:?}");
        assert!(told.ends_with("\r\u{1b}[K"), "{told:?}");
    }
}
