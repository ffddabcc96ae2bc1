//! What a bot may do to a message that is there: edit it, take it away, react to it.

use serde_json::{Map, Value, json};

use super::send::{body, check_preview};
use super::{Args, keyboard};
use crate::standin::refusal::{Answer, Refusal};
use crate::standin::text;
use crate::standin::world::{World, chat::ChatKind};

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the same \
                            as a current content and reply markup of the message";

/// Reactions that a bot may give.
const REACTIONS: &str = "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 \
                         😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 \
                         👾 🤷‍♂ 🤷 🤷‍♀ 😡";

pub(super) fn text(world: &mut World, args: &Args<'_>) -> Answer {
    let formatted = text::sent(args.text("text").unwrap_or_default(), args.text("parse_mode"), args.get("entities"))?;
    let markup = keyboard::checked(args.get("reply_markup"))?;
    check_preview(args)?;
    apply(world, args, Some(body(&formatted)), markup)
}

pub(super) fn markup(world: &mut World, args: &Args<'_>) -> Answer {
    let markup = keyboard::checked(args.get("reply_markup"))?;
    apply(world, args, None, markup)
}

/// Edits; without a new body the text stays. A keyboard that is not sent again is gone.
fn apply(world: &mut World, args: &Args<'_>, body: Option<Map<String, Value>>, markup: Option<Value>) -> Answer {
    let inline = args.text("inline_message_id");
    let (chat_id, id) = match inline {
        Some(inline) if args.get("chat_id").is_none() => {
            world.inline_messages.get(inline).copied().ok_or_else(|| Refusal::bad("MESSAGE_ID_INVALID"))?
        }
        None if args.get("chat_id").is_none() => {
            return Err(Refusal::bad("message identifier is not specified"));
        }
        _ => named(world, args, "message to edit")?,
    };
    let found = world.chat(chat_id)?.messages.get(&id).ok_or_else(|| Refusal::bad("message to edit not found"))?;
    if inline.is_none() && !found.ours {
        return Err(Refusal::bad("message can't be edited"));
    }
    if body.is_some() && found.json.get("text").is_none() {
        return Err(Refusal::bad("there is no text in the message to edit"));
    }
    let same = |key: &str| body.as_ref().is_none_or(|body| body.get(key) == found.json.get(key));
    if same("text") && same("entities") && found.json.get("reply_markup") == markup.as_ref() {
        return Err(Refusal::bad(NOT_MODIFIED));
    }
    world.change(chat_id, id, true, |json| {
        if let Some(body) = body {
            json.remove("entities");
            json.extend(body);
        }
        match markup {
            Some(markup) => json.insert("reply_markup".to_owned(), markup),
            None => json.remove("reply_markup"),
        };
    });
    if inline.is_some() { Ok(json!(true)) } else { Ok(world.view(chat_id, id).unwrap_or_default()) }
}

/// The message that a call names by chat and id, in a chat where the bot may change it.
fn named(world: &World, args: &Args<'_>, what: &str) -> Result<(i64, i64), Refusal> {
    let id = args.number("message_id").ok_or_else(|| Refusal::bad("message identifier is not specified"))?;
    let chat = world.chat(args.chat()?)?;
    chat.editable()?;
    match chat.messages.contains_key(&id) {
        true => Ok((chat.id, id)),
        false => Err(Refusal::bad(format!("{what} not found"))),
    }
}

pub(super) fn delete(world: &mut World, args: &Args<'_>) -> Answer {
    let (chat_id, id) = named(world, args, "message to delete")?;
    let chat = world.chat(chat_id)?;
    chat.writable()?;
    let ours = chat.messages.get(&id).is_some_and(|message| message.ours);
    if !ours && !chat.bot.is_admin() && chat.kind != ChatKind::Private {
        return Err(Refusal::bad("message can't be deleted for everyone"));
    }
    Ok(json!(world.remove(chat_id, id)))
}

pub(super) fn react(world: &mut World, args: &Args<'_>) -> Answer {
    named(world, args, "message to react")?;
    let reactions = args.get("reaction").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    if reactions.len() > 1 {
        return Err(Refusal::bad("REACTIONS_TOO_MANY"));
    }
    let given = |reaction: &Value| reaction.get("emoji").and_then(Value::as_str).unwrap_or_default().to_owned();
    match reactions.iter().all(|reaction| REACTIONS.split_whitespace().any(|known| known == given(reaction))) {
        true => Ok(json!(true)),
        false => Err(Refusal::bad("REACTION_INVALID")),
    }
}
