//! `answerInlineQuery`: what is offered while somebody types the bot's name anywhere.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::callback::TOO_OLD;
use super::{Args, keyboard};
use crate::standin::event::Event;
use crate::standin::refusal::{Answer, Refusal};
use crate::standin::text;
use crate::standin::world::World;

const RESULTS: usize = 50;
/// Bytes of a result's id.
const ID: usize = 64;
/// Bytes of the offset of the next page.
const OFFSET: usize = 64;
/// A deep link's parameter.
const START: usize = 64;

pub(super) fn answer(world: &mut World, args: &Args<'_>) -> Answer {
    let id = args.text("inline_query_id").unwrap_or_default();
    let results = args.get("results").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut ids = BTreeSet::new();
    for result in results {
        check(result)?;
        if !ids.insert(result.get("id").and_then(Value::as_str)) {
            return Err(Refusal::bad("RESULT_ID_DUPLICATE"));
        }
    }
    if results.len() > RESULTS {
        return Err(Refusal::bad("RESULTS_TOO_MUCH"));
    }
    if args.text("next_offset").is_some_and(|offset| offset.len() > OFFSET) {
        return Err(Refusal::bad("NEXT_OFFSET_INVALID"));
    }
    if args.number("cache_time").is_some_and(|seconds| seconds < 0) {
        return Err(Refusal::bad("invalid cache_time specified"));
    }
    args.get("button").map_or(Ok(()), check_button)?;
    let lifetime = world.inline_lifetime;
    let query = world.inline_queries.open(id, lifetime).ok_or_else(|| Refusal::bad(TOO_OLD))?;
    let answer = Value::Object(args.0.clone());
    query.answer = Some(answer.clone());
    world.tell(Event::Offered { query: id.to_owned(), answer });
    Ok(json!(true))
}

fn check(result: &Value) -> Result<(), Refusal> {
    let read = |key| result.get(key).and_then(Value::as_str).unwrap_or_default();
    if !(1..=ID).contains(&read("id").len()) {
        return Err(Refusal::bad("RESULT_ID_INVALID"));
    }
    if read("type") != "article" {
        return Err(Refusal::bad(format!(
            "the stand-in plays articles alone, not inline results of type {}",
            read("type")
        )));
    }
    if read("title").is_empty() {
        return Err(Refusal::bad("ARTICLE_TITLE_EMPTY"));
    }
    keyboard::checked(result.get("reply_markup"))?;
    let content = result.get("input_message_content").cloned().unwrap_or_default();
    let text = |key| content.get(key).and_then(Value::as_str);
    let words = text("message_text")
        .ok_or_else(|| Refusal::bad("the stand-in plays text alone as content of inline results"))?;
    text::sent(words, text("parse_mode"), content.get("entities")).map(|_| ()).map_err(|refusal| {
        let why = refusal.description.trim_start_matches("Bad Request: ").to_owned();
        Refusal::bad(format!("can't parse InlineQueryResult: {why}"))
    })
}

fn check_button(button: &Value) -> Result<(), Refusal> {
    let read = |key| button.get(key).and_then(Value::as_str);
    if read("text").unwrap_or_default().is_empty() {
        return Err(Refusal::bad("SWITCH_PM_TEXT_EMPTY"));
    }
    match (button.get("web_app"), read("start_parameter")) {
        (Some(_), None) => Ok(()),
        (None, Some(parameter)) if is_start_parameter(parameter) => Ok(()),
        (None, Some(_)) => Err(Refusal::bad("START_PARAM_INVALID")),
        _ => Err(Refusal::bad(
            "can't parse InlineQueryResultsButton: exactly one of web_app and start_parameter must be used",
        )),
    }
}

fn is_start_parameter(parameter: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    (1..=START).contains(&parameter.len()) && parameter.chars().all(fits)
}
