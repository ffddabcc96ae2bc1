//! The parts of an update that the desk works with: plain data, every doubtful part optional.

use teloxide::types::{ChatId, MessageId, ThreadId, UserId};

/// What sort of chat it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatKind {
    /// One person and the bot.
    Private,
    /// A basic group.
    Group,
    /// A supergroup, with or without topics.
    Supergroup,
    /// A channel, or a kind that we do not know.
    Channel,
}

/// A chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chat {
    /// Its id.
    pub id: ChatId,
    /// What sort it is.
    pub kind: ChatKind,
    /// Whether it is a supergroup with topics.
    pub forum: bool,
}

impl Chat {
    /// Whether one person speaks with the bot alone.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.kind == ChatKind::Private
    }

    /// Whether it is a group of either sort.
    #[must_use]
    pub fn is_group(&self) -> bool {
        matches!(self.kind, ChatKind::Group | ChatKind::Supergroup)
    }
}

/// A person or a bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Their id.
    pub id: UserId,
    /// Whether it is a bot; anonymous admins and channels speak through bots too, see [`Message::sender_chat`].
    pub is_bot: bool,
    /// The language of their client, as an IETF tag.
    pub language: Option<String>,
}

/// What a piece of a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntityKind {
    /// `@name`
    Mention,
    /// `/command` or `/command@name`
    BotCommand,
    /// A mention of somebody without a name.
    TextMention(UserId),
    /// Any other kind, by Telegram's name.
    Other(String),
}

/// A marked piece of a text, counted in UTF-16 units as Telegram does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What it means.
    pub kind: EntityKind,
    /// Where it begins.
    pub offset: usize,
    /// How long it is.
    pub length: usize,
}

impl Entity {
    /// The byte range of the entity in `text`; `None` where it does not fall on characters of it.
    #[must_use]
    pub fn range(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let end = self.offset.checked_add(self.length)?;
        let (mut units, mut start, mut stop) = (0, None, None);
        for (at, c) in text.char_indices().chain([(text.len(), '\0')]) {
            if units == self.offset {
                start = Some(at);
            }
            if units == end {
                stop = Some(at);
                break;
            }
            units += c.len_utf16();
        }
        Some(start?..stop?)
    }

    /// The marked piece of `text`.
    #[must_use]
    pub fn text<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.get(self.range(text)?)
    }
}

/// A message, new or edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The chat it stands in.
    pub chat: Chat,
    /// Its id in the chat.
    pub id: MessageId,
    /// The forum topic to answer in; `None` outside of topics and in the General one, whose id Telegram refuses.
    pub topic: Option<ThreadId>,
    /// Who wrote it.
    pub from: Option<Sender>,
    /// The chat in whose name it was written: an anonymous admin's group, or a channel.
    pub sender_chat: Option<ChatId>,
    /// When it was written, in Unix seconds; for an edited one, when it was edited; 0 where it is inaccessible.
    pub date: i64,
    /// The text, or the caption of a picture or file; empty where there is neither.
    pub text: String,
    /// Whether [`Message::text`] is a caption.
    pub is_caption: bool,
    /// The marked pieces of the text.
    pub entities: Vec<Entity>,
    /// The message it replies to, one level deep; also where that stands in another topic or chat.
    pub reply_to: Option<Box<Message>>,
    /// The part that was quoted of the message it replies to.
    pub quote: Option<String>,
    /// Whether [`Message::reply_to`] stands in another chat (so it cannot be answered under it).
    pub reply_is_external: bool,
    /// The bot through whose inline mode it was sent.
    pub via_bot: Option<UserId>,
    /// Whether this is the edited form of an earlier message.
    pub edited: bool,
    /// Whether it is one of several pictures or files sent together, of which at most one has the caption.
    pub in_album: bool,
    /// Whether it was forwarded, also automatically from a linked channel.
    pub forwarded: bool,
    /// Whether it tells of something that happened (somebody joined, a title changed) and was written by nobody.
    pub is_service: bool,
}

/// A button under a message, as Telegram gives it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What stands on it.
    pub label: String,
    /// What it carries; `None` for a link and the like.
    pub data: Option<String>,
}

/// A pressed button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// What to answer it by.
    pub id: String,
    /// Who pressed it.
    pub from: Sender,
    /// The message it stands under; `None` under a message sent by inline mode. May be inaccessible: `date` 0, no text.
    pub message: Option<Message>,
    /// The buttons under that message, row by row.
    pub keyboard: Vec<Vec<Key>>,
    /// What to edit a message sent by inline mode by.
    pub inline_message_id: Option<String>,
    /// What the button carries; anything may stand here, clients can forge it.
    pub data: Option<String>,
}

/// What somebody types after `@bot` in some chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineQuery {
    /// What to answer it by.
    pub id: String,
    /// Who types.
    pub from: Sender,
    /// The text so far.
    pub query: String,
    /// The page wanted: what we gave as `next_offset`, empty for the first.
    pub offset: String,
    /// The kind of chat it is typed in, as Telegram names it (`sender` is the private chat with the bot).
    pub chat_type: Option<String>,
}

/// Whether the bot is in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// A member or an administrator.
    Here,
    /// A member who may not write.
    Muted,
    /// Not there: left, removed or, in a private chat, blocked.
    Gone,
}

/// A change of the bot's own membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The chat.
    pub chat: Chat,
    /// Who did it.
    pub from: Sender,
    /// When, in Unix seconds.
    pub date: i64,
    /// What was before.
    pub before: Presence,
    /// What is now.
    pub now: Presence,
}

impl Membership {
    /// Whether the bot has just been added (or unblocked).
    #[must_use]
    pub fn is_added(&self) -> bool {
        self.before == Presence::Gone && self.now != Presence::Gone
    }
}
