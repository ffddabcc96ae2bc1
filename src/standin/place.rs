//! Chats and the people in them, as a test moves them: a `Room` is a chat, a `Seat` somebody in one.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, json};

use super::control::{messages, until};
use super::hub::Hub;
use super::shown::Shown;
use super::world::acts::{Impossible, Said};
use super::world::chat::{Chat, Standing};
use super::world::user::User;
use super::world::{Draft, World};

/// A group, supergroup, forum or channel.
#[derive(Clone)]
pub struct Room {
    hub: Arc<Hub>,
    id: i64,
}

/// A person in a chat.
#[derive(Clone)]
pub struct Seat {
    hub: Arc<Hub>,
    chat: i64,
    user: i64,
}

impl fmt::Debug for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Room({})", self.id)
    }
}

impl fmt::Debug for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seat({} in {})", self.user, self.chat)
    }
}

impl Room {
    pub(crate) fn new(hub: Arc<Hub>, id: i64) -> Self {
        Self { hub, id }
    }

    /// The chat's id.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// A person in this chat, who joins without a word being made of it.
    #[must_use]
    pub fn seat(&self, user: &User) -> Seat {
        self.hub.change(|world| {
            if let Some(chat) = world.chats.get_mut(&self.id) {
                chat.members.entry(user.id).or_insert(Standing::Member);
            }
        });
        Seat::new(Arc::clone(&self.hub), self.id, user.id)
    }

    /// Changes how somebody stands here, with the service message and the update that this makes.
    pub fn stand(&self, user: &User, standing: Standing) -> Result<(), Impossible> {
        self.hub.change(|world| world.member(self.id, user.id, standing))
    }

    /// Adds, promotes, mutes or throws out the bot, which hears of it by `my_chat_member`.
    pub fn stand_bot(&self, by: &User, standing: Standing) -> Result<(), Impossible> {
        self.hub.change(|world| {
            let absent = world.chats.get(&self.id).is_some_and(|chat| !chat.bot.is_in());
            world.stand(self.id, by.id, standing);
            if absent && standing.is_in() { greet(world, self.id, by.id) } else { Ok(()) }
        })
    }

    /// Opens a topic; says its id.
    pub fn topic(&self, by: &User, name: &str) -> Result<i64, Impossible> {
        self.hub.change(|world| world.open_topic(self.id, by.id, name))
    }

    /// Makes a supergroup of a group. The old one stays as a husk that says where it went.
    pub fn migrate(&self, by: &User) -> Result<Room, Impossible> {
        let id = self.hub.change(|world| world.migrate(self.id, by.id))?;
        Ok(Self::new(Arc::clone(&self.hub), id))
    }

    /// Takes a message away, as an administrator can.
    pub fn delete(&self, message: i64) -> bool {
        self.hub.change(|world| world.remove(self.id, message))
    }

    /// Everything said here, oldest first.
    #[must_use]
    pub fn messages(&self) -> Vec<Shown> {
        messages(&self.hub, self.id, false)
    }

    /// Waits for at least so many messages of the bot; fewer when the time is up.
    pub async fn await_replies(&self, count: usize, within: Duration) -> Vec<Shown> {
        await_replies(&self.hub, self.id, count, within).await
    }
}

/// The service message by which a group learns of the bot.
fn greet(world: &mut World, chat: i64, by: i64) -> Result<(), Impossible> {
    let body = Map::from_iter([("new_chat_members".to_owned(), json!([world.bot.json()]))]);
    let draft = Draft { from: Some(by), body, ..Draft::default() };
    world.post(chat, draft).map(|_| ()).map_err(|refusal| Impossible(refusal.description))
}

impl Seat {
    pub(crate) fn new(hub: Arc<Hub>, chat: i64, user: i64) -> Self {
        Self { hub, chat, user }
    }

    /// The chat's id.
    #[must_use]
    pub fn chat(&self) -> i64 {
        self.chat
    }

    /// Says something; says the id of the message.
    pub fn say(&self, words: &str) -> Result<i64, Impossible> {
        self.hub.change(|world| world.say(self.chat, self.user, Said::words(words)))
    }

    /// Says something in reply to a message.
    pub fn reply(&self, to: i64, words: &str) -> Result<i64, Impossible> {
        self.hub.change(|world| world.say(self.chat, self.user, Said { reply_to: Some(to), ..Said::words(words) }))
    }

    /// Says something in a topic of a forum.
    pub fn say_in(&self, topic: i64, words: &str) -> Result<i64, Impossible> {
        self.hub.change(|world| world.say(self.chat, self.user, Said { topic: Some(topic), ..Said::words(words) }))
    }

    /// Says anything anywhere; says the id of the message.
    pub fn send(&self, said: Said) -> Result<i64, Impossible> {
        self.hub.change(|world| world.say(self.chat, self.user, said))
    }

    /// Edits what was said.
    pub fn edit(&self, message: i64, words: &str) -> Result<(), Impossible> {
        self.hub.change(|world| world.edit(self.chat, self.user, message, words))
    }

    /// Takes a message away; the bot is not told.
    pub fn delete(&self, message: i64) -> bool {
        self.hub.change(|world| world.remove(self.chat, message))
    }

    /// Presses a button, named by its data or its label; says the id of the press.
    pub fn press(&self, message: i64, button: &str) -> Result<String, Impossible> {
        self.hub.change(|world| world.press(self.chat, self.user, message, button, false))
    }

    /// Sends any data as if a button had it.
    pub fn press_forged(&self, message: i64, data: &str) -> Result<String, Impossible> {
        self.hub.change(|world| world.press(self.chat, self.user, message, data, true))
    }

    /// Types the bot's name and these words into the chat; says the id of the query.
    pub fn ask_inline(&self, words: &str, offset: &str) -> Result<String, Impossible> {
        self.hub.change(|world| world.ask_inline(self.chat, self.user, words, offset))
    }

    /// Sends an offered result into the chat; says the id of the message.
    pub fn choose(&self, query: &str, result: &str, words: &str) -> Result<i64, Impossible> {
        self.hub.change(|world| world.choose(self.chat, query, result, words))
    }

    /// Blocks the bot in a private chat.
    pub fn block(&self) {
        self.hub.change(|world| world.stand(self.chat, self.user, Standing::Kicked));
    }

    /// Lets the bot write again.
    pub fn unblock(&self) {
        self.hub.change(|world| world.stand(self.chat, self.user, Standing::Member));
    }

    /// What the bot said here, oldest first.
    #[must_use]
    pub fn replies(&self) -> Vec<Shown> {
        messages(&self.hub, self.chat, true)
    }

    /// Waits for at least so many messages of the bot; fewer when the time is up.
    pub async fn await_replies(&self, count: usize, within: Duration) -> Vec<Shown> {
        await_replies(&self.hub, self.chat, count, within).await
    }
}

async fn await_replies(hub: &Hub, chat: i64, count: usize, within: Duration) -> Vec<Shown> {
    let sent = || hub.look(|world| world.chats.get(&chat).map_or(0, Chat::sent));
    until(hub, within, || (sent() >= count).then_some(())).await;
    messages(hub, chat, true)
}
