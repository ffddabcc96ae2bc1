//! Plays what goes wrong between a bot and Telegram, when a test asks for it.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Something that goes wrong with a call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// The answer takes that much longer.
    Delay(Duration),
    /// 429; the chat stays limited for that many seconds, and calls that come earlier are noted.
    TooMany(u64),
    /// A page of HTML with this status, as a proxy in front of Telegram sends it: 500, 502, 504.
    Page(u16),
    /// A refusal in Telegram's form: the status, and the description after its prefix.
    Refuse(u16, String),
    /// The connection is closed without an answer; nothing was done.
    Close,
    /// The connection is reset; nothing was done.
    Reset,
    /// There is never an answer; nothing was done.
    Hang,
    /// It was done, but the connection is closed before the answer.
    LoseAnswer,
    /// It was done, but half of the answer's JSON is missing.
    Truncate,
}

/// How often a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    Next(u64),
    Every(u64),
    Always,
}

/// Which calls a fault is played on.
#[derive(Clone, Debug)]
pub struct Rule {
    fault: Fault,
    method: Option<String>,
    chat: Option<i64>,
    pace: Pace,
    seen: u64,
}

impl Rule {
    /// Plays the fault on every call, until it is narrowed down.
    #[must_use]
    pub fn new(fault: Fault) -> Self {
        Self { fault, method: None, chat: None, pace: Pace::Always, seen: 0 }
    }

    /// Only on this method.
    #[must_use]
    pub fn method(self, name: &str) -> Self {
        Self { method: Some(name.to_owned()), ..self }
    }

    /// Only on calls for this chat.
    #[must_use]
    pub fn chat(self, id: i64) -> Self {
        Self { chat: Some(id), ..self }
    }

    /// Only on the next `count` calls that it would hold for.
    #[must_use]
    pub fn next(self, count: u64) -> Self {
        Self { pace: Pace::Next(count), ..self }
    }

    /// Only on every `nth` call that it would hold for.
    #[must_use]
    pub fn every(self, nth: u64) -> Self {
        Self { pace: Pace::Every(nth.max(1)), ..self }
    }

    fn holds(&mut self, method: &str, chat: Option<i64>) -> bool {
        let meant = self.method.as_deref().is_none_or(|name| name.eq_ignore_ascii_case(method))
            && self.chat.is_none_or(|id| Some(id) == chat);
        if !meant {
            return false;
        }
        self.seen += 1;
        match self.pace {
            Pace::Always => true,
            Pace::Next(count) => self.seen <= count,
            Pace::Every(nth) => self.seen.is_multiple_of(nth),
        }
    }
}

/// A call that came while its chat was limited.
#[derive(Clone, Debug)]
pub struct Early {
    /// The chat.
    pub chat: i64,
    /// The method.
    pub method: String,
    /// How much of the wait was left.
    pub left: Duration,
}

#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<Rule>,
    limits: HashMap<i64, Instant>,
    early: Vec<Early>,
}

impl Faults {
    pub(crate) fn plan(&mut self, rule: Rule) {
        self.rules.push(rule);
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
        self.limits.clear();
    }

    pub(crate) fn early(&self) -> Vec<Early> {
        self.early.clone()
    }

    /// What goes wrong with this call: a delay, and a fault after it.
    pub(crate) fn decide(&mut self, method: &str, chat: Option<i64>) -> (Duration, Option<Fault>) {
        let limited = chat.filter(|_| writes(method));
        if let Some(left) = limited.and_then(|chat| self.left(chat)) {
            self.early.extend(chat.map(|chat| Early { chat, method: method.to_owned(), left }));
            return (Duration::ZERO, Some(Fault::TooMany(left.as_secs() + 1)));
        }
        let mut delay = Duration::ZERO;
        for rule in &mut self.rules {
            if !rule.holds(method, chat) {
                continue;
            }
            if let Fault::Delay(more) = rule.fault {
                delay += more;
                continue;
            }
            if let (Fault::TooMany(seconds), Some(chat)) = (&rule.fault, limited) {
                self.limits.insert(chat, Instant::now() + delay + Duration::from_secs(*seconds));
            }
            return (delay, Some(rule.fault.clone()));
        }
        (delay, None)
    }

    fn left(&self, chat: i64) -> Option<Duration> {
        let left = self.limits.get(&chat)?.checked_duration_since(Instant::now())?;
        (!left.is_zero()).then_some(left)
    }
}

/// Whether Telegram counts a call against a chat's limit.
fn writes(method: &str) -> bool {
    ["send", "edit", "delete", "forward", "copy", "pin"].iter().any(|start| method.starts_with(start))
}
