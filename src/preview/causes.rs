//! Follows which question a message of the bot answers, for where the message does not quote it.
//!
//! In a private chat the bot answers updates one by one, in order, and sends one message for each that asks for one. So
//! its next message belongs to the oldest that waits. A guess about the bot from outside, which is why it is here and
//! nowhere near it; when it loses the thread it says nothing, and finds it again with the next pause.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use super::routes::Site;
use crate::standin::Event;
use crate::telegram::render::{Act, Press};

/// What was not answered after so long never will be.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many answers are remembered.
const MOST: usize = 20_000;

/// Why the bot said something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A message.
    Message(i64),
    /// A button, by what it carries.
    Press(String),
}

/// Chat and message.
type Key = (i64, i64);

/// What waits, and what was answered.
#[derive(Debug, Default)]
pub(super) struct Causes {
    waiting: VecDeque<(i64, Instant, Cause)>,
    answered: BTreeMap<Key, Cause>,
}

impl Causes {
    /// Why the bot wrote a message that quotes nothing.
    pub(super) fn of(&self, chat: i64, message: i64) -> Option<Cause> {
        self.answered.get(&(chat, message)).cloned()
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::Queued(update) => self.queued(update),
            Event::Posted { chat, message } if is_bots(message) => self.posted(*chat, message),
            _ => {}
        }
    }

    fn queued(&mut self, update: &Value) {
        let number = |at: &str| update.pointer(at).and_then(Value::as_i64);
        let private = |at: &str| update.pointer(at).and_then(Value::as_str) == Some("private");
        if private("/message/chat/type") {
            let asked = number("/message/chat/id").zip(number("/message/message_id"));
            self.waiting.extend(asked.map(|(chat, id)| (chat, Instant::now(), Cause::Message(id))));
        }
        if private("/callback_query/message/chat/type") {
            let data = update.pointer("/callback_query/data").and_then(Value::as_str).unwrap_or_default();
            // The other buttons change the message under which they stand.
            let follows = Press::read(data).is_some_and(|press| matches!(press.act, Act::Open(_)));
            let chat = number("/callback_query/message/chat/id").filter(|_| follows);
            self.waiting.extend(chat.map(|chat| (chat, Instant::now(), Cause::Press(data.to_owned()))));
        }
    }

    fn posted(&mut self, chat: i64, message: &Value) {
        self.waiting.retain(|(_, since, _)| since.elapsed() < PATIENCE);
        let at = self.waiting.iter().position(|(waiting, ..)| *waiting == chat);
        let id = message.get("message_id").and_then(Value::as_i64);
        let Some(((_, _, cause), id)) = at.and_then(|at| self.waiting.remove(at)).zip(id) else { return };
        self.answered.insert((chat, id), cause);
        if self.answered.len() > MOST {
            self.answered.pop_first();
        }
    }
}

fn is_bots(message: &Value) -> bool {
    message.pointer("/from/is_bot").and_then(Value::as_bool) == Some(true)
}

/// The causes together with what they are learnt from.
#[derive(Debug)]
pub(super) struct Watched(Mutex<(Causes, Receiver<Event>)>);

impl Watched {
    /// Learns from `events`, which begin before anything is asked.
    pub(super) fn new(events: Receiver<Event>) -> Self {
        Self(Mutex::new((Causes::default(), events)))
    }

    /// Why the bot wrote a message that quotes nothing.
    pub(super) fn of(&self, chat: i64, message: i64) -> Option<Cause> {
        self.caught_up().0.of(chat, message)
    }

    /// Takes in all that has happened: a page hears of a message when this does, and may ask about it at once.
    fn caught_up(&self) -> MutexGuard<'_, (Causes, Receiver<Event>)> {
        let mut watched = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (causes, events) = &mut *watched;
        loop {
            match events.try_recv() {
                Ok(event) => causes.take(&event),
                Err(TryRecvError::Lagged(_)) => causes.waiting.clear(),
                Err(TryRecvError::Empty | TryRecvError::Closed) => return watched,
            }
        }
    }
}

/// Takes in what happens while nobody asks, for as long as the stand-in lives: the channel holds only so much.
pub(super) async fn watch(site: Arc<Site>) {
    let mut events = site.stage.telegram().events();
    while !matches!(events.recv().await, Err(RecvError::Closed)) {
        drop(site.causes.caught_up());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use tokio::sync::broadcast;

    use super::{Cause, Causes, Watched};
    use crate::standin::Event;

    const CHAT: i64 = 7;

    fn asked(id: i64) -> Event {
        Event::Queued(json!({ "message": { "chat": { "id": CHAT, "type": "private" }, "message_id": id } }))
    }

    fn pressed(data: &str) -> Event {
        let message = json!({ "chat": { "id": CHAT, "type": "private" } });
        Event::Queued(json!({ "callback_query": { "message": message, "data": data } }))
    }

    fn said(id: i64) -> Event {
        Event::Posted { chat: CHAT, message: message(id) }
    }

    fn message(id: i64) -> Value {
        json!({ "message_id": id, "from": { "is_bot": true } })
    }

    #[test]
    fn messages_are_put_down_to_what_waits_in_order() {
        let mut causes = Causes::default();
        // A vote (`yz…`) is noted in place and sends nothing.
        for event in [asked(1), asked(2), pressed("yz"), pressed("ez:dates"), said(3), said(4), said(5), said(6)] {
            causes.take(&event);
        }
        let press = Cause::Press("ez:dates".to_owned());
        let expected = [Some(Cause::Message(1)), Some(Cause::Message(2)), Some(press), None];
        assert_eq!([3, 4, 5, 6].map(|id| causes.of(CHAT, id)), expected);
    }

    #[test]
    fn what_has_just_happened_is_known_to_whoever_asks() {
        let (happens, events) = broadcast::channel(8);
        let watched = Watched::new(events);
        let tell = |event| happens.send(event);
        tell(asked(1)).and_then(|_| tell(said(2))).expect("somebody listens");
        assert_eq!(watched.of(CHAT, 2), Some(Cause::Message(1)));
    }
}
