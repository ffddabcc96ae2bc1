//! The world behind the stand-in: people, chats, messages, and what of it the bot gets to hear.
//!
//! Invariants: a message is posted, edited and removed here and nowhere else, so that every event is sent; the clock is
//! the real one; nothing in here waits.

pub(crate) mod acts;
pub(crate) mod chat;
mod places;
mod privacy;
pub(crate) mod queue;
pub(crate) mod user;

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Map, Value, json};
use tokio::sync::broadcast;

use self::chat::{Chat, ChatKind, Message, Standing};
use self::queue::Queue;
use self::user::{Bot, User};
use super::event::Event;
use super::refusal::Refusal;

/// Update ids start where a real bot's might.
const FIRST_UPDATE: i64 = 812_000_001;

pub(crate) struct World {
    pub(crate) bot: Bot,
    pub(crate) users: BTreeMap<i64, User>,
    pub(crate) chats: BTreeMap<i64, Chat>,
    pub(crate) queue: Queue,
    pub(crate) presses: Queries,
    pub(crate) inline_queries: Queries,
    /// Where the messages that came through inline mode are.
    pub(crate) inline_messages: HashMap<String, (i64, i64)>,
    /// Commands, names and descriptions, by what, for whom and in which language.
    pub(crate) profile: BTreeMap<(String, String, String), Value>,
    pub(crate) webhook: Map<String, Value>,
    pub(crate) logged_out: bool,
    pub(crate) press_lifetime: Duration,
    pub(crate) inline_lifetime: Duration,
    serial: i64,
    events: broadcast::Sender<Event>,
}

/// A press or an inline query that waits for its answer.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) from: i64,
    pub(crate) since: Instant,
    /// The parameters of the answer.
    pub(crate) answer: Option<Value>,
}

/// Presses or inline queries by id. Their ids are of one length and count up, so that the first is the oldest.
#[derive(Default)]
pub(crate) struct Queries(BTreeMap<String, Query>);

impl Queries {
    /// How many are remembered: far more than anybody waits for, so that a preview that runs for weeks does not grow.
    const MOST: usize = 2_000;

    pub(crate) fn begin(&mut self, id: &str, from: i64) {
        self.0.insert(id.to_owned(), Query { from, since: Instant::now(), answer: None });
        if self.0.len() > Self::MOST {
            self.0.pop_first();
        }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Query> {
        self.0.get(id)
    }

    /// The query, if it can still be answered.
    pub(crate) fn open(&mut self, id: &str, lifetime: Duration) -> Option<&mut Query> {
        self.0.get_mut(id).filter(|query| query.answer.is_none() && query.since.elapsed() < lifetime)
    }
}

/// A message about to be posted.
#[derive(Default)]
pub(crate) struct Draft {
    /// A person; none for the bot, or for the channel itself in a channel.
    pub(crate) from: Option<i64>,
    /// `text` and `entities`, or what makes a service message.
    pub(crate) body: Map<String, Value>,
    pub(crate) reply_to: Option<i64>,
    pub(crate) thread: Option<i64>,
    pub(crate) markup: Option<Value>,
    pub(crate) inline_id: Option<String>,
    pub(crate) via_bot: bool,
}

impl World {
    pub(crate) fn new(
        bot: Bot,
        press_lifetime: Duration,
        inline_lifetime: Duration,
        events: broadcast::Sender<Event>,
    ) -> Self {
        Self {
            bot,
            users: BTreeMap::new(),
            chats: BTreeMap::new(),
            queue: Queue::new(FIRST_UPDATE),
            presses: Queries::default(),
            inline_queries: Queries::default(),
            inline_messages: HashMap::new(),
            profile: BTreeMap::new(),
            webhook: Map::new(),
            logged_out: false,
            press_lifetime,
            inline_lifetime,
            serial: 0,
            events,
        }
    }

    pub(crate) fn tell(&self, event: Event) {
        // Nobody listening is fine.
        let _ = self.events.send(event);
    }

    /// A number that was not given before.
    pub(crate) fn serial(&mut self) -> i64 {
        self.serial += 1;
        self.serial
    }

    /// Queues an update, if the bot asked for its kind.
    pub(crate) fn update(&mut self, kind: &str, body: Value) {
        if let Some(update) = self.queue.push(kind, body) {
            self.tell(Event::Queued(update));
        }
    }

    /// The chat that a call names, or what Telegram says instead.
    pub(crate) fn chat(&self, id: i64) -> Result<&Chat, Refusal> {
        self.chats.get(&id).ok_or_else(|| Refusal::bad("chat not found"))
    }

    /// A `Chat`.
    pub(crate) fn chat_json(&self, id: i64) -> Value {
        let Some(chat) = self.chats.get(&id) else {
            return Value::Null;
        };
        let mut shown = chat.json();
        if let Some(user) = self.users.get(&id).filter(|_| chat.kind == ChatKind::Private) {
            shown["first_name"] = json!(user.first_name);
            if let Some(name) = &user.username {
                shown["username"] = json!(name);
            }
        }
        shown
    }

    /// A `User`: a person or the bot.
    pub(crate) fn user_json(&self, id: i64) -> Value {
        self.users.get(&id).map_or_else(|| self.bot.json(), User::json)
    }

    /// A message as Telegram would send it now, with what it replies to.
    pub(crate) fn view(&self, chat: i64, id: i64) -> Option<Value> {
        let chat = self.chats.get(&chat)?;
        let message = chat.messages.get(&id)?;
        let mut shown = message.json.clone();
        if let Some(replied) = message.reply_to.and_then(|id| chat.messages.get(&id)) {
            shown["reply_to_message"] = replied.json.clone();
        }
        Some(shown)
    }

    /// Posts a message; the bot hears of it unless it is its own.
    pub(crate) fn post(&mut self, chat_id: i64, draft: Draft) -> Result<i64, Refusal> {
        let mut json = Value::Object(draft.body);
        json["chat"] = self.chat_json(chat_id);
        if json.get("date").is_none() {
            json["date"] = json!(now());
        }
        let channel = self.chat(chat_id)?.kind == ChatKind::Channel;
        if channel {
            json["sender_chat"] = json["chat"].clone();
        } else if json.get("from").is_none() {
            json["from"] = draft.from.map_or_else(|| self.bot.json(), |id| self.user_json(id));
        }
        if draft.via_bot {
            json["via_bot"] = self.bot.json();
        }
        if let Some(markup) = draft.markup {
            json["reply_markup"] = markup;
        }
        let ours = draft.from.is_none();
        let chat = self.chats.get_mut(&chat_id).ok_or_else(|| Refusal::bad("chat not found"))?;
        let id = chat.next_message;
        chat.next_message += 1;
        json["message_id"] = json!(id);
        let reply_to = put_in_thread(chat, &mut json, draft.thread, draft.reply_to);
        chat.messages.insert(id, Message { json, reply_to, ours, inline_id: draft.inline_id.clone() });
        if let Some(inline_id) = draft.inline_id {
            self.inline_messages.insert(inline_id, (chat_id, id));
        }
        let message = self.view(chat_id, id).unwrap_or_default();
        self.tell(Event::Posted { chat: chat_id, message });
        if !ours {
            self.deliver(chat_id, id, false);
        }
        Ok(id)
    }

    /// Changes a message in place; `edited` marks it as such.
    pub(crate) fn change(&mut self, chat: i64, id: i64, edited: bool, change: impl FnOnce(&mut Map<String, Value>)) {
        let found = self.chats.get_mut(&chat).and_then(|chat| chat.messages.get_mut(&id));
        let Some(json) = found.and_then(|message| message.json.as_object_mut()) else {
            return;
        };
        change(json);
        if edited {
            json.insert("edit_date".to_owned(), json!(now()));
        }
        let message = self.view(chat, id).unwrap_or_default();
        self.tell(Event::Edited { chat, message });
    }

    pub(crate) fn remove(&mut self, chat: i64, id: i64) -> bool {
        let gone = self.chats.get_mut(&chat).and_then(|chat| chat.messages.remove(&id)).is_some();
        if gone {
            self.tell(Event::Deleted { chat, message: id });
        }
        gone
    }

    /// Tells the bot of a person's message, if it may hear it.
    pub(crate) fn deliver(&mut self, chat_id: i64, id: i64, edited: bool) {
        let Some(message) = self.view(chat_id, id) else {
            return;
        };
        let Some(chat) = self.chats.get(&chat_id) else {
            return;
        };
        let reply_to = chat.messages.get(&id).and_then(|message| message.reply_to);
        if !privacy::reaches(self, chat, &message, reply_to) {
            return;
        }
        let kind = match (chat.kind == ChatKind::Channel, edited) {
            (false, false) => "message",
            (false, true) => "edited_message",
            (true, false) => "channel_post",
            (true, true) => "edited_channel_post",
        };
        self.update(kind, message);
    }

    /// Changes how the bot stands in a chat, and tells it.
    pub(crate) fn stand(&mut self, chat_id: i64, by: i64, new: Standing) {
        let me = self.bot.json();
        let Some(chat) = self.chats.get_mut(&chat_id) else {
            return;
        };
        let old = std::mem::replace(&mut chat.bot, new);
        if old == new {
            return;
        }
        let update = json!({
            "chat": self.chat_json(chat_id), "from": self.user_json(by), "date": now(),
            "old_chat_member": old.json(me.clone()), "new_chat_member": new.json(me),
        });
        self.update("my_chat_member", update);
    }
}

/// Puts a message where it belongs; says what it replies to, which in a topic is at least the message that opened it.
fn put_in_thread(chat: &Chat, json: &mut Value, thread: Option<i64>, reply_to: Option<i64>) -> Option<i64> {
    let of = |id: i64| chat.messages.get(&id)?.json.get("message_thread_id")?.as_i64();
    match chat.kind {
        ChatKind::Forum => {
            let topic = thread.or_else(|| reply_to.and_then(of));
            if let Some(topic) = topic {
                json["message_thread_id"] = json!(topic);
                json["is_topic_message"] = json!(true);
            }
            // The message that opens a topic is in it, and replies to nothing.
            let own = json.get("message_id").and_then(Value::as_i64);
            reply_to.or(topic.filter(|topic| Some(*topic) != own))
        }
        ChatKind::Supergroup => {
            if let Some(root) = reply_to.map(|id| of(id).unwrap_or(id)) {
                json["message_thread_id"] = json!(root);
            }
            reply_to
        }
        _ => reply_to,
    }
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
