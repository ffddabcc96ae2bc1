//! Puts together why the bot said what it said, or said nothing, for one message.
//!
//! It is reckoned anew from the knowledge as it is now: the reckoning takes a fraction of a millisecond, and keeping one
//! for each message would keep what people asked.

use serde::Serialize;
use serde_json::{Value, json};

use super::causes::Cause;
use super::routes::Site;
use crate::knowledge::{Entry, EntryId, Excerpt, excerpts};
use crate::matching::Reckoning;
use crate::responder::Responder;
use crate::telegram::desk::{Taken, taken};
use crate::telegram::incoming::{self, Incoming};
use crate::telegram::render::{Act, Press};
use crate::telegram::{Me, render::Ref};

/// How many messages before an answer are looked through for who asked.
const LOOK_BACK: usize = 100;

/// Why a message is as it is.
#[derive(Debug, Default, Serialize)]
pub(super) struct Why {
    /// What it comes from: `question`, `command`, `button`, `inline`, `courtesy`, `silence`, `empty` or `nothing`.
    kind: &'static str,
    /// The message that was asked with, where there is one.
    asked: Option<i64>,
    /// The question, the command, or why it is empty.
    text: String,
    /// How the question was decided.
    reckoning: Option<Reckoning>,
    /// The entries that it is about, as they are written.
    entries: Vec<Shown>,
}

/// An entry as it is written.
#[derive(Debug, Serialize)]
struct Shown {
    id: String,
    title: String,
    excerpt: Option<Excerpt>,
}

/// Why the message is as it is: of the bot's, what it answers; of a person's, what becomes of it.
pub(super) fn why(site: &Site, chat: i64, message: i64) -> Option<Why> {
    let found = site.stage.telegram().message(chat, message)?;
    if found.json.get("via_bot").is_some() {
        return Some(inline(site, &found.text));
    }
    if found.json.pointer("/from/is_bot").and_then(Value::as_bool) != Some(true) {
        return Some(of_person(site, message, &found.json));
    }
    let known = site.causes.of(chat, message);
    let cause = known.or(found.reply_to().map(Cause::Message));
    match cause {
        Some(Cause::Press(data)) => Some(button(site, &data)),
        Some(Cause::Message(id)) => {
            let asked = site.stage.telegram().message(chat, id);
            // A related question that was opened in a group stands under the answer.
            let asked = asked.filter(|a| a.json.pointer("/from/is_bot").and_then(Value::as_bool) != Some(true));
            let why = asked.map(|asked| of_person(site, id, &asked.json));
            Some(match why {
                Some(Why { kind: "silence", .. }) => on_behalf(site, chat, id, message),
                why => why.unwrap_or_else(Why::nothing),
            })
        }
        None => Some(Why::nothing()),
    }
}

impl Why {
    fn nothing() -> Self {
        Self { kind: "nothing", ..Self::default() }
    }
}

/// What somebody asked of the bot in reply to the message `other`, before it answered with `answer`.
fn on_behalf(site: &Site, chat: i64, other: i64, answer: i64) -> Why {
    let before = site.stage.telegram().history(chat, Some(answer), LOOK_BACK);
    let replies = before.iter().rev().filter(|shown| shown.reply_to() == Some(other));
    let asked = replies.map(|shown| of_person(site, shown.id, &shown.json)).find(|why| why.kind == "question");
    asked.unwrap_or_else(Why::nothing)
}

/// What the bot makes of a person's message.
fn of_person(site: &Site, id: i64, message: &Value) -> Why {
    let Incoming::Message(read) = incoming::read(&json!({ "message": message })) else { return Why::nothing() };
    let Ok(me) = serde_json::from_value::<Me>(site.stage.bot().me()) else { return Why::nothing() };
    let responder = site.live.responder();
    let asked = Some(id);
    match taken(&read, &me, &responder) {
        Taken::Silence if read.is_service => Why::nothing(),
        Taken::Silence => Why { kind: "silence", asked, ..Why::default() },
        Taken::Question(text) => question(site, &responder, asked, text),
        Taken::Courtesy(text) => Why { kind: "courtesy", asked, text, ..Why::default() },
        Taken::Empty(why) => Why { kind: "empty", asked, text: why.to_owned(), ..Why::default() },
        Taken::Command(name, rest) => {
            let id = if name == "start" { EntryId::new(&rest) } else { None };
            let meant = |e: &&Entry| e.command.as_deref() == Some(name.as_str()) || Some(&e.id) == id.as_ref();
            let entries = responder.knowledge().entries.iter().filter(meant).map(|e| (e, ""));
            let entries = shown(site, entries.collect());
            Why { kind: "command", asked, text: name, entries, ..Why::default() }
        }
    }
}

fn question(site: &Site, responder: &Responder, asked: Option<i64>, text: String) -> Why {
    let reckoning = responder.reckon(&text);
    let mut entries: Vec<(&Entry, &str)> = Vec::new();
    for candidate in reckoning.questions.iter().flat_map(|question| &question.candidates) {
        let entry = responder.knowledge().entries.iter().find(|e| e.id.as_str() == candidate.id);
        if let Some(entry) = entry.filter(|entry| entries.iter().all(|(known, _)| known.id != entry.id)) {
            entries.push((entry, &candidate.phrasing));
        }
    }
    let entries = shown(site, entries);
    Why { kind: "question", asked, text, reckoning: Some(reckoning), entries }
}

/// A button that opened an entry.
fn button(site: &Site, data: &str) -> Why {
    let responder = site.live.responder();
    let named = |entry: Ref| responder.knowledge().entries.iter().find(|e| entry.names(e.id.as_str()));
    let entry = match Press::read(data).map(|press| press.act) {
        Some(Act::Open(entry) | Act::Read(entry, _) | Act::Browse(entry, _)) => named(entry),
        _ => None,
    };
    Why { kind: "button", entries: shown(site, entry.map(|e| (e, "")).into_iter().collect()), ..Why::default() }
}

/// What was dropped by inline mode: its first line is the entry's title.
fn inline(site: &Site, text: &str) -> Why {
    let title = text.lines().next().unwrap_or_default();
    let is = |e: &&Entry| crate::text::Lang::ALL.iter().any(|lang| e.title(*lang) == title);
    let responder = site.live.responder();
    let entry = responder.knowledge().entries.iter().find(is);
    Why { kind: "inline", entries: shown(site, entry.map(|e| (e, "")).into_iter().collect()), ..Why::default() }
}

/// Entries as they are written, each with a phrasing of it, or its title.
fn shown(site: &Site, entries: Vec<(&Entry, &str)>) -> Vec<Shown> {
    let title = |e: &Entry| e.questions.first().map(|q| q.text.clone()).unwrap_or_default();
    let titled = |(e, phrasing): (_, &str)| (e, if phrasing.is_empty() { title(e) } else { phrasing.to_owned() });
    let entries: Vec<(&Entry, String)> = entries.into_iter().map(titled).collect();
    let wanted: Vec<(&EntryId, &str)> = entries.iter().map(|(e, phrasing)| (&e.id, phrasing.as_str())).collect();
    let mut found = excerpts(&site.knowledge, &wanted);
    let shown = entries.iter().map(|(e, title)| (e.id.clone(), title.clone()));
    shown.map(|(id, title)| Shown { excerpt: found.remove(&id), id: id.to_string(), title }).collect()
}
