//! Checks the keyboards under messages: every button does one thing, and its data fits.

use serde_json::Value;

use crate::standin::refusal::Refusal;

/// Bytes of data behind a button.
const DATA: usize = 64;
/// Buttons under one message; Telegram draws the line at about here.
const BUTTONS: usize = 100;
/// Buttons side by side.
const ROW: usize = 8;

const ACTIONS: [&str; 10] = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
];

/// An inline keyboard to be kept with a message; none where there is none or nothing in it. Other keyboards pass.
pub(super) fn checked(markup: Option<&Value>) -> Result<Option<Value>, Refusal> {
    let Some(rows) = markup.and_then(|markup| markup.get("inline_keyboard")) else {
        return Ok(None);
    };
    let rows: Vec<&Vec<Value>> = rows.as_array().into_iter().flatten().filter_map(Value::as_array).collect();
    let buttons: Vec<&Value> = rows.iter().copied().flatten().collect();
    for button in &buttons {
        check(button)?;
    }
    if buttons.len() > BUTTONS || rows.iter().any(|row| row.len() > ROW) {
        return Err(Refusal::bad("reply markup is too long"));
    }
    let kept: Vec<Value> = rows.into_iter().filter(|row| !row.is_empty()).cloned().map(Value::Array).collect();
    if kept.is_empty() { Ok(None) } else { Ok(Some(serde_json::json!({ "inline_keyboard": kept }))) }
}

fn check(button: &Value) -> Result<(), Refusal> {
    let text = |key| button.get(key).and_then(Value::as_str);
    if text("text").unwrap_or_default().trim().is_empty() {
        return Err(Refusal::bad("inline keyboard button text must be non-empty"));
    }
    match ACTIONS.iter().filter(|action| button.get(**action).is_some()).count() {
        1 => {}
        0 => {
            return Err(unparsed("Text buttons are unallowed in the inline keyboard"));
        }
        _ => return Err(unparsed("exactly one action of a button must be used")),
    }
    if text("callback_data").is_some_and(|data| data.is_empty() || data.len() > DATA) {
        return Err(Refusal::bad("BUTTON_DATA_INVALID"));
    }
    if let Some(url) = text("url") {
        let known = ["http://", "https://", "tg://", "t.me/"].iter().any(|scheme| url.starts_with(scheme));
        let host = url.contains('.') || url.starts_with("tg://");
        if !known || !host || url.contains(char::is_whitespace) {
            return Err(Refusal::bad(format!("inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")));
        }
    }
    if button
        .pointer("/copy_text/text")
        .is_some_and(|copy| !(1..=256).contains(&copy.as_str().map_or(0, crate::standin::text::units)))
    {
        return Err(Refusal::bad("BUTTON_COPY_TEXT_INVALID"));
    }
    Ok(())
}

fn unparsed(why: &str) -> Refusal {
    Refusal::bad(format!("can't parse inline keyboard button: {why}"))
}
