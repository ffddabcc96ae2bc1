//! Lays an entry out as messages: the short fact, the passage folded, where it stands; as many pages as it takes.
//!
//! Invariant: every page fits the room it is given, and together they hold every word.

use super::html::{Html, Style};
use super::press::{Act, Press};
use super::reference::Ref;
use super::sheet::{Button, Sheet};
use super::units::{MESSAGE, cut, units};
use crate::reply::{Card, telegram_phrases as phrases};
use crate::text::Lang;

/// Less room than this is not worth beginning a text in.
const SCRAP: usize = 160;

/// How many related questions are offered: more would outweigh the answer on a phone.
const MOST_RELATED: usize = 3;

/// A card cut into pages of at most `room` units each; at least one.
#[must_use]
pub fn pages(card: &Card, lang: Lang, room: usize) -> Vec<Html> {
    let source = card.source.as_ref().map(|s| phrases::source_line(lang, &s.title, s.paragraph));
    let parts = [
        (Style::Plain, card.answer.trim()),
        (Style::Quote, card.passage.as_deref().unwrap_or_default().trim()),
        (Style::Italic, source.as_deref().unwrap_or_default().trim()),
    ];
    let (mut full, mut page) = (Vec::new(), Html::default());
    for (style, text) in parts {
        let mut rest = text;
        while !rest.is_empty() {
            let room = room.saturating_sub(page.units() + usize::from(!page.is_empty()));
            let splits = units(rest) > room;
            if splits && !page.is_empty() && (style == Style::Italic || room < SCRAP) {
                full.push(std::mem::take(&mut page));
                continue;
            }
            let (head, tail) = cut(rest, room.max(2));
            if !page.is_empty() {
                page.push(Style::Plain, "\n");
            }
            page.push(style, head);
            rest = tail;
            if splits {
                full.push(std::mem::take(&mut page));
            }
        }
    }
    full.push(page);
    full.retain(|page| !page.is_blank());
    if full.is_empty() {
        full.push(Html::plain(if card.question.trim().is_empty() { "…" } else { cut(&card.question, room).0 }));
    }
    full
}

/// An entry as a message of its own.
#[must_use]
pub fn entry(card: &Card, lang: Lang, page: u16) -> Sheet {
    let mut sheet = leaf(card, lang, page, Act::Read);
    for (id, title) in card.related.iter().take(MOST_RELATED) {
        let press = Press::new(lang, Act::Open(Ref::new(id.as_str())));
        sheet.row(vec![Button::new(&format!("› {title}"), press)]);
    }
    sheet.row(votes(lang, &[card]));
    sheet
}

/// An entry in the place where topics are browsed, with the way back.
#[must_use]
pub fn browsed(card: &Card, lang: Lang, page: u16, back: Button) -> Sheet {
    let mut sheet = leaf(card, lang, page, Act::Browse);
    sheet.row(votes(lang, &[card]));
    sheet.row(vec![back]);
    sheet
}

/// The two buttons below answers; one press speaks for all of them.
#[must_use]
pub fn votes(lang: Lang, cards: &[&Card]) -> Vec<Button> {
    let refs: Vec<Ref> = cards.iter().map(|c| Ref::new(c.id.as_str())).collect();
    let vote = |helpful| Press::new(lang, Act::Vote(helpful, refs.clone()));
    vec![Button::new(phrases::helpful(lang), vote(true)), Button::new(phrases::not_helpful(lang), vote(false))]
}

fn leaf(card: &Card, lang: Lang, page: u16, turn: fn(Ref, u16) -> Act) -> Sheet {
    let mut pages = pages(card, lang, MESSAGE);
    let count = pages.len();
    let at = usize::from(page).min(count - 1);
    let mut sheet = Sheet::new(pages.swap_remove(at));
    let to = |page: usize| {
        let page = u16::try_from(page).unwrap_or(u16::MAX);
        Press::new(lang, turn(Ref::new(card.id.as_str()), page))
    };
    let mut row = Vec::new();
    if at > 0 {
        row.push(Button::new(phrases::page_back(lang), to(at - 1)));
    }
    if at + 1 < count {
        row.push(Button::new(&phrases::read_on(lang, at + 1, count), to(at + 1)));
    }
    sheet.row(row);
    sheet
}
