//! Reads a raw update into what the desk needs, and never fails.
//!
//! Why not teloxide's `Update`: 0.17 reads a text message that replies across chats or topics as `Empty` without an
//! error (its issue #1420), as it does messages with an entity kind it does not know; and Telegram adds kinds every few
//! months. Here a part that cannot be read is absent, an update of another kind is [`Incoming::Ignored`], and nothing
//! costs anybody else theirs.

mod message;
mod read;

pub use message::{
    Callback, Chat, ChatKind, Entity, EntityKind, InlineQuery, Key, Membership, Message, Presence, Sender,
};
pub use read::read;

use std::fmt;

use teloxide::types::ChatId;

/// What we ask Telegram for; sent with every poll, as Telegram keeps the last list it was given.
pub const ALLOWED_UPDATES: [&str; 5] =
    ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"];

/// One update, as far as we care for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Incoming {
    /// A message, new or edited ([`Message::edited`]), in any chat.
    Message(Box<Message>),
    /// A button was pressed.
    Callback(Box<Callback>),
    /// Somebody types `@bot …` in some chat.
    Inline(InlineQuery),
    /// The bot was added, removed, promoted, blocked or unblocked.
    Membership(Membership),
    /// A group became a supergroup and has another id now.
    Migrated {
        /// The id that is no longer served.
        from: ChatId,
        /// The id to use from now on.
        to: ChatId,
    },
    /// Nothing for us; the update's kind, or why it could not be read. Holds no text of anybody.
    Ignored(String),
}

/// What must be handled in order: a chat, or, where there is no chat, a person.
///
/// A person's inline queries are a lane apart from their private chat, whose id is the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lane {
    /// Messages, edits and buttons in a chat.
    Chat(i64),
    /// Inline queries of a person, and buttons under messages sent by inline mode.
    Inline(i64),
}

impl Lane {
    /// The chat whose limits bind what is sent from this lane.
    #[must_use]
    pub fn chat(self) -> Option<ChatId> {
        match self {
            Self::Chat(id) => Some(ChatId(id)),
            Self::Inline(_) => None,
        }
    }
}

impl fmt::Display for Lane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chat(id) => write!(f, "c{id}"),
            Self::Inline(id) => write!(f, "i{id}"),
        }
    }
}

impl Incoming {
    /// The update's kind in a word, for log lines and dead letters.
    #[must_use]
    pub fn kind(&self) -> &str {
        match self {
            Self::Message(m) if m.edited => "edited_message",
            Self::Message(_) => "message",
            Self::Callback(_) => "callback_query",
            Self::Inline(_) => "inline_query",
            Self::Membership(_) => "my_chat_member",
            Self::Migrated { .. } => "migration",
            Self::Ignored(kind) => kind,
        }
    }

    /// Where it queues; `None` for what nobody waits for.
    #[must_use]
    pub fn lane(&self) -> Option<Lane> {
        match self {
            Self::Message(m) => Some(Lane::Chat(m.chat.id.0)),
            Self::Callback(c) => Some(match &c.message {
                Some(m) => Lane::Chat(m.chat.id.0),
                None => Lane::Inline(c.from.id.0.cast_signed()),
            }),
            Self::Inline(q) => Some(Lane::Inline(q.from.id.0.cast_signed())),
            Self::Membership(m) => Some(Lane::Chat(m.chat.id.0)),
            Self::Migrated { from, .. } => Some(Lane::Chat(from.0)),
            Self::Ignored(_) => None,
        }
    }

    /// When it was written, as Telegram says, in Unix seconds; `None` where Telegram does not say.
    #[must_use]
    pub fn date(&self) -> Option<i64> {
        match self {
            Self::Message(m) => Some(m.date),
            Self::Membership(m) => Some(m.date),
            Self::Callback(_) | Self::Inline(_) | Self::Migrated { .. } | Self::Ignored(_) => None,
        }
    }
}
