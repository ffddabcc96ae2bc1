//! Decides which messages of a group reach the bot, as privacy mode does.

use serde_json::Value;

use super::World;
use super::chat::{Chat, ChatKind};

/// Whether a person's message gets to the bot.
pub(crate) fn reaches(world: &World, chat: &Chat, message: &Value, reply_to: Option<i64>) -> bool {
    match chat.kind {
        ChatKind::Private => true,
        ChatKind::Channel => chat.bot.is_admin(),
        _ if !chat.bot.is_in() => false,
        _ if chat.bot.is_admin() || !world.bot.privacy => true,
        _ => {
            let to_us = reply_to.and_then(|id| chat.messages.get(&id)).is_some_and(|replied| replied.ours);
            let service = message.get("text").is_none();
            let via_us = message.pointer("/via_bot/id").and_then(Value::as_i64) == Some(world.bot.id);
            let text = message.get("text").and_then(Value::as_str).unwrap_or_default();
            let mentioned = world.bot.mentions_pass_privacy && mentions(text, message, &world.bot.username);
            to_us || service || via_us || mentioned || is_our_command(message, text, &world.bot.username)
        }
    }
}

/// A command at the head of the message, for us or for nobody by name.
fn is_our_command(message: &Value, text: &str, username: &str) -> bool {
    let heads = entities(message).any(|(kind, offset, _)| kind == "bot_command" && offset == 0);
    let word = text.split_whitespace().next().unwrap_or_default();
    heads && word.split_once('@').is_none_or(|(_, bot)| bot.eq_ignore_ascii_case(username))
}

fn mentions(text: &str, message: &Value, username: &str) -> bool {
    let units: Vec<u16> = text.encode_utf16().collect();
    entities(message).any(|(kind, offset, length)| {
        let part = String::from_utf16_lossy(units.get(offset..offset + length).unwrap_or_default());
        kind == "mention" && part.trim_start_matches('@').eq_ignore_ascii_case(username)
    })
}

fn entities(message: &Value) -> impl Iterator<Item = (&str, usize, usize)> {
    let list = message.get("entities").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    list.iter().filter_map(|entity| {
        let number = |key| entity.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        Some((entity.get("type")?.as_str()?, number("offset")?, number("length")?))
    })
}
