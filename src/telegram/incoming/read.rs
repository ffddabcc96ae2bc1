//! JSON -> [`Incoming`], part by part: what is missing or of the wrong type is absent, nothing is an error.

use serde_json::Value;
use teloxide::types::{ChatId, MessageId, ThreadId, UserId};

use super::{
    Callback, Chat, ChatKind, Entity, EntityKind, Incoming, InlineQuery, Key, Membership, Message, Presence, Sender,
};

/// The General topic: Telegram delivers it as a thread but refuses it as an address.
const GENERAL_TOPIC: i32 = 1;

/// Keys that only messages written by somebody have; one without any of them is a service message.
const CONTENT: [&str; 21] = [
    "text",
    "caption",
    "animation",
    "audio",
    "document",
    "paid_media",
    "photo",
    "sticker",
    "story",
    "video",
    "video_note",
    "voice",
    "checklist",
    "contact",
    "dice",
    "game",
    "poll",
    "venue",
    "location",
    "invoice",
    "giveaway",
];

/// Reads one update.
#[must_use]
pub fn read(update: &Value) -> Incoming {
    let Some(fields) = update.as_object() else { return Incoming::Ignored("not an object".to_owned()) };
    let Some((kind, body)) = fields.iter().find(|(key, _)| *key != "update_id") else {
        return Incoming::Ignored("empty".to_owned());
    };
    let read = match kind.as_str() {
        "message" => message(body, false).map(or_migration(body)),
        "edited_message" => message(body, true).map(|m| Incoming::Message(Box::new(m))),
        "callback_query" => callback(body).map(|c| Incoming::Callback(Box::new(c))),
        "inline_query" => inline(body).map(Incoming::Inline),
        "my_chat_member" => membership(body).map(Incoming::Membership),
        _ => return Incoming::Ignored(kind.clone()),
    };
    read.unwrap_or_else(|| Incoming::Ignored(format!("unreadable {kind}")))
}

fn or_migration(body: &Value) -> impl FnOnce(Message) -> Incoming {
    let to = body.get("migrate_to_chat_id").and_then(Value::as_i64).map(ChatId);
    move |message| match to {
        Some(to) => Incoming::Migrated { from: message.chat.id, to },
        None => Incoming::Message(Box::new(message)),
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn message_id(value: &Value, key: &str) -> Option<MessageId> {
    value.get(key)?.as_i64().and_then(|id| i32::try_from(id).ok()).map(MessageId)
}

fn user_id(value: &Value) -> Option<UserId> {
    value.get("id")?.as_u64().map(UserId)
}

fn chat(value: &Value) -> Option<Chat> {
    let kind = match value.get("type").and_then(Value::as_str) {
        Some("private") => ChatKind::Private,
        Some("group") => ChatKind::Group,
        Some("supergroup") => ChatKind::Supergroup,
        _ => ChatKind::Channel,
    };
    Some(Chat { id: ChatId(value.get("id")?.as_i64()?), kind, forum: flag(value, "is_forum") })
}

fn sender(value: &Value) -> Option<Sender> {
    Some(Sender { id: user_id(value)?, is_bot: flag(value, "is_bot"), language: text(value, "language_code") })
}

fn message(value: &Value, edited: bool) -> Option<Message> {
    let mut message = bare_message(value)?;
    message.edited = edited;
    message.date =
        value.get("edit_date").filter(|_| edited).and_then(Value::as_i64).filter(|d| *d > 0).unwrap_or(message.date);
    message.reply_to = value.get("reply_to_message").and_then(bare_message).map(Box::new);
    if let Some(external) = value.get("external_reply") {
        message.reply_is_external = external.get("chat").and_then(chat).is_none_or(|c| c.id != message.chat.id);
    }
    Some(message)
}

/// A message without what it replies to.
fn bare_message(value: &Value) -> Option<Message> {
    let caption = value.get("text").and_then(Value::as_str).is_none();
    let (text_key, entities_key) = if caption { ("caption", "caption_entities") } else { ("text", "entities") };
    let words = text(value, text_key).unwrap_or_default();
    let topic = message_id(value, "message_thread_id")
        .filter(|id| flag(value, "is_topic_message") && id.0 != GENERAL_TOPIC)
        .map(ThreadId);
    Some(Message {
        chat: value.get("chat").and_then(chat)?,
        id: message_id(value, "message_id")?,
        topic,
        from: value.get("from").and_then(sender),
        sender_chat: value.get("sender_chat").and_then(chat).map(|c| c.id),
        date: value.get("date").and_then(Value::as_i64).unwrap_or(0),
        is_caption: caption && !words.is_empty(),
        text: words,
        entities: value.get(entities_key).and_then(Value::as_array).into_iter().flatten().filter_map(entity).collect(),
        reply_to: None,
        quote: value.get("quote").and_then(|q| text(q, "text")),
        reply_is_external: false,
        via_bot: value.get("via_bot").and_then(user_id),
        edited: false,
        in_album: value.get("media_group_id").is_some(),
        forwarded: value.get("forward_origin").is_some() || flag(value, "is_automatic_forward"),
        is_service: !CONTENT.iter().any(|key| value.get(key).is_some()),
    })
}

fn entity(value: &Value) -> Option<Entity> {
    let kind = match value.get("type")?.as_str()? {
        "mention" => EntityKind::Mention,
        "bot_command" => EntityKind::BotCommand,
        "text_mention" => EntityKind::TextMention(value.get("user").and_then(user_id)?),
        other => EntityKind::Other(other.to_owned()),
    };
    let number = |key: &str| value.get(key)?.as_u64().and_then(|n| usize::try_from(n).ok());
    Some(Entity { kind, offset: number("offset")?, length: number("length")? })
}

fn callback(value: &Value) -> Option<Callback> {
    Some(Callback {
        id: text(value, "id")?,
        from: value.get("from").and_then(sender)?,
        message: value.get("message").and_then(|m| message(m, false)),
        keyboard: value.get("message").map(keyboard).unwrap_or_default(),
        inline_message_id: text(value, "inline_message_id"),
        data: text(value, "data"),
    })
}

fn keyboard(message: &Value) -> Vec<Vec<Key>> {
    let rows = message.pointer("/reply_markup/inline_keyboard").and_then(Value::as_array);
    let key = |key: &Value| Some(Key { label: text(key, "text")?, data: text(key, "callback_data") });
    let row = |row: &Value| row.as_array().into_iter().flatten().filter_map(key).collect();
    rows.into_iter().flatten().map(row).collect()
}

fn inline(value: &Value) -> Option<InlineQuery> {
    Some(InlineQuery {
        id: text(value, "id")?,
        from: value.get("from").and_then(sender)?,
        query: text(value, "query").unwrap_or_default(),
        offset: text(value, "offset").unwrap_or_default(),
        chat_type: text(value, "chat_type"),
    })
}

fn membership(value: &Value) -> Option<Membership> {
    Some(Membership {
        chat: value.get("chat").and_then(chat)?,
        from: value.get("from").and_then(sender)?,
        date: value.get("date").and_then(Value::as_i64).unwrap_or(0),
        before: presence(value.get("old_chat_member")?),
        now: presence(value.get("new_chat_member")?),
    })
}

fn presence(value: &Value) -> Presence {
    match value.get("status").and_then(Value::as_str) {
        Some("creator" | "administrator" | "member") => Presence::Here,
        Some("restricted") if flag(value, "is_member") => {
            if flag(value, "can_send_messages") {
                Presence::Here
            } else {
                Presence::Muted
            }
        }
        _ => Presence::Gone,
    }
}
