//! Tells the page what happens, as it happens.
//!
//! Every stream begins with all there is to see, and goes on with changes: a page that lost its line comes back with the
//! same request and needs no other. Messages are sent as Telegram sends them.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::sse::{self, KeepAlive, Sse};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::routes::Site;
use crate::diagnostic::Diagnostic;
use crate::knowledge::LoadError;
use crate::live::Live;
use crate::standin::Event;
use crate::text::Lang;

/// How many messages of each chat the page begins with; it asks for older ones when somebody scrolls up.
const FIRST: usize = 60;

/// How many faults are shown; `wenda check` lists all.
const FAULTS: usize = 20;

/// How many questions are offered for a start.
const EXAMPLES: usize = 4;

/// How often a silent stream shows that it lives.
const ALIVE: Duration = Duration::from_secs(15);

/// How a page introduces itself.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opening {
    /// The language that it shows.
    lang: Lang,
}

struct Line {
    site: Arc<Site>,
    events: Receiver<Event>,
    live: Live,
    begun: bool,
}

/// The stream of one page.
pub(super) async fn events(
    State(site): State<Arc<Site>>,
    Query(Opening { lang }): Query<Opening>,
) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    site.stage.speak(lang);
    // Listening begins before looking: what happens in between is told twice rather than not at all.
    let events = site.stage.telegram().events();
    let live = site.live.clone();
    let line = Line { site, events, live, begun: false };
    let told = stream::unfold(line, |mut line| async move {
        let told = line.next().await?;
        Some((Ok(sse::Event::default().data(told.to_string())), line))
    });
    Sse::new(told).keep_alive(KeepAlive::new().interval(ALIVE))
}

impl Line {
    async fn next(&mut self) -> Option<Value> {
        if !self.begun {
            self.begun = true;
            return Some(all(&self.site));
        }
        loop {
            let event = tokio::select! {
                event = self.events.recv() => event,
                () = self.live.changed() => return Some(json!({ "t": "knowledge", "knowledge": knowledge(&self.site) })),
            };
            match event {
                Ok(event) => {
                    if let Some(told) = told(event).filter(|told| self.concerns(told)) {
                        return Some(told);
                    }
                }
                // Whoever missed something begins anew.
                Err(RecvError::Lagged(_)) => return Some(all(&self.site)),
                Err(RecvError::Closed) => return None,
            }
        }
    }

    fn concerns(&self, told: &Value) -> bool {
        told.get("chat").and_then(Value::as_i64).is_none_or(|chat| self.site.stage.has(chat))
    }
}

/// All there is to see.
fn all(site: &Site) -> Value {
    let stage = &site.stage;
    let bot = stage.bot();
    let chat = |(id, kind): (i64, &str)| {
        let messages = stage.telegram().history(id, None, FIRST);
        let title = messages.first().and_then(|shown| shown.json.pointer("/chat/title")).cloned();
        let messages: Value = messages.into_iter().map(|shown| shown.json).collect();
        json!({ "id": id, "kind": kind, "title": title, "messages": messages, "page": FIRST })
    };
    json!({
        "t": "all",
        "bot": { "id": bot.id, "name": bot.first_name, "username": bot.username },
        "you": stage.you().map(|you| you.id),
        "people": stage.people(),
        "chats": stage.chats().map(chat).collect::<Value>(),
        "knowledge": knowledge(site),
    })
}

/// What is answered from, and what keeps the files as they are now from being it.
fn knowledge(site: &Site) -> Value {
    let responder = site.live.responder();
    let told = |fault: &Diagnostic| {
        json!({
            "place": fault.place.to_string(), "code": fault.code.as_str(), "message": fault.message, "help": fault.help,
            "line": fault.place.source().line(fault.place.line()),
        })
    };
    let trouble = site.live.trouble().map(|error| match error.as_ref() {
        LoadError::Faults(faults) => {
            json!({ "count": faults.len(), "faults": faults.iter().take(FAULTS).map(told).collect::<Value>() })
        }
        LoadError::Unreadable(unreadable) => json!({ "count": 1, "faults": [], "message": unreadable.to_string() }),
    });
    let entries = &responder.knowledge().entries;
    // What may be asked for a start.
    let examples = |lang| entries.iter().filter(|e| e.command.is_some()).map(move |e| e.title(lang)).take(EXAMPLES);
    json!({
        "path": site.knowledge.display().to_string(),
        "entries": entries.len(),
        "phrasings": entries.iter().map(|e| e.questions.len()).sum::<usize>(),
        "examples": { "zh": examples(Lang::Zh).collect::<Value>(), "en": examples(Lang::En).collect::<Value>() },
        "trouble": trouble,
    })
}

/// An event as the page is told of it; none where there is nothing to see.
fn told(event: Event) -> Option<Value> {
    match event {
        Event::Posted { chat, message } => Some(json!({ "t": "posted", "chat": chat, "message": message })),
        Event::Edited { chat, message } => Some(json!({ "t": "edited", "chat": chat, "message": message })),
        Event::Deleted { chat, message } => Some(json!({ "t": "deleted", "chat": chat, "message": message })),
        Event::Acting { chat, action } => Some(json!({ "t": "acting", "chat": chat, "action": action })),
        Event::Introduced => Some(json!({ "t": "menu" })),
        Event::Called(_) | Event::Noticed { .. } | Event::Offered { .. } | Event::Queued(_) => None,
    }
}
