//! `sendMessage`, and the sign that the bot is writing.

use serde_json::{Map, Value, json};

use super::{Args, keyboard};
use crate::standin::event::Event;
use crate::standin::refusal::{Answer, Refusal};
use crate::standin::text::{self, Formatted};
use crate::standin::world::chat::{Chat, ChatKind};
use crate::standin::world::{Draft, World};

pub(super) fn message(world: &mut World, args: &Args<'_>) -> Answer {
    let formatted = text::sent(args.text("text").unwrap_or_default(), args.text("parse_mode"), args.get("entities"))?;
    let markup = keyboard::checked(args.get("reply_markup"))?;
    check_preview(args)?;
    let chat_id = args.chat()?;
    let chat = world.chat(chat_id)?;
    chat.writable()?;
    let reply_to = replied(world, chat, args)?;
    let thread = thread(chat, args)?;
    let draft = Draft { body: body(&formatted), reply_to, thread, markup, ..Draft::default() };
    let id = world.post(chat_id, draft)?;
    Ok(world.view(chat_id, id).unwrap_or_default())
}

pub(super) fn action(world: &mut World, args: &Args<'_>) -> Answer {
    const ACTIONS: [&str; 11] = [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ];
    let action = args.text("action").unwrap_or_default();
    if !ACTIONS.contains(&action) {
        return Err(Refusal::bad("wrong parameter action in request"));
    }
    let chat_id = args.chat()?;
    let chat = world.chat(chat_id)?;
    chat.writable()?;
    thread(chat, args)?;
    world.tell(Event::Acting { chat: chat_id, action: action.to_owned() });
    Ok(Value::Bool(true))
}

/// `text` and, where there are some, `entities`.
pub(super) fn body(formatted: &Formatted) -> Map<String, Value> {
    let mut body = Map::from_iter([("text".to_owned(), json!(formatted.text))]);
    if !formatted.entities.is_empty() {
        body.insert("entities".to_owned(), formatted.entities_json().into());
    }
    body
}

/// A preview may be small or large, not both.
pub(super) fn check_preview(args: &Args<'_>) -> Result<(), Refusal> {
    let is = |key| args.get("link_preview_options").and_then(|o| o.get(key)).and_then(Value::as_bool) == Some(true);
    if is("prefer_small_media") && is("prefer_large_media") {
        return Err(Refusal::bad("only one of prefer_small_media and prefer_large_media can be used"));
    }
    Ok(())
}

/// The message that is replied to, if it is there.
fn replied(world: &World, chat: &Chat, args: &Args<'_>) -> Result<Option<i64>, Refusal> {
    let Some(reply) = args.get("reply_parameters") else {
        return Ok(None);
    };
    let id = reply.get("message_id").and_then(Value::as_i64).unwrap_or_default();
    let elsewhere = reply.get("chat_id").and_then(Value::as_i64).filter(|id| *id != chat.id);
    let place = elsewhere.map_or(Ok(chat), |id| world.chat(id))?;
    let Some(message) = place.messages.get(&id) else {
        let anyway = reply.get("allow_sending_without_reply").and_then(Value::as_bool).unwrap_or_default();
        return if anyway { Ok(None) } else { Err(Refusal::bad("message to be replied not found")) };
    };
    if let Some(quote) = reply.get("quote").and_then(Value::as_str) {
        let mode = reply.get("quote_parse_mode").and_then(Value::as_str);
        let quote = text::sent(quote, mode, reply.get("quote_entities"))?;
        let said = message.json.get("text").and_then(Value::as_str).unwrap_or_default();
        if !said.contains(&quote.text) || text::units(&quote.text) > 1024 {
            return Err(Refusal::bad("QUOTE_TEXT_INVALID"));
        }
    }
    Ok(elsewhere.is_none().then_some(id))
}

/// The topic that is written to. General is no topic to Telegram: its id, 1, is refused.
fn thread(chat: &Chat, args: &Args<'_>) -> Result<Option<i64>, Refusal> {
    match args.number("message_thread_id").filter(|id| *id != 0) {
        None => Ok(None),
        Some(id) if chat.kind == ChatKind::Forum && chat.topics.contains(&id) => Ok(Some(id)),
        Some(_) => Err(Refusal::bad("message thread not found")),
    }
}
