//! Sets the bot's command menu and its descriptions at the start and when the knowledge changes, in every language, and
//! only where they differ from what is set: Telegram limits such calls hard, and a bot that restarts often, or whose
//! files are saved often, would run into that.

use serde::Serialize;
use serde::de::DeserializeOwned;
use teloxide::payloads::{
    GetMyCommands, GetMyCommandsSetters as _, GetMyDescription, GetMyDescriptionSetters as _, GetMyShortDescription,
    GetMyShortDescriptionSetters as _, SetMyCommands, SetMyCommandsSetters as _, SetMyDescription,
    SetMyDescriptionSetters as _, SetMyShortDescription, SetMyShortDescriptionSetters as _,
};
use teloxide::requests::Payload;
use teloxide::types::BotCommand;

use super::commands::{OWN, quick_facts, subject};
use crate::knowledge::Knowledge;
use crate::live::Live;
use crate::reply::telegram_phrases as phrases;
use crate::telegram::render::units::shorten;
use crate::telegram::{CallError, Caller};
use crate::text::Lang;

/// The languages to set: as Telegram's code, and what is said in it. Without a code, and last: for everybody else.
/// Asked for a language that is not set, Telegram gives what is set for everybody; were that set first, English would
/// seem to be set as well.
const LANGUAGES: [(Option<&str>, Lang); 3] = [(Some("zh"), Lang::Zh), (Some("en"), Lang::En), (None, Lang::En)];

/// Telegram's limit on the commands of a menu.
const MOST_COMMANDS: usize = 100;

/// The longest line of the menu, in characters: Telegram takes 256, a phone shows these.
const LINE: usize = 60;

/// Telegram's limits on the descriptions, in characters.
const DESCRIPTION: usize = 512;
const SHORT_DESCRIPTION: usize = 120;

/// What is to be set for one language.
#[derive(Debug, PartialEq)]
struct Face {
    code: Option<&'static str>,
    commands: Vec<BotCommand>,
    description: String,
    short: String,
}

/// Sets what differs, now and whenever the knowledge changes.
pub async fn follow(caller: &Caller, mut live: Live) {
    let mut wanted = faces(live.responder().knowledge());
    loop {
        keep(caller, &wanted).await;
        loop {
            live.changed().await;
            let faces = faces(live.responder().knowledge());
            if faces != wanted {
                wanted = faces;
                break;
            }
        }
    }
}

/// Sets what differs. A failure costs the menu alone, and is tried again at the next start or change.
async fn keep(caller: &Caller, wanted: &[Face]) {
    for face in wanted {
        match keep_one(caller, face).await {
            Ok(()) => {}
            Err(CallError::Stopping) => return,
            Err(error) => {
                tracing::warn!(language = face.code.unwrap_or("any"), %error, "the command menu could not be set");
            }
        }
    }
}

fn faces(knowledge: &Knowledge) -> Vec<Face> {
    let face = |(code, lang)| {
        let subject = subject(knowledge, lang);
        Face {
            code,
            commands: menu(knowledge, lang),
            description: shorten(&phrases::description(lang, &subject), DESCRIPTION),
            short: shorten(&phrases::short_description(lang, &subject), SHORT_DESCRIPTION),
        }
    };
    LANGUAGES.into_iter().map(face).collect()
}

async fn keep_one(caller: &Caller, face: &Face) -> Result<(), CallError> {
    let Face { code, commands, description, short } = face;
    let (mut get, mut set) = (GetMyCommands::new(), SetMyCommands::new(commands.clone()));
    if let Some(code) = *code {
        (get, set) = (get.language_code(code), set.language_code(code));
    }
    settle(caller, get, set, |now| now == commands).await?;

    let (mut get, mut set) = (GetMyDescription::new(), SetMyDescription::new().description(description.as_str()));
    if let Some(code) = *code {
        (get, set) = (get.language_code(code), set.language_code(code));
    }
    settle(caller, get, set, |now| now.description == *description).await?;

    let (mut get, mut set) =
        (GetMyShortDescription::new(), SetMyShortDescription::new().short_description(short.as_str()));
    if let Some(code) = *code {
        (get, set) = (get.language_code(code), set.language_code(code));
    }
    settle(caller, get, set, |now| now.short_description == *short).await
}

/// Asks what is set, and sets it where that is another.
async fn settle<G, S>(caller: &Caller, get: G, set: S, is_so: impl Fn(&G::Output) -> bool) -> Result<(), CallError>
where
    G: Payload + Serialize,
    G::Output: DeserializeOwned,
    S: Payload + Serialize,
    S::Output: DeserializeOwned,
{
    match caller.call(None, get).await {
        Ok(now) if is_so(&now) => Ok(()),
        Ok(_) | Err(CallError::Unread) => caller.call(None, set).await.map(drop),
        Err(error) => Err(error),
    }
}

/// The menu: the quick facts, then the bot's own commands.
fn menu(knowledge: &Knowledge, lang: Lang) -> Vec<BotCommand> {
    let own = OWN.into_iter().map(|name| (name, phrases::command_line(lang, name)));
    let facts = quick_facts(knowledge, lang).take(MOST_COMMANDS - OWN.len());
    facts.chain(own).map(|(name, line)| BotCommand::new(name, shorten(line, LINE))).collect()
}
