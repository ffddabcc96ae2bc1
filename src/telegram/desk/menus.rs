//! Sets the bot's command menu and its descriptions at the start, in every language, and only where they differ from
//! what is set: Telegram limits such calls hard, and a bot that restarts often would run into that.

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

/// Sets what differs. A failure costs the menu alone, and is tried again at the next start.
pub async fn keep(caller: &Caller, knowledge: &Knowledge) {
    for (code, lang) in LANGUAGES {
        match keep_one(caller, knowledge, code, lang).await {
            Ok(()) => {}
            Err(CallError::Stopping) => return,
            Err(error) => {
                tracing::warn!(language = code.unwrap_or("any"), %error, "the command menu could not be set");
            }
        }
    }
}

async fn keep_one(caller: &Caller, knowledge: &Knowledge, code: Option<&str>, lang: Lang) -> Result<(), CallError> {
    let subject = subject(knowledge, lang);
    let commands = menu(knowledge, lang);
    let description = shorten(&phrases::description(lang, &subject), DESCRIPTION);
    let short = shorten(&phrases::short_description(lang, &subject), SHORT_DESCRIPTION);

    let (mut get, mut set) = (GetMyCommands::new(), SetMyCommands::new(commands.clone()));
    if let Some(code) = code {
        (get, set) = (get.language_code(code), set.language_code(code));
    }
    settle(caller, get, set, |now| *now == commands).await?;

    let (mut get, mut set) = (GetMyDescription::new(), SetMyDescription::new().description(description.as_str()));
    if let Some(code) = code {
        (get, set) = (get.language_code(code), set.language_code(code));
    }
    settle(caller, get, set, |now| now.description == description).await?;

    let (mut get, mut set) =
        (GetMyShortDescription::new(), SetMyShortDescription::new().short_description(short.as_str()));
    if let Some(code) = code {
        (get, set) = (get.language_code(code), set.language_code(code));
    }
    settle(caller, get, set, |now| now.short_description == short).await
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
