//! Lays out the browsing of the knowledge: the topics, a topic's questions, a question's answer, each with a way back.
//!
//! Invariant: whatever page is asked for, one that exists is shown, so that an old button still leads somewhere.

use super::card;
use super::html::{Html, Style};
use super::press::{Act, Press};
use super::reference::Ref;
use super::sheet::{Button, Sheet};
use super::units::shorten;
use crate::knowledge::{Entry, Knowledge};
use crate::reply::{Card, telegram_phrases as phrases};
use crate::text::Lang;

/// How many rows of choices stand under a message: as many as a phone shows without scrolling.
const ROWS: usize = 8;

/// The longest heading in characters.
const HEADING: usize = 200;

/// The topics; where the knowledge has none, its questions.
#[must_use]
pub fn topics(knowledge: &Knowledge, lang: Lang, page: u16) -> Sheet {
    let mut shown: Vec<Option<usize>> = (0..knowledge.topics.len()).map(Some).collect();
    shown.push(None);
    shown.retain(|&topic| entries(knowledge, topic).next().is_some());
    match shown.as_slice() {
        [] => return Sheet::new(Html::plain(phrases::nothing_to_browse(lang))),
        [only] => return listing(knowledge, *only, lang, page, false),
        _ => {}
    }
    let (page, pages) = clamp(page, shown.len());
    let mut html = Html::default();
    let subject = knowledge.subject.as_ref().map_or("", |s| s.title.pick(lang));
    heading(&mut html, subject, page, pages);
    html.push(Style::Plain, phrases::pick_a_topic(lang));
    let mut sheet = Sheet::new(html);
    for &topic in shown.iter().skip(page * ROWS).take(ROWS) {
        sheet.row(vec![topic_button(knowledge, topic, lang)]);
    }
    sheet.row(turning(lang, page, pages, Act::Topics));
    sheet
}

/// A topic's questions.
#[must_use]
pub fn topic(knowledge: &Knowledge, topic: Option<usize>, lang: Lang, page: u16) -> Sheet {
    let others = (0..knowledge.topics.len()).map(Some).chain([None]).filter(|t| *t != topic);
    let has_others = others.into_iter().any(|t| entries(knowledge, t).next().is_some());
    listing(knowledge, topic, lang, page, has_others)
}

/// An entry shown in the place of its topic's list.
#[must_use]
pub fn browsed(knowledge: &Knowledge, entry: &Entry, lang: Lang, page: u16) -> Sheet {
    let place = entries(knowledge, entry.topic).position(|e| e.id == entry.id).unwrap_or(0);
    let list = u16::try_from(place / ROWS).unwrap_or(u16::MAX);
    let label = format!("‹ {}", title(knowledge, entry.topic, lang));
    let back = Button::new(&label, Press::new(lang, Act::Topic(reference(knowledge, entry.topic), list)));
    card::browsed(&Card::new(knowledge, entry, lang, 1000), lang, page, back)
}

/// The button that opens a topic.
#[must_use]
pub fn topic_button(knowledge: &Knowledge, topic: Option<usize>, lang: Lang) -> Button {
    let count = entries(knowledge, topic).count();
    let label = format!("{} · {count}", shorten(title(knowledge, topic, lang), 50));
    Button::new(&label, Press::new(lang, Act::Topic(reference(knowledge, topic), 0)))
}

/// Which topic a button means; `None` where it is no more.
#[must_use]
pub fn find(knowledge: &Knowledge, topic: Option<&Ref>) -> Option<Option<usize>> {
    match topic {
        None => Some(None),
        Some(topic) => knowledge.topics.iter().position(|t| topic.names(&t.id)).map(Some),
    }
}

fn listing(knowledge: &Knowledge, topic: Option<usize>, lang: Lang, page: u16, back: bool) -> Sheet {
    let count = entries(knowledge, topic).count();
    if count == 0 {
        return Sheet::new(Html::plain(phrases::nothing_to_browse(lang)));
    }
    let (page, pages) = clamp(page, count);
    let mut html = Html::default();
    let alone = topic.is_none() && !back;
    heading(&mut html, if alone { "" } else { title(knowledge, topic, lang) }, page, pages);
    html.push(Style::Plain, phrases::pick_a_question(lang));
    let mut sheet = Sheet::new(html);
    for entry in entries(knowledge, topic).skip(page * ROWS).take(ROWS) {
        let press = Press::new(lang, Act::Browse(Ref::new(entry.id.as_str()), 0));
        sheet.row(vec![Button::new(entry.title(lang), press)]);
    }
    let topic = reference(knowledge, topic);
    sheet.row(turning(lang, page, pages, |page| Act::Topic(topic.clone(), page)));
    if back {
        let label = format!("‹ {}", phrases::all_topics(lang));
        sheet.row(vec![Button::new(&label, Press::new(lang, Act::Topics(0)))]);
    }
    sheet
}

fn entries(knowledge: &Knowledge, topic: Option<usize>) -> impl Iterator<Item = &Entry> {
    knowledge.entries.iter().filter(move |e| e.topic == topic)
}

fn title(knowledge: &Knowledge, topic: Option<usize>, lang: Lang) -> &str {
    topic.and_then(|t| knowledge.topics.get(t)).map_or(phrases::other_topic(lang), |t| t.title.pick(lang))
}

fn reference(knowledge: &Knowledge, topic: Option<usize>) -> Option<Ref> {
    topic.and_then(|t| knowledge.topics.get(t)).map(|t| Ref::new(&t.id))
}

fn heading(html: &mut Html, text: &str, page: usize, pages: usize) {
    let text = shorten(text, HEADING);
    let at = if pages > 1 { format!("{}/{pages}", page + 1) } else { String::new() };
    let line = [text, at].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ");
    if !line.is_empty() {
        html.push(Style::Bold, &line);
        html.push(Style::Plain, "\n");
    }
}

fn clamp(page: u16, items: usize) -> (usize, usize) {
    let pages = items.div_ceil(ROWS).max(1);
    (usize::from(page).min(pages - 1), pages)
}

fn turning(lang: Lang, page: usize, pages: usize, act: impl Fn(u16) -> Act) -> Vec<Button> {
    let to = |page: usize| Press::new(lang, act(u16::try_from(page).unwrap_or(u16::MAX)));
    let mut row = Vec::new();
    if page > 0 {
        row.push(Button::new(phrases::page_back(lang), to(page - 1)));
    }
    if page + 1 < pages {
        row.push(Button::new(phrases::page_on(lang), to(page + 1)));
    }
    row
}
