//! `answerCallbackQuery`: once, in time, in few words.

use serde_json::{Value, json};

use super::Args;
use crate::standin::event::Event;
use crate::standin::refusal::{Answer, Refusal};
use crate::standin::text::units;
use crate::standin::world::World;

/// UTF-16 units of the notice.
const NOTICE: usize = 200;

pub(super) const TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";

pub(super) fn answer(world: &mut World, args: &Args<'_>) -> Answer {
    let id = args.text("callback_query_id").unwrap_or_default();
    let text = args.text("text").filter(|text| !text.is_empty());
    if text.is_some_and(|text| units(text) > NOTICE) {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    if args.text("url").is_some_and(|url| !url.is_empty() && !url.starts_with("https://t.me/")) {
        return Err(Refusal::bad("URL_INVALID"));
    }
    if args.number("cache_time").is_some_and(|seconds| seconds < 0) {
        return Err(Refusal::bad("invalid cache_time specified"));
    }
    let lifetime = world.press_lifetime;
    let press = world.presses.open(id, lifetime).ok_or_else(|| Refusal::bad(TOO_OLD))?;
    press.answer = Some(Value::Object(args.0.clone()));
    let (query, text, alert) = (id.to_owned(), text.map(str::to_owned), args.flag("show_alert"));
    world.tell(Event::Noticed { query, text, alert });
    Ok(json!(true))
}
