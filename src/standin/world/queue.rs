//! The updates that wait for the bot, forgotten once a higher offset is asked for: exactly as Telegram forgets.

use std::collections::VecDeque;

use serde_json::{Value, json};

/// What is not sent unless it is asked for by name.
const BY_NAME_ONLY: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];
/// An offset this far past the end is taken for nonsense, and the queue is read from its head.
const FUTURE: i64 = 10;

#[derive(Debug)]
pub(crate) struct Queue {
    items: VecDeque<(i64, Value)>,
    next: i64,
    /// From the last call that gave them; none stands for the default.
    pub(crate) allowed: Vec<String>,
    /// Which poll is the youngest; the older ones end with 409.
    pub(crate) poll: u64,
}

impl Queue {
    pub(crate) fn new(first: i64) -> Self {
        Self { items: VecDeque::new(), next: first, allowed: Vec::new(), poll: 0 }
    }

    /// Puts an update of that kind in, if the bot asked for its kind. Says what was put in.
    pub(crate) fn push(&mut self, kind: &str, body: Value) -> Option<Value> {
        let wanted = if self.allowed.is_empty() {
            !BY_NAME_ONLY.contains(&kind)
        } else {
            self.allowed.iter().any(|name| name == kind)
        };
        wanted.then(|| self.push_raw(json!({ kind: body }), true))
    }

    /// Puts anything in, whatever the bot asked for; `numbered` gives it an `update_id` where it is an object.
    pub(crate) fn push_raw(&mut self, mut update: Value, numbered: bool) -> Value {
        let id = self.next;
        self.next += 1;
        if let Some(update) = update.as_object_mut().filter(|_| numbered) {
            update.insert("update_id".to_owned(), json!(id));
        }
        self.items.push_back((id, update.clone()));
        update
    }

    /// The updates from `offset` on; what lies before a positive or a negative offset is forgotten.
    pub(crate) fn read(&mut self, offset: i64, limit: usize) -> Vec<Value> {
        if offset < 0 {
            let from = self.next + offset;
            self.items.retain(|(id, _)| *id >= from);
        } else if offset > 0 && offset <= self.next + FUTURE {
            self.items.retain(|(id, _)| *id >= offset);
        }
        self.items.iter().take(limit).map(|(_, update)| update.clone()).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn clear(&mut self) {
        self.items.clear();
    }
}
