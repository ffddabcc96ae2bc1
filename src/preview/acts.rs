//! What people can do on the page, done in the stand-in as an app would do it.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::routes::Site;
use crate::standin::{Impossible, Seat};
use crate::text::Lang;

/// The longest message, in UTF-16 units; apps cut longer ones up.
const MESSAGE: usize = 4096;

/// The longest inline query, in characters; apps send no more.
const INLINE: usize = 256;

/// How long a pressed button or a typed `@bot` waits for the bot.
const WAIT: Duration = Duration::from_secs(15);

/// A deed of a person.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Act {
    Say { chat: i64, person: i64, text: String, reply_to: Option<i64> },
    Edit { chat: i64, person: i64, message: i64, text: String },
    Delete { chat: i64, person: i64, message: i64 },
    Press { chat: i64, person: i64, message: i64, data: String },
    Inline { chat: i64, person: i64, text: String, offset: String },
    Choose { chat: i64, person: i64, query: String, result: String, text: String },
    Speak { lang: Lang },
}

/// Why a deed cannot be done.
#[derive(Debug)]
pub(super) struct Refused(pub(super) String);

impl From<Impossible> for Refused {
    fn from(impossible: Impossible) -> Self {
        Self(impossible.to_string())
    }
}

/// Does it; what came of it is an object for the page.
pub(super) async fn run(site: &Site, act: Act) -> Result<Value, Refused> {
    let seat = |chat, person| site.stage.seat(chat, person).ok_or_else(|| Refused("nobody of that name".to_owned()));
    match act {
        Act::Say { chat, person, text, reply_to } => {
            let (seat, text) = (seat(chat, person)?, words(&text)?);
            let id = match reply_to {
                Some(to) => seat.reply(to, text)?,
                None => seat.say(text)?,
            };
            Ok(json!({ "message": id }))
        }
        Act::Edit { chat, person, message, text } => {
            seat(chat, person)?.edit(message, words(&text)?)?;
            Ok(json!({}))
        }
        Act::Delete { chat, person, message } => delete(site, &seat(chat, person)?, person, message),
        Act::Press { chat, person, message, data } => press(site, &seat(chat, person)?, message, &data).await,
        Act::Inline { chat, person, text, offset } => {
            let text: String = text.chars().take(INLINE).collect();
            let query = seat(chat, person)?.ask_inline(text.trim(), &offset)?;
            let offer = site.stage.telegram().until(WAIT, |telegram| telegram.offer(&query)).await;
            Ok(json!({ "query": query, "offer": offer }))
        }
        Act::Choose { chat, person, query, result, text } => {
            let id = seat(chat, person)?.choose(&query, &result, &text)?;
            Ok(json!({ "message": id }))
        }
        Act::Speak { lang } => {
            site.stage.speak(lang);
            Ok(json!({}))
        }
    }
}

/// A person takes away what they wrote.
fn delete(site: &Site, seat: &Seat, person: i64, message: i64) -> Result<Value, Refused> {
    let found = site.stage.telegram().message(seat.chat(), message);
    let own = |shown: &crate::standin::Shown| shown.json.pointer("/from/id").and_then(Value::as_i64) == Some(person);
    match found.is_some_and(|shown| own(&shown)) && seat.delete(message) {
        true => Ok(json!({})),
        false => Err(Refused("no message of this person".to_owned())),
    }
}

async fn press(site: &Site, seat: &Seat, message: i64, data: &str) -> Result<Value, Refused> {
    let query = seat.press(message, data)?;
    let notice = site.stage.telegram().until(WAIT, |telegram| telegram.notice(&query)).await;
    let notice = notice.unwrap_or_default();
    let read = |key| notice.get(key).cloned().unwrap_or_default();
    Ok(json!({ "text": read("text"), "alert": read("show_alert") }))
}

/// What an app would send.
fn words(text: &str) -> Result<&str, Refused> {
    let text = text.trim();
    match (text.is_empty(), text.encode_utf16().count() > MESSAGE) {
        (true, _) => Err(Refused("there is nothing to send".to_owned())),
        (_, true) => Err(Refused(format!("a message holds at most {MESSAGE} characters"))),
        _ => Ok(text),
    }
}
