//! What is said to each command: the bot's own, and the quick facts of the knowledge.

use crate::knowledge::{EntryId, Knowledge};
use crate::reply::telegram_phrases as phrases;
use crate::responder::Responder;
use crate::store::Store;
use crate::telegram::me::Me;
use crate::telegram::render::units::shorten;
use crate::telegram::render::{Act, Button, Html, Press, Sheet, Style, card, topics};
use crate::text::Lang;

/// The bot's own commands that stand in the menu, after the quick facts.
pub(super) const OWN: [&str; 5] = ["topics", "ask", "help", "about", "privacy"];

/// How many quick facts a greeting names.
const MOST_GREETED: usize = 8;

/// How many commands help lists; Telegram's menu holds no more than a hundred.
const MOST_LISTED: usize = 60;

/// The longest title of a command in a list, in characters.
const TITLE: usize = 40;

/// How many sources are named.
const MOST_SOURCES: usize = 10;

/// What the button above inline results passes to `/start`.
pub(super) const FROM_INLINE: &str = "inline";

/// What Telegram passes to `/start` where a link that asked for no more added the bot to a group.
const FROM_GROUPS: &str = "true";

/// Whether `name` is a command of this bot.
pub(super) fn is_known(name: &str, knowledge: &Knowledge) -> bool {
    name == "start" || OWN.contains(&name) || knowledge.entries.iter().any(|e| e.command.as_deref() == Some(name))
}

/// The quick facts: command and title, in the order of the knowledge.
pub(super) fn quick_facts(knowledge: &Knowledge, lang: Lang) -> impl Iterator<Item = (&str, &str)> {
    let facts = knowledge.entries.iter().filter_map(move |e| Some((e.command.as_deref()?, e.title(lang))));
    facts.filter(|(command, _)| *command != "start" && !OWN.contains(command))
}

/// What the bot speaks about.
pub(super) fn subject(knowledge: &Knowledge, lang: Lang) -> String {
    match &knowledge.subject {
        Some(subject) => phrases::named_subject(lang, &shorten(subject.title.pick(lang), 200)),
        None => phrases::unnamed_subject(lang).to_owned(),
    }
}

/// What is said to a command that [`is_known`].
pub(super) fn said(name: &str, rest: &str, responder: &Responder, me: &Me, store: &Store, lang: Lang) -> Sheet {
    let knowledge = responder.knowledge();
    match name {
        "start" => started(rest, responder, lang),
        "help" => help(knowledge, me, lang),
        "topics" => topics::topics(knowledge, lang, 0),
        "about" => about(knowledge, lang),
        "privacy" => Sheet::new(Html::plain(&phrases::privacy(lang, store.keeps_unanswered()))),
        _ => match responder.command(name, lang) {
            Some(fact) => card::entry(&fact, lang, 0),
            None => Sheet::new(Html::plain(phrases::unknown_command(lang))),
        },
    }
}

/// `/start`, or the entry that a deep link names.
fn started(payload: &str, responder: &Responder, lang: Lang) -> Sheet {
    let mut welcome = welcome(responder.knowledge(), lang);
    if matches!(payload, "" | FROM_INLINE | FROM_GROUPS) {
        return welcome;
    }
    match EntryId::new(payload).and_then(|id| responder.card(&id, lang)) {
        Some(linked) => titled(&card::entry(&linked, lang, 0), &linked.question),
        None => {
            // Whoever comes by an old link sought something; that it is gone is the first thing to know.
            let mut html = Html::plain(&format!("{}\n\n", phrases::link_gone(lang)));
            html.append(&welcome.html);
            welcome.html = html;
            welcome
        }
    }
}

/// The first words to whoever comes.
pub(super) fn welcome(knowledge: &Knowledge, lang: Lang) -> Sheet {
    let mut html = Html::plain(&phrases::welcome(lang, &subject(knowledge, lang)));
    list(&mut html, quick_facts(knowledge, lang).take(MOST_GREETED));
    list(&mut html, [("help", phrases::command_line(lang, "help"))].into_iter());
    let mut sheet = Sheet::new(html);
    sheet.row(vec![Button::new(phrases::all_topics(lang), Press::new(lang, Act::Topics(0)))]);
    sheet
}

/// Whoever follows a link has not typed the question: it stands above the answer, where there is room.
fn titled(sheet: &Sheet, title: &str) -> Sheet {
    let mut html = Html::default();
    html.push(Style::Bold, &shorten(title, 100));
    html.push(Style::Plain, "\n");
    html.append(&sheet.html);
    let fits = html.units() <= crate::telegram::render::units::MESSAGE;
    Sheet { html: if fits { html } else { sheet.html.clone() }, rows: sheet.rows.clone() }
}

fn help(knowledge: &Knowledge, me: &Me, lang: Lang) -> Sheet {
    let mut html = Html::plain(&phrases::help(lang, &subject(knowledge, lang)));
    list(&mut html, quick_facts(knowledge, lang).take(MOST_LISTED));
    list(&mut html, OWN.into_iter().map(|name| (name, phrases::command_line(lang, name))));
    html.push(Style::Plain, "\n\n");
    html.push(Style::Plain, &phrases::elsewhere(lang, &me.username, me.inline));
    Sheet::new(html)
}

fn about(knowledge: &Knowledge, lang: Lang) -> Sheet {
    let mut html = Html::plain(&phrases::about(lang, &subject(knowledge, lang), knowledge.entries.len()));
    if !knowledge.sources.is_empty() {
        html.push(Style::Plain, "\n\n");
        html.push(Style::Bold, phrases::sources(lang));
        for source in knowledge.sources.iter().take(MOST_SOURCES) {
            html.push(Style::Plain, "\n");
            html.push(Style::Plain, &shorten(source.title.pick(lang), 100));
        }
    }
    Sheet::new(html)
}

fn list<'t>(html: &mut Html, commands: impl Iterator<Item = (&'t str, &'t str)>) {
    for (command, title) in commands {
        html.push(Style::Plain, &format!("\n/{command} {}", shorten(title, TITLE)));
    }
}
