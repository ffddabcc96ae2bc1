//! A chat: who is in it, what was said, and whether the bot may speak there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::super::refusal::Refusal;

/// The kinds of chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatKind {
    /// A person and the bot.
    Private,
    /// A basic group, which may become a supergroup.
    Group,
    /// A supergroup.
    Supergroup,
    /// A supergroup with topics.
    Forum,
    /// A channel, in which the bot can only be as an administrator.
    Channel,
}

impl ChatKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Group => "group",
            Self::Supergroup | Self::Forum => "supergroup",
            Self::Channel => "channel",
        }
    }
}

/// How somebody stands in a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Made the chat.
    Owner,
    /// May do what administrators do; hears everything, privacy mode or not.
    Administrator,
    /// An ordinary member.
    Member,
    /// In the chat, not allowed to write.
    Muted,
    /// Not in the chat.
    Left,
    /// Thrown out of the chat; of a private chat: the person blocked the bot.
    Kicked,
}

impl Standing {
    pub(crate) fn is_in(self) -> bool {
        !matches!(self, Self::Left | Self::Kicked)
    }

    pub(crate) fn is_admin(self) -> bool {
        matches!(self, Self::Owner | Self::Administrator)
    }

    /// A `ChatMember`.
    pub(crate) fn json(self, user: Value) -> Value {
        let mut member = match self {
            Self::Owner => json!({ "status": "creator", "is_anonymous": false }),
            Self::Administrator => rights(&["can_be_edited", "is_anonymous", "can_promote_members"], "administrator"),
            Self::Member => json!({ "status": "member" }),
            Self::Muted => muted(),
            Self::Left => json!({ "status": "left" }),
            Self::Kicked => json!({ "status": "kicked", "until_date": 0 }),
        };
        member["user"] = user;
        member
    }
}

fn rights(denied: &[&str], status: &str) -> Value {
    let mut member = json!({ "status": status });
    for right in [
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_pin_messages",
        "can_manage_topics",
        "can_post_messages",
        "can_edit_messages",
    ] {
        member[right] = json!(!denied.contains(&right));
    }
    member
}

fn muted() -> Value {
    let mut member = json!({ "status": "restricted", "is_member": true, "until_date": 0 });
    for right in [
        "can_send_messages",
        "can_send_audios",
        "can_send_documents",
        "can_send_photos",
        "can_send_videos",
        "can_send_video_notes",
        "can_send_voice_notes",
        "can_send_polls",
        "can_send_other_messages",
        "can_add_web_page_previews",
        "can_change_info",
        "can_invite_users",
        "can_pin_messages",
        "can_manage_topics",
    ] {
        member[right] = json!(false);
    }
    member
}

/// A message as it stands now.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    /// As Telegram would send it, without what it replies to.
    pub(crate) json: Value,
    /// The message it replies to.
    pub(crate) reply_to: Option<i64>,
    /// Whether the bot wrote it itself.
    pub(crate) ours: bool,
    /// Set where it came through inline mode with buttons.
    pub(crate) inline_id: Option<String>,
}

/// A chat and all that was said in it.
#[derive(Clone, Debug)]
pub(crate) struct Chat {
    pub(crate) id: i64,
    pub(crate) kind: ChatKind,
    pub(crate) title: String,
    pub(crate) members: BTreeMap<i64, Standing>,
    /// How the bot stands in it.
    pub(crate) bot: Standing,
    /// Of a private chat: the person has written to the bot.
    pub(crate) started: bool,
    pub(crate) messages: BTreeMap<i64, Message>,
    pub(crate) next_message: i64,
    /// The messages that opened a topic.
    pub(crate) topics: BTreeSet<i64>,
    pub(crate) migrated_to: Option<i64>,
}

impl Chat {
    pub(crate) fn new(id: i64, kind: ChatKind, title: &str, first_message: i64) -> Self {
        Self {
            id,
            kind,
            title: title.to_owned(),
            members: BTreeMap::new(),
            bot: Standing::Member,
            started: false,
            messages: BTreeMap::new(),
            next_message: first_message,
            topics: BTreeSet::new(),
            migrated_to: None,
        }
    }

    /// A `Chat`; of a private chat the person's name is added by the world.
    pub(crate) fn json(&self) -> Value {
        let mut chat = json!({ "id": self.id, "type": self.kind.name() });
        if self.kind != ChatKind::Private {
            chat["title"] = json!(self.title);
        }
        if self.kind == ChatKind::Forum {
            chat["is_forum"] = json!(true);
        }
        chat
    }

    /// How many messages of the bot stand here.
    pub(crate) fn sent(&self) -> usize {
        self.messages.values().filter(|message| message.ours).count()
    }

    /// Whether the bot may read here.
    pub(crate) fn readable(&self) -> Result<(), Refusal> {
        match (self.kind, self.bot) {
            (ChatKind::Supergroup | ChatKind::Forum | ChatKind::Channel, Standing::Left | Standing::Kicked) => {
                Err(self.absent())
            }
            _ => Ok(()),
        }
    }

    /// Whether the bot may write here, or what Telegram says instead.
    pub(crate) fn writable(&self) -> Result<(), Refusal> {
        if let Some(to) = self.migrated_to {
            return Err(Refusal::migrated(to));
        }
        match (self.kind, self.bot) {
            (ChatKind::Private, Standing::Kicked) => Err(Refusal::forbidden("bot was blocked by the user")),
            (ChatKind::Private, _) if !self.started => {
                Err(Refusal::forbidden("bot can't initiate conversation with a user"))
            }
            (ChatKind::Private, _) => Ok(()),
            (_, Standing::Left | Standing::Kicked) => Err(self.absent()),
            (_, Standing::Muted) => Err(Refusal::bad("not enough rights to send text messages to the chat")),
            (ChatKind::Channel, Standing::Member) => Err(Refusal::bad("need administrator rights in the channel chat")),
            _ => Ok(()),
        }
    }

    /// Whether the bot may change what is there: whoever blocked it still sees its edits.
    pub(crate) fn editable(&self) -> Result<(), Refusal> {
        match (self.kind, self.bot, self.migrated_to) {
            (_, _, Some(to)) => Err(Refusal::migrated(to)),
            (ChatKind::Private, _, _) => Ok(()),
            (_, Standing::Left | Standing::Kicked, _) => Err(self.absent()),
            _ => Ok(()),
        }
    }

    fn absent(&self) -> Refusal {
        let how = if self.bot == Standing::Kicked { "was kicked from" } else { "is not a member of" };
        Refusal::forbidden(&format!("bot {how} the {} chat", self.kind.name()))
    }
}
