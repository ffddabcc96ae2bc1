//! Makes every outgoing call but `getUpdates`: one door, so that limits, outages and shutdown are understood once.
//!
//! Why not teloxide's requests: 0.17 sleeps 10 s inside a call whenever the server errs, gives a 429 back as an error
//! that loses the reply, and turns a message that was sent but that it cannot read into a failure (so it would be sent
//! again). Its payload types say what is called; the calling is done here.
//!
//! Invariants: a 429 holds up its own chat alone; a call is retried until it is done, refused for good, or the program
//! stops; no text, person or token is logged.

mod error;
mod gate;
mod http;
mod limits;
mod stop;

pub use error::CallError;
pub use stop::{Stop, Why};

pub(in crate::telegram) use http::{Answer, Http};

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use teloxide::requests::Payload;
use teloxide::types::{ChatId, MessageId};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Instant;

use gate::Gate;
use limits::Limits;

/// How many calls are under way at once: no more than these can have been sent without our knowing when the process is
/// killed, and one a chat at that. Telegram takes about 30 messages a second in the long run but allows bursts; so many
/// let a server that takes 50 ms a call be sent more than a thousand a second.
const AT_ONCE: usize = 80;

/// How many updates are held in memory while Telegram is down: enough to use [`AT_ONCE`] the moment it is back.
const WAITING_ROOM: usize = 2 * AT_ONCE;

/// How long one call may take: long enough for a slow network, short enough to be over soon after an outage.
const CALL_TIMEOUT: Duration = Duration::from_secs(8);

/// The longest pause between two tries of one call.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The first pause between two tries of one call; doubles from there.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// How long to wait on a 429 that does not say.
const UNSAID_LIMIT: Duration = Duration::from_secs(3);

/// The way out to Telegram; cheap to clone.
#[derive(Clone, Debug)]
pub struct Caller {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    http: Http,
    stop: Stop,
    permits: Semaphore,
    room: Semaphore,
    gate: Gate,
    limits: Limits,
    /// Groups that became supergroups since the start: old id -> new id.
    moved: Mutex<HashMap<i64, i64>>,
}

/// Where a message was sent to: all that is read of Telegram's answer to a send or an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The chat, which is another than asked for where the group has migrated.
    pub chat: ChatId,
    /// The message's id in it.
    pub message: MessageId,
}

impl Caller {
    /// A door that stops waiting when `stop` says so.
    pub(in crate::telegram) fn new(http: Http, stop: Stop) -> Self {
        Self {
            inner: Arc::new(Inner {
                http,
                stop,
                permits: Semaphore::new(AT_ONCE),
                room: Semaphore::new(WAITING_ROOM),
                gate: Gate::default(),
                limits: Limits::default(),
                moved: Mutex::default(),
            }),
        }
    }

    /// Calls a method and reads its result. `chat` is whose 429 limits bind the call.
    ///
    /// # Errors
    /// What cannot be mended by trying again; [`CallError::Unread`] where the call was made but its result is strange.
    pub async fn call<P>(&self, chat: Option<ChatId>, payload: P) -> Result<P::Output, CallError>
    where
        P: Payload + Serialize,
        P::Output: DeserializeOwned,
    {
        let result = self.raw(chat, P::NAME, &payload).await?;
        serde_json::from_str(result.get()).map_err(|_| CallError::Unread)
    }

    /// Sends or edits a message, reading of the answer no more than where it stands: a message that teloxide's types
    /// cannot hold was sent all the same.
    ///
    /// # Errors
    /// As [`Caller::call`].
    pub async fn send<P: Payload + Serialize>(&self, chat: ChatId, payload: P) -> Result<Sent, CallError> {
        #[derive(Deserialize)]
        struct Place {
            message_id: i32,
            chat: Id,
        }
        #[derive(Deserialize)]
        struct Id {
            id: i64,
        }
        let result = self.raw(Some(chat), P::NAME, &payload).await?;
        let place: Place = serde_json::from_str(result.get()).map_err(|_| CallError::Unread)?;
        Ok(Sent { chat: ChatId(place.chat.id), message: MessageId(place.message_id) })
    }

    /// Whether a call from `chat` would have to wait now, for its limit or for Telegram to come back: time that is not
    /// to be counted against a handler.
    #[must_use]
    pub fn is_waiting(&self, chat: Option<ChatId>) -> bool {
        self.inner.gate.is_closed() || chat.is_some_and(|c| self.inner.limits.until(c.0).is_some())
    }

    /// Waits for a place in the waiting room, which has no walls while Telegram is up: what would only queue here can
    /// as well stay in the store. Whoever is in the room keeps trying, so it is never full of sleepers.
    pub(in crate::telegram) async fn room(&self) -> Option<SemaphorePermit<'_>> {
        if !self.inner.gate.is_closed() {
            return None;
        }
        tokio::select! {
            place = self.inner.room.acquire() => place.ok(),
            () = self.inner.gate.open() => None,
        }
    }

    /// When the program is stopping.
    #[must_use]
    pub fn stop(&self) -> &Stop {
        &self.inner.stop
    }

    async fn raw<P: Serialize>(
        &self,
        chat: Option<ChatId>,
        name: &str,
        payload: &P,
    ) -> Result<Box<RawValue>, CallError> {
        let method = published(name);
        let method = method.as_str();
        let mut body = serde_json::to_value(payload).map_err(|e| CallError::Refused(e.to_string()))?;
        let mut chat = chat.map(|c| c.0);
        if let Some(to) = chat.and_then(|c| self.moved(c)) {
            chat = readdress(&mut body, to).then_some(to).or(chat);
        }
        let mut pause = FIRST_PAUSE;
        loop {
            let begun = Instant::now();
            match self.once(chat, method, &body).await? {
                Answer::Done(result) => return Ok(result),
                Answer::Limited(wait) => {
                    let wait = wait.unwrap_or(UNSAID_LIMIT);
                    tracing::debug!(method, seconds = wait.as_secs(), "Telegram limits a chat");
                    match chat {
                        Some(chat) => self.inner.limits.set(chat, wait),
                        None => self.inner.stop.unless(tokio::time::sleep(wait)).await.ok_or(CallError::Stopping)?,
                    }
                }
                Answer::Down(reason) => {
                    tracing::debug!(method, reason, "a call did not come through");
                    let rest = tokio::time::sleep_until(begun + pause);
                    self.inner.stop.unless(rest).await.ok_or(CallError::Stopping)?;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                Answer::Moved(to) => {
                    let Some(from) = chat.filter(|from| *from != to) else {
                        return Err(CallError::Migrated(ChatId(to)));
                    };
                    self.note_move(ChatId(from), ChatId(to));
                    if !readdress(&mut body, to) {
                        return Err(CallError::Migrated(ChatId(to)));
                    }
                    chat = Some(to);
                }
                Answer::TokenRefused => {
                    self.inner.stop.begin(Why::TokenRefused);
                    return Err(CallError::Stopping);
                }
                Answer::Refused { code, description } => return Err(error::classify(code, &description)),
            }
        }
    }

    /// One try: waits for the chat's limit, for Telegram to be up and for a free place, then calls.
    async fn once(&self, chat: Option<i64>, method: &str, body: &Value) -> Result<Answer, CallError> {
        let inner = &*self.inner;
        loop {
            if let Some(chat) = chat {
                inner.stop.unless(inner.limits.wait(chat)).await.ok_or(CallError::Stopping)?;
            }
            let pass = inner.stop.unless(inner.gate.pass()).await.ok_or(CallError::Stopping)?;
            let permit = inner.permits.acquire().await.map_err(|_| CallError::Stopping)?;
            if chat.is_some_and(|c| inner.limits.until(c).is_some()) {
                continue;
            }
            let answer = inner.http.post(method, body, CALL_TIMEOUT).await;
            drop(permit);
            pass.settle(!matches!(answer, Answer::Down(_)));
            return Ok(answer);
        }
    }

    fn moved(&self, chat: i64) -> Option<i64> {
        self.inner.moved.lock().unwrap_or_else(PoisonError::into_inner).get(&chat).copied()
    }

    /// Remembers that a group has another id now, so that replies still to be sent go there.
    pub fn note_move(&self, from: ChatId, to: ChatId) {
        self.inner.moved.lock().unwrap_or_else(PoisonError::into_inner).insert(from.0, to.0);
    }
}

/// teloxide's name of a payload as the Bot API writes it. Telegram itself does not mind the case, but others who speak
/// its language might.
fn published(name: &str) -> String {
    let mut letters = name.trim_end_matches("Inline").chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

/// Turns a call to another chat; what names messages of the old one is left out, as their ids mean others there.
fn readdress(body: &mut Value, to: i64) -> bool {
    let Some(fields) = body.as_object_mut() else { return false };
    let names_a_message = fields.contains_key("message_id");
    if names_a_message || !fields.contains_key("chat_id") {
        return false;
    }
    fields.insert("chat_id".to_owned(), to.into());
    fields.remove("reply_parameters");
    fields.remove("message_thread_id");
    true
}
