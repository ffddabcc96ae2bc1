//! Tells of a disk that fails once, then once a minute, and when it works again: whoever needs it tries every second.

use std::fmt::Display;
use std::time::{Duration, Instant};

/// How often a standing trouble is told again.
const TELL_EVERY: Duration = Duration::from_secs(60);

/// How long nothing may have failed before it works again: what failed is tried again after a second, and until then
/// something small may find the room that it did not.
const CALM: Duration = Duration::from_millis(900);

/// A trouble that stands or does not.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    told: Option<Instant>,
    /// When something failed last.
    failed: Option<Instant>,
}

impl Trouble {
    pub(super) fn tell(&mut self, error: &dyn Display) {
        self.failed = Some(Instant::now());
        if self.told.is_none_or(|at| at.elapsed() >= TELL_EVERY) {
            self.told = Some(Instant::now());
            tracing::error!(
                %error,
                "the store cannot be written, so that no update is confirmed or taken off until it can: see to the disk \
                 (is it full?); nothing is lost, and it is tried every second"
            );
        }
    }

    /// Something worked.
    pub(super) fn is_over(&mut self) {
        if self.failed.is_some_and(|at| at.elapsed() < CALM) {
            return;
        }
        if self.told.take().is_some() {
            tracing::info!("the store can be written again");
        }
    }
}

/// Whether SQLite failed for the sake of the disk, not of what it was asked.
pub(super) fn is_of_the_disk(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as Code;
    let code = error.sqlite_error_code();
    code.is_some_and(|code| !matches!(code, Code::ConstraintViolation | Code::TypeMismatch | Code::TooBig))
}
