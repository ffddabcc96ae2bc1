//! The stand-in as a test or the preview holds it: make people and chats, plan faults, see what the bot did.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use serde_json::Value;
use tokio::sync::broadcast;
use tokio::time::{Instant, timeout_at};

use super::event::{Call, Event};
use super::faults::{Early, Rule};
use super::hub::Hub;
use super::line::Server;
use super::place::{Room, Seat};
use super::shown::Shown;
use super::wire;
use super::world::World;
use super::world::chat::{Chat, ChatKind};
use super::world::user::{Bot, User};

/// What the stand-in is like.
#[derive(Clone, Debug)]
pub struct Options {
    /// The part of the token after the colon; the bot's id stands before it.
    pub secret: String,
    /// The bot as BotFather knows it.
    pub bot: Bot,
    /// The port of this machine to listen on; 0 for a free one.
    pub port: u16,
    /// Refuse parameters that the published API does not know, and values of the wrong type.
    pub strict: bool,
    /// How many calls the log keeps; whoever runs for weeks keeps few.
    pub log: usize,
    /// How long a press of a button waits for its answer.
    pub press_lifetime: Duration,
    /// How long an inline query waits for its answer.
    pub inline_lifetime: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            secret: "AAF-stand-in_token_of_35_letters__0".to_owned(),
            bot: Bot::default(),
            port: 0,
            strict: true,
            log: 200_000,
            press_lifetime: Duration::from_secs(15),
            inline_lifetime: Duration::from_secs(30),
        }
    }
}

/// A running stand-in; it ends when this is dropped.
pub struct StandIn {
    pub(super) hub: Arc<Hub>,
    server: Server,
}

impl StandIn {
    /// Starts on a free port of this machine, as strict as it gets.
    pub async fn start() -> io::Result<Self> {
        Self::start_with(Options::default()).await
    }

    /// Starts on this machine.
    pub async fn start_with(options: Options) -> io::Result<Self> {
        let token = format!("{}:{}", options.bot.id, options.secret);
        let hub = Arc::new(Hub::new(token, options.strict, options.log, |events| {
            World::new(options.bot, options.press_lifetime, options.inline_lifetime, events)
        }));
        let router = Router::new().fallback(wire::handle).with_state(Arc::clone(&hub));
        Ok(Self { server: Server::start(router, options.port).await?, hub })
    }

    /// What to set as `api_url`; the same through every outage.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.server.address()
    }

    /// The token of the one bot there is.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.hub.token
    }

    /// A new person whose app speaks Chinese.
    #[must_use]
    pub fn user(&self, first_name: &str) -> User {
        self.user_speaking(first_name, Some("zh-hans"))
    }

    /// A new person with this `language_code`.
    #[must_use]
    pub fn user_speaking(&self, first_name: &str, language: Option<&str>) -> User {
        self.hub.change(|world| world.add_user(first_name, language))
    }

    /// The person in the private chat with the bot. Until something is said there, the bot may not write.
    #[must_use]
    pub fn private(&self, user: &User) -> Seat {
        let chat = self.hub.change(|world| world.open_private(user.id));
        Seat::new(Arc::clone(&self.hub), chat, user.id)
    }

    /// A basic group with the bot in it.
    #[must_use]
    pub fn group(&self, title: &str) -> Room {
        self.room(ChatKind::Group, title)
    }

    /// A supergroup with the bot in it.
    #[must_use]
    pub fn supergroup(&self, title: &str) -> Room {
        self.room(ChatKind::Supergroup, title)
    }

    /// A supergroup with topics, with the bot in it.
    #[must_use]
    pub fn forum(&self, title: &str) -> Room {
        self.room(ChatKind::Forum, title)
    }

    /// A channel of which the bot is an administrator.
    #[must_use]
    pub fn channel(&self, title: &str) -> Room {
        self.room(ChatKind::Channel, title)
    }

    fn room(&self, kind: ChatKind, title: &str) -> Room {
        Room::new(Arc::clone(&self.hub), self.hub.change(|world| world.add_chat(kind, title)))
    }

    /// Changes what BotFather knows of the bot, such as its privacy mode.
    pub fn configure(&self, change: impl FnOnce(&mut Bot)) {
        self.hub.change(|world| change(&mut world.bot));
    }

    /// Every call so far that was answered or cut, oldest first.
    #[must_use]
    pub fn log(&self) -> Vec<Call> {
        self.hub.log()
    }

    /// The calls of one method.
    #[must_use]
    pub fn calls(&self, method: &str) -> Vec<Call> {
        self.hub.log().into_iter().filter(|call| call.method == method).collect()
    }

    /// The calls that were refused on their own account, not by a planned fault: a good bot has none.
    #[must_use]
    pub fn refused(&self) -> Vec<Call> {
        self.hub.log().into_iter().filter(|call| call.status >= 400 && call.fault.is_none()).collect()
    }

    /// What happens from now on.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.hub.events()
    }

    /// Plans a fault. Rules are asked in the order they were planned; delays add up, then the first that holds is played.
    pub fn plan(&self, rule: Rule) {
        self.hub.faults().plan(rule);
    }

    /// Forgets all planned faults and the limits of chats.
    pub fn end_faults(&self) {
        self.hub.faults().clear();
    }

    /// The calls that did not wait out the limit of their chat: a good bot makes none.
    #[must_use]
    pub fn early_calls(&self) -> Vec<Early> {
        self.hub.faults().early()
    }

    /// Refuses connections and drops the open ones, until [`Self::end_outage`].
    pub async fn begin_outage(&mut self) {
        self.server.stop().await;
    }

    /// Listens again on the same port.
    pub async fn end_outage(&mut self) -> io::Result<()> {
        self.server.resume().await
    }

    /// Queues an update as it is, of whatever shape; an `update_id` is added where it is an object. Says what was queued.
    pub fn inject(&self, update: Value) -> Value {
        self.hub.change(|world| world.queue.push_raw(update, true))
    }

    /// Queues an update as it is, without an `update_id` of ours; it is confirmed with its place in the queue.
    pub fn inject_unnumbered(&self, update: Value) -> Value {
        self.hub.change(|world| world.queue.push_raw(update, false))
    }

    /// Updates that the bot has not confirmed.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.hub.look(|world| world.queue.len())
    }

    /// What was set for `commands` (by `scope`, as in `default` or `chat -100…`), `name`, `description` or
    /// `short_description` in a language; empty for all languages.
    #[must_use]
    pub fn profile(&self, what: &str, scope: &str, language: &str) -> Option<Value> {
        let key = (what.to_owned(), scope.to_owned(), language.to_owned());
        self.hub.look(|world| world.profile.get(&key).cloned())
    }

    /// The parameters with which a press of a button was answered.
    #[must_use]
    pub fn notice(&self, press: &str) -> Option<Value> {
        self.hub.look(|world| world.presses.get(press)?.answer.clone())
    }

    /// The parameters with which an inline query was answered.
    #[must_use]
    pub fn offer(&self, query: &str) -> Option<Value> {
        self.hub.look(|world| world.inline_queries.get(query)?.answer.clone())
    }

    /// How many messages of the bot stand in all chats together.
    #[must_use]
    pub fn sent(&self) -> usize {
        self.hub.look(|world| world.chats.values().map(Chat::sent).sum())
    }

    /// Everything in a chat, oldest first.
    #[must_use]
    pub fn messages(&self, chat: i64) -> Vec<Shown> {
        messages(&self.hub, chat, false)
    }

    /// What the bot said in a chat, oldest first.
    #[must_use]
    pub fn replies(&self, chat: i64) -> Vec<Shown> {
        messages(&self.hub, chat, true)
    }

    /// Waits until the probe finds something; none when the time is up.
    pub async fn until<T>(&self, within: Duration, probe: impl FnMut(&Self) -> Option<T>) -> Option<T> {
        let mut probe = probe;
        until(&self.hub, within, || probe(self)).await
    }

    /// Waits for at least so many calls of a method; fewer when the time is up.
    pub async fn await_calls(&self, method: &str, count: usize, within: Duration) -> Vec<Call> {
        self.until(within, |s| Some(s.calls(method)).filter(|calls| calls.len() >= count)).await;
        self.calls(method)
    }
}

pub(super) fn messages(hub: &Hub, chat: i64, ours: bool) -> Vec<Shown> {
    hub.look(|world| {
        let Some(place) = world.chats.get(&chat) else {
            return Vec::new();
        };
        let ids = place.messages.iter().filter(|(_, message)| message.ours || !ours).map(|(id, _)| *id);
        ids.filter_map(|id| world.view(chat, id)).map(Shown::new).collect()
    })
}

pub(super) async fn until<T>(hub: &Hub, within: Duration, mut probe: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + within;
    let mut changes = hub.changes();
    loop {
        changes.mark_unchanged();
        if let Some(found) = probe() {
            return Some(found);
        }
        timeout_at(deadline, changes.changed()).await.ok()?.ok()?;
    }
}
