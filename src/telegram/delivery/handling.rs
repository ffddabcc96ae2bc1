//! Has one update answered by the desk, and decides what becomes of it: off the store, tried again, or kept.
//!
//! Invariants: a panic or a handler that hangs costs its own update alone; waiting for Telegram (a limit, an outage) is
//! never held against a handler; nobody is answered who has stopped waiting.

use std::pin::Pin;
use std::time::Duration;

use tokio::sync::SemaphorePermit;
use tokio::task::JoinError;

use super::batch;
use crate::store::{Day, Store, Waiting};
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

/// What an answer comes to.
type Answered = Pin<Box<dyn Future<Output = Result<(), CallError>> + Send>>;

/// Answers an update: the desk, or what a test puts in its place.
pub(super) type Answerer = Box<dyn Fn(Incoming) -> Answered + Send + Sync>;

/// How updates are handled.
pub(super) struct Handling {
    answerer: Answerer,
    caller: Caller,
    max_age: i64,
    deadline: Duration,
}

impl Handling {
    pub(super) fn new(answerer: Answerer, caller: Caller, max_age: Duration) -> Self {
        let max_age = i64::try_from(max_age.as_secs()).unwrap_or(i64::MAX);
        Self { answerer, caller, max_age, deadline: DEADLINE }
    }

    pub(super) fn is_stopping(&self) -> bool {
        self.caller.stop().why().is_some()
    }

    pub(super) async fn unless_stopping<F: Future>(&self, work: F) -> Option<F::Output> {
        self.caller.stop().unless(work).await
    }

    /// Waits while there is no use in taking an update up; `None` where the program stops first.
    pub(super) async fn room(&self) -> Option<Option<SemaphorePermit<'_>>> {
        self.unless_stopping(self.caller.room()).await
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
        let mut task = tokio::spawn((self.answerer)(incoming));
        loop {
            match tokio::time::timeout(self.deadline, &mut task).await {
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

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::{Arc, Mutex, PoisonError};
    use std::time::Duration;

    use serde_json::json;

    use super::{Answerer, Handling};
    use crate::secret::Secret;
    use crate::store::{NewUpdate, Store};
    use crate::telegram::caller::{Caller, Http, Stop};
    use crate::telegram::delivery::lanes::Lanes;
    use crate::telegram::incoming::Incoming;

    /// Two chats say `texts` each; what was answered in the end, and what was given up.
    async fn answered(folder: &Path, texts: &[&str]) -> (Vec<String>, Vec<String>) {
        let store = Store::open(&folder.join("store"), true).expect("a store");
        store.adopt(1).await.expect("a bot");
        let mut batch = Vec::new();
        for text in texts {
            for chat in [1, 2] {
                let update_id = i64::try_from(batch.len()).expect("a few");
                let raw = json!({"update_id": update_id, "message": {
                    "message_id": 1, "date": crate::store::now(), "text": text, "chat": {"id": chat, "type": "private"},
                }});
                batch.push(NewUpdate { update_id, lane: format!("c{chat}"), raw: raw.to_string() });
            }
        }
        store.accept(batch, 100, crate::store::now()).await.expect("they are written");
        let told = Arc::new(Mutex::new(Vec::new()));
        let http = Http::new("http://127.0.0.1:9", &Secret::new("1:x".to_owned())).expect("a client");
        let mut handling = Handling::new(answerer(&told), Caller::new(http, Stop::default()), Duration::from_secs(60));
        handling.deadline = Duration::from_millis(100);
        let lanes = Lanes::new(store.clone(), handling);
        for lane in store.lanes().await.expect("lanes") {
            lanes.wake(lane);
        }
        assert_eq!(lanes.finished(Duration::from_secs(20)).await, 0, "a lane does not end");
        assert!(store.lanes().await.expect("lanes").is_empty(), "something is left in the store");
        let given_up = store.buried().await.expect("counts").iter().map(|c| format!("{} {}", c.how, c.count)).collect();
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner).clone();
        told.sort();
        (told, given_up)
    }

    /// Notes what it is told; panics at `panic`, hangs at `hang`, panics the first time at `stumble`.
    fn answerer(told: &Arc<Mutex<Vec<String>>>) -> Answerer {
        let (told, stumbled) = (Arc::clone(told), Arc::new(Mutex::new(0)));
        Box::new(move |incoming| {
            let (told, stumbled) = (Arc::clone(&told), Arc::clone(&stumbled));
            Box::pin(async move {
                let Incoming::Message(message) = incoming else { return Ok(()) };
                if message.chat.id.0 == 1 {
                    match message.text.as_str() {
                        "panic" => panic!("as asked"),
                        "hang" => std::future::pending().await,
                        "stumble" => {
                            let mut stumbled = stumbled.lock().unwrap_or_else(PoisonError::into_inner);
                            *stumbled += 1;
                            assert!(*stumbled > 1, "as asked");
                        }
                        _ => {}
                    }
                }
                let text = format!("{} {}", message.chat.id, message.text);
                told.lock().unwrap_or_else(PoisonError::into_inner).push(text);
                Ok(())
            })
        })
    }

    #[tokio::test]
    async fn a_panic_costs_its_own_update_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (told, given_up) = answered(folder.path(), &["a", "panic", "b", "stumble"]).await;
        assert_eq!(told, ["1 a", "1 b", "1 stumble", "2 a", "2 b", "2 panic", "2 stumble"]);
        assert_eq!(given_up, ["panicked 1"]);
    }

    #[tokio::test]
    async fn a_handler_that_hangs_costs_its_own_update_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (told, given_up) = answered(folder.path(), &["hang", "b"]).await;
        assert_eq!(told, ["1 b", "2 b", "2 hang"]);
        assert_eq!(given_up, ["hung 1"]);
    }
}
