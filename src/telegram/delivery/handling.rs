//! Has one update answered by the desk, and decides what becomes of it: off the store, tried again, or kept.
//!
//! Invariants: a panic or a handler that hangs costs its own update alone; waiting for Telegram (a limit, an outage) is
//! never held against a handler; nobody is answered who has stopped waiting.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinError;

use super::batch;
use crate::store::{Day, Store, Waiting};
use crate::telegram::Desk;
use crate::telegram::caller::{CallError, Caller};
use crate::telegram::incoming::{self, Incoming};

/// How long a handler may take by itself; it computes for a millisecond and makes a call or two.
const DEADLINE: Duration = Duration::from_secs(30);

/// After so many tries in vain an update is given up.
const TRIES: u32 = 3;

/// The pause after the first try in vain; grows with each.
const PAUSE: Duration = Duration::from_millis(300);

/// How long a pressed button waits, in seconds: Telegram refuses answers to older ones.
const CALLBACK_AGE: i64 = 150;

/// How long an inline query waits, in seconds: by then people have typed on.
const INLINE_AGE: i64 = 30;

/// What becomes of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is done with.
    TakeOff,
    /// It is to be tried once more.
    TryAgain,
    /// It is for after the next start.
    Keep,
}

/// How updates are handled.
#[derive(Debug)]
pub(super) struct Handling {
    desk: Arc<Desk>,
    caller: Caller,
    max_age: i64,
}

impl Handling {
    pub(super) fn new(desk: Desk, caller: Caller, max_age: Duration) -> Self {
        let max_age = i64::try_from(max_age.as_secs()).unwrap_or(i64::MAX);
        Self { desk: Arc::new(desk), caller, max_age }
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.caller.stop().why().is_some()
    }

    pub(super) async fn unless_stopping<F: Future>(&self, work: F) -> Option<F::Output> {
        self.caller.stop().unless(work).await
    }

    /// Has an update answered.
    pub(super) async fn handle(&self, waiting: &Waiting, store: &Store) -> Outcome {
        let Some(update) = batch::decode(&waiting.raw) else { return Outcome::TakeOff };
        let incoming = incoming::read(&update);
        drop(update);
        if let Incoming::Migrated { from, to } = incoming {
            self.caller.note_move(from, to);
            return Outcome::TakeOff;
        }
        let kind = incoming.kind().to_owned();
        if self.is_stale(&incoming, waiting.received_at) {
            tracing::debug!(kind, "an update is too old to be answered");
            return Outcome::TakeOff;
        }
        let why = match self.attempt(incoming).await {
            Ok(Ok(()) | Err(CallError::NotModified)) => return Outcome::TakeOff,
            Ok(Err(CallError::Stopping)) => return Outcome::Keep,
            Ok(Err(CallError::Refused(why))) => {
                tracing::warn!(kind, why, "a reply was refused");
                store.bury(&kind, &why, Day::today());
                return Outcome::TakeOff;
            }
            Ok(Err(error)) => {
                tracing::debug!(kind, %error, "a reply could not be delivered");
                return Outcome::TakeOff;
            }
            Err(Failure::Panicked) => "panicked",
            Err(Failure::Hung) => "hung",
        };
        self.try_again(waiting, store, &kind, why).await
    }

    async fn try_again(&self, waiting: &Waiting, store: &Store, kind: &str, why: &str) -> Outcome {
        let tries = store.fail(waiting.seq).await.unwrap_or(1);
        if tries >= TRIES {
            tracing::error!(kind, why, tries, "an update is given up");
            store.bury(kind, why, Day::today());
            return Outcome::TakeOff;
        }
        tracing::warn!(kind, why, tries, "an update could not be handled; trying again");
        match self.unless_stopping(tokio::time::sleep(PAUSE * tries)).await {
            Some(()) => Outcome::TryAgain,
            None => Outcome::Keep,
        }
    }

    /// One try, in a task of its own.
    async fn attempt(&self, incoming: Incoming) -> Result<Result<(), CallError>, Failure> {
        let chat = incoming.lane().and_then(incoming::Lane::chat);
        let desk = Arc::clone(&self.desk);
        let mut task = tokio::spawn(async move { desk.handle(&incoming).await });
        loop {
            match tokio::time::timeout(DEADLINE, &mut task).await {
                Ok(ended) => return ended.map_err(Failure::from),
                Err(_) if self.caller.is_waiting(chat) => {}
                Err(_) => {
                    task.abort();
                    return Err(Failure::Hung);
                }
            }
        }
    }

    fn is_stale(&self, incoming: &Incoming, received_at: i64) -> bool {
        let written_at = incoming.date().filter(|d| *d > 0).unwrap_or(received_at);
        let may_be = match incoming {
            Incoming::Callback(_) => CALLBACK_AGE.min(self.max_age),
            Incoming::Inline(_) => INLINE_AGE.min(self.max_age),
            _ => self.max_age,
        };
        crate::store::now().saturating_sub(written_at) > may_be
    }
}

/// Why a handler came to no end.
enum Failure {
    Panicked,
    Hung,
}

impl From<JoinError> for Failure {
    fn from(_: JoinError) -> Self {
        Self::Panicked
    }
}
