//! Reply -> message: one answer, several, a choice of candidates, or the plain word that the document does not tell.

use super::card::{self, pages};
use super::html::{Html, Style};
use super::press::{Act, Press};
use super::reference::Ref;
use super::sheet::{Button, Sheet};
use super::topics::topic_button;
use super::units::{MESSAGE, shorten};
use crate::knowledge::Knowledge;
use crate::reply::{Card, Outcome, Reply, phrases as words, telegram_phrases as phrases};
use crate::text::Lang;

/// The longest piece of somebody's own question that is said back, in characters.
const SAID_BACK: usize = 80;

/// How many questions without an answer are named.
const MOST_UNTOLD: usize = 3;

/// The longest heading of one answer among several, in characters.
const HEADING: usize = 80;

/// An answer among several is not cut below this many units; those that do not fit become buttons.
const LEAST: usize = 400;

/// How many topics are offered when the document does not tell.
const MOST_TOPICS: usize = 3;

/// How many answers of one message become buttons at most, of the hundred that Telegram takes.
const MOST_BUTTONS: usize = 20;

/// A whole reply as a message.
#[must_use]
pub fn reply(knowledge: &Knowledge, reply: &Reply) -> Sheet {
    let lang = reply.lang;
    match (reply.outcome, reply.cards.as_slice()) {
        (Outcome::Answer, [card]) if reply.untold.is_empty() => card::entry(card, lang, 0),
        (Outcome::Answer, cards @ [_, ..]) => several(cards, &reply.untold, lang),
        (Outcome::Suggest, cards @ [_, ..]) => choice(cards, lang),
        _ => not_told(knowledge, &reply.topics, lang),
    }
}

/// The word that the document does not tell, and where to look instead.
#[must_use]
pub fn not_told(knowledge: &Knowledge, topics: &[usize], lang: Lang) -> Sheet {
    let mut html = Html::plain(words::not_told(lang));
    let near: Vec<usize> = topics.iter().copied().filter(|&t| t < knowledge.topics.len()).take(MOST_TOPICS).collect();
    if !near.is_empty() {
        html.push(Style::Plain, "\n");
        html.push(Style::Plain, phrases::nearest_topics(lang));
    }
    let mut sheet = Sheet::new(html);
    for topic in near {
        sheet.row(vec![topic_button(knowledge, Some(topic), lang)]);
    }
    if !knowledge.entries.is_empty() {
        sheet.row(vec![Button::new(phrases::all_topics(lang), Press::new(lang, Act::Topics(0)))]);
    }
    sheet
}

fn choice(cards: &[Card], lang: Lang) -> Sheet {
    let mut sheet = Sheet::new(Html::plain(words::did_you_mean(lang)));
    for card in cards {
        let press = Press::new(lang, Act::Read(Ref::new(card.id.as_str()), 0));
        sheet.row(vec![Button::new(&card.question, press)]);
    }
    sheet.row(vec![Button::new(phrases::none_of_these(lang), Press::new(lang, Act::NoneOfThese))]);
    sheet
}

fn several(cards: &[Card], untold: &[String], lang: Lang) -> Sheet {
    let tail = untold_lines(untold, lang);
    let (mut html, mut cut) = (Html::default(), Vec::new());
    let mut room = MESSAGE - tail.units();
    let mut shown = Vec::new();
    for (place, card) in cards.iter().enumerate() {
        let share = room / (cards.len() - place);
        if share < LEAST && room < LEAST {
            cut.push(card);
            continue;
        }
        // Answers in a row that rest on the same words quote them once, under the last.
        let next = cards.get(place + 1);
        let again = next.is_some_and(|n| n.passage == card.passage && n.source == card.source);
        let card_without = again.then(|| Card { passage: None, source: None, ..card.clone() });
        let block = block(card_without.as_ref().unwrap_or(card), lang, share.max(LEAST), cards.len() > 1);
        room = room.saturating_sub(block.html.units());
        html.append(&block.html);
        if block.is_cut {
            cut.push(card);
        }
        shown.push(card);
    }
    html.append(&tail);
    let mut sheet = Sheet::new(html);
    for card in cut.into_iter().take(MOST_BUTTONS) {
        let press = Press::new(lang, Act::Open(Ref::new(card.id.as_str())));
        sheet.row(vec![Button::new(&phrases::whole_answer(lang, &card.question), press)]);
    }
    sheet.row(card::votes(lang, &shown));
    sheet
}

struct Block {
    html: Html,
    is_cut: bool,
}

/// One answer among several, at most `room` units with the space that sets it off.
fn block(card: &Card, lang: Lang, room: usize, titled: bool) -> Block {
    let mut html = Html::default();
    if titled {
        html.push(Style::Bold, &shorten(&card.question, HEADING));
        html.push(Style::Plain, "\n");
    }
    let mut pages = pages(card, lang, room - html.units() - SPACE.len()).into_iter();
    if let Some(first) = pages.next() {
        html.append(&first);
    }
    html.push(Style::Plain, SPACE);
    Block { html, is_cut: pages.next().is_some() }
}

/// What stands between two answers; at the end of a message Telegram drops it.
const SPACE: &str = "\n\n";

fn untold_lines(untold: &[String], lang: Lang) -> Html {
    let mut html = Html::default();
    for question in untold.iter().take(MOST_UNTOLD) {
        if !html.is_empty() {
            html.push(Style::Plain, "\n");
        }
        html.push(Style::Plain, &phrases::not_told_about(lang, &shorten(question, SAID_BACK)));
    }
    html
}
