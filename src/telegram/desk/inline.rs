//! Offers answers in any chat to whoever types `@bot …`: found by what is typed, or everything by pages.
//!
//! Invariant: what is offered is a whole answer by itself; what follows from it is to be had in the private chat, as
//! the bot may not write into the chat where the answer was dropped.

use std::collections::HashSet;

use reqwest::Url;
use teloxide::payloads::{AnswerInlineQuery, AnswerInlineQuerySetters as _};
use teloxide::types::{
    InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryId, InlineQueryResult, InlineQueryResultArticle,
    InlineQueryResultsButton, InlineQueryResultsButtonKind, InputMessageContent, InputMessageContentText,
};

use super::Desk;
use super::commands::FROM_INLINE;
use super::outbox::no_preview;
use super::tongue::Tongue;
use crate::reply::{Card, telegram_phrases as phrases};
use crate::responder::Responder;
use crate::telegram::CallError;
use crate::telegram::incoming::InlineQuery;
use crate::telegram::render::units::{MESSAGE, shorten};
use crate::telegram::render::{Html, Sheet, Style, card};
use crate::text::{Lang, detect};

/// How many results a page has: Telegram takes 50, a phone shows five, and less to carry is sooner there.
const PAGE: usize = 20;

/// How long Telegram may keep results, in seconds: the knowledge changes by the day, people type the same by the minute.
const CACHE: u32 = 300;

/// The longest title and description of a result, in characters: two lines on a phone.
const TITLE: usize = 80;
const DESCRIPTION: usize = 120;

impl Desk {
    /// Answers what somebody types after `@bot`.
    pub(super) async fn inline(&self, query: &InlineQuery) -> Result<(), CallError> {
        let responder = self.responder();
        let lang = Tongue::new(Some(&query.from), responder.knowledge()).of(&query.query);
        let from = query.offset.parse().unwrap_or(0_usize);
        let (cards, more) = found(&responder, query.query.trim(), from, lang);
        let invitation = if cards.is_empty() && from == 0 { phrases::nothing_found } else { phrases::ask_in_private };
        let next = if more { (from + PAGE).to_string() } else { String::new() };
        let answer = AnswerInlineQuery::new(InlineQueryId(query.id.clone()), self.articles(&cards, lang))
            .cache_time(CACHE)
            // Words decide the language for everybody; without words it is this asker's.
            .is_personal(detect(&query.query).is_none())
            .next_offset(next)
            .button(InlineQueryResultsButton {
                text: invitation(lang).to_owned(),
                kind: InlineQueryResultsButtonKind::StartParameter(FROM_INLINE.to_owned()),
            });
        self.caller.call(None, answer).await.map(drop)
    }

    fn articles(&self, cards: &[Card], lang: Lang) -> Vec<InlineQueryResult> {
        let mut ids = HashSet::new();
        let once = cards.iter().filter(|card| ids.insert(card.id.as_str()));
        once.map(|card| InlineQueryResult::Article(self.article(card, lang))).collect()
    }

    fn article(&self, card: &Card, lang: Lang) -> InlineQueryResultArticle {
        let text = InputMessageContentText::new(content(card, lang).into_string())
            .parse_mode(Sheet::PARSE_MODE)
            .link_preview_options(no_preview());
        let title = shorten(&card.question, TITLE);
        let title = if title.is_empty() { card.id.to_string() } else { title };
        let article = InlineQueryResultArticle::new(card.id.as_str(), title, InputMessageContent::Text(text))
            .description(shorten(&card.answer, DESCRIPTION));
        match link(&self.me.username, card) {
            Some(link) => {
                let button = InlineKeyboardButton::url(phrases::more_in_private(lang), link);
                article.reply_markup(InlineKeyboardMarkup::new([[button]]))
            }
            None => article,
        }
    }
}

/// A page of results, and whether there are more.
fn found(responder: &Responder, text: &str, from: usize, lang: Lang) -> (Vec<Card>, bool) {
    let knowledge = responder.knowledge();
    let wanted = PAGE + 1;
    let mut cards: Vec<Card> = if text.is_empty() {
        let entries = knowledge.entries.iter().skip(from).take(wanted);
        entries.map(|entry| Card::new(knowledge, entry, lang, 1000)).collect()
    } else {
        let limit = from.saturating_add(wanted).min(knowledge.entries.len());
        responder.search(text, lang, limit).into_iter().skip(from).take(wanted).collect()
    };
    let more = cards.len() > PAGE;
    cards.truncate(PAGE);
    (cards, more)
}

/// The message that choosing a result sends: the question, as nobody there has read it, and the whole answer.
fn content(card: &Card, lang: Lang) -> Html {
    let mut html = Html::default();
    let title = shorten(&card.question, TITLE);
    if !title.is_empty() {
        html.push(Style::Bold, &title);
        html.push(Style::Plain, "\n");
    }
    if let Some(first) = card::pages(card, lang, MESSAGE - html.units()).first() {
        html.append(first);
    }
    html
}

fn link(username: &str, card: &Card) -> Option<Url> {
    if username.is_empty() {
        return None;
    }
    Url::parse(&format!("https://t.me/{username}?start={}", card.id)).ok()
}
