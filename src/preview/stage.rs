//! The little world that the page shows: one person with the bot alone, and a group of several people with the bot in it.
//!
//! Invariant: whoever acts is one of these people, in a chat that they are in.

use std::io;
use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::standin::{self, Bot, Room, Seat, StandIn, Standing, User};
use crate::text::Lang;

/// How many calls of the bot are remembered: nobody looks far back.
const LOG: usize = 200;

/// The people of the group beside the one who looks, and the languages of their apps.
const OTHERS: [(&str, &str); 3] = [("小满", "zh-hans"), ("May", "en"), ("老周", "zh-hans")];

/// People, chats and the stand-in that they live in.
pub(super) struct Stage {
    telegram: StandIn,
    bot: Bot,
    /// The one who looks at the page; the first of `people`.
    people: Vec<User>,
    private: Seat,
    group: OnceLock<Room>,
}

impl Stage {
    pub(super) async fn new() -> io::Result<Self> {
        // The group lets the bot hear everything: its silence is then its own doing.
        let bot = Bot {
            first_name: "wenda 问答".to_owned(),
            username: "wenda_preview_bot".to_owned(),
            privacy: false,
            ..Bot::default()
        };
        let options = standin::Options { bot: bot.clone(), secret: secret()?, log: LOG, ..standin::Options::default() };
        let telegram = StandIn::start_with(options).await?;
        let you = telegram.user_speaking("阿文", None);
        let private = telegram.private(&you);
        let others = OTHERS.map(|(name, language)| telegram.user_speaking(name, Some(language)));
        let people = std::iter::once(you).chain(others).collect();
        Ok(Self { telegram, bot, people, private, group: OnceLock::new() })
    }

    pub(super) fn telegram(&self) -> &StandIn {
        &self.telegram
    }

    pub(super) fn bot(&self) -> &Bot {
        &self.bot
    }

    /// The one who looks at the page.
    pub(super) fn you(&self) -> Option<&User> {
        self.people.first()
    }

    /// Sets the app of the one who looks to a language; the first time, somebody adds the bot to the group.
    pub(super) fn speak(&self, lang: Lang) {
        let Some(you) = self.you() else { return };
        let code = if lang == Lang::Zh { "zh-hans" } else { "en" };
        self.telegram.set_language(you, Some(code));
        self.group.get_or_init(|| {
            let room = self.telegram.supergroup(if lang == Lang::Zh { "参会群" } else { "Attendees" });
            for person in &self.people {
                // Sitting down joins the group, which is all that is wanted here.
                let _ = room.seat(person);
            }
            // Can only fail in a chat that is not there.
            let _ = room.stand_bot(you, Standing::Left).and_then(|()| room.stand_bot(you, Standing::Member));
            room
        });
    }

    /// A person, by id.
    pub(super) fn person(&self, id: i64) -> Option<&User> {
        self.people.iter().find(|person| person.id == id)
    }

    /// A person in a chat that they are in.
    pub(super) fn seat(&self, chat: i64, person: i64) -> Option<Seat> {
        let person = self.person(person)?;
        if chat == self.private.chat() {
            return (person.id == chat).then(|| self.private.clone());
        }
        let room = self.group.get().filter(|room| room.id() == chat)?;
        Some(room.seat(person))
    }

    /// Whether there is such a chat.
    pub(super) fn has(&self, chat: i64) -> bool {
        self.chats().any(|(id, _)| id == chat)
    }

    /// The chats with their kinds.
    pub(super) fn chats(&self) -> impl Iterator<Item = (i64, &'static str)> {
        let group = self.group.get().map(|room| (room.id(), "group"));
        std::iter::once((self.private.chat(), "private")).chain(group)
    }

    /// The people as the page is told of them.
    pub(super) fn people(&self) -> Value {
        let shown = |person: &User| json!({ "id": person.id, "name": person.first_name });
        self.people.iter().map(shown).collect()
    }
}

/// A token's secret that no other page can guess: with it, it could play the bot.
fn secret() -> io::Result<String> {
    let mut bytes = [0_u8; 18];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
