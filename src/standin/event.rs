//! What happens in the stand-in, as a log for tests and as a stream for a page that shows it live.

use std::time::{Duration, Instant, SystemTime};

use serde_json::{Map, Value};

/// A call that the bot made.
#[derive(Clone, Debug)]
pub struct Call {
    /// When it came in.
    pub at: SystemTime,
    /// The same, for reckoning.
    pub since: Instant,
    /// How long the answer took.
    pub took: Duration,
    /// The method in the published spelling, or as it was asked for where there is none such.
    pub method: String,
    /// The parameters as read.
    pub params: Map<String, Value>,
    /// The HTTP status; 0 where no answer was given.
    pub status: u16,
    /// Why it was refused.
    pub description: Option<String>,
    /// What was answered.
    pub result: Option<Value>,
    /// The fault that was played on it.
    pub fault: Option<String>,
}

impl Call {
    /// The chat the call was for.
    #[must_use]
    pub fn chat(&self) -> Option<i64> {
        self.params.get("chat_id").and_then(Value::as_i64)
    }

    /// A parameter that is text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.params.get(name).and_then(Value::as_str)
    }

    /// Whether it did what was asked.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.status == 200
    }
}

/// Something that a page would show.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Event {
    /// The bot called a method.
    Called(Box<Call>),
    /// A message appeared.
    Posted {
        /// The chat.
        chat: i64,
        /// As Telegram would send it.
        message: Value,
    },
    /// A message changed.
    Edited {
        /// The chat.
        chat: i64,
        /// As it is now.
        message: Value,
    },
    /// A message is gone.
    Deleted {
        /// The chat.
        chat: i64,
        /// The message.
        message: i64,
    },
    /// The bot shows that it is writing.
    Acting {
        /// The chat.
        chat: i64,
        /// As in `typing`.
        action: String,
    },
    /// A press of a button was answered.
    Noticed {
        /// The press.
        query: String,
        /// What the person reads, if anything.
        text: Option<String>,
        /// In a window that must be closed.
        alert: bool,
    },
    /// An inline query was answered.
    Offered {
        /// The query.
        query: String,
        /// The parameters of the answer.
        answer: Value,
    },
    /// The bot changed what it tells of itself: its commands, name or descriptions.
    Introduced,
    /// An update waits for the bot.
    Queued(Value),
}
