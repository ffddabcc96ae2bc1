//! What is said to a wish: the one place where questions become messages, whether they are sent or edited in.

use super::asked::{Hint, Wish};
use super::commands;
use super::courtesy::{Courtesy, courtesy};
use super::tongue::Tongue;
use crate::reply::{Outcome, Reply, telegram_phrases as phrases};
use crate::responder::Responder;
use crate::store::{Day, Store};
use crate::telegram::me::Me;
use crate::telegram::render::{Html, Sheet, answer};
use crate::text::Lang;

/// A message to be, and what is to be remembered once it is out.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// The message.
    pub sheet: Sheet,
    /// Whether it must quote the question also where one person speaks with the bot alone: "none of these" then finds
    /// the question there, and nothing has to be kept meanwhile.
    pub quotes: bool,
    /// Questions that found no answer.
    in_vain: Vec<String>,
}

impl Said {
    /// Counts what was asked in vain, without who or where.
    pub(super) fn record(&self, store: &Store) {
        for question in &self.in_vain {
            store.record_unanswered(question, Day::today());
        }
    }

    pub(super) fn plain(sheet: Sheet) -> Self {
        Self { sheet, quotes: false, in_vain: Vec::new() }
    }
}

/// Says what is to be said to `wish`.
pub(super) fn said(wish: &Wish, responder: &Responder, me: &Me, store: &Store, tongue: &Tongue) -> Said {
    match wish {
        Wish::Question(text) => answered(text, responder, tongue),
        Wish::Command(name, rest) => {
            // What follows `/start` is a link's, not words of the asker.
            let lang = tongue.of(if name == "start" { "" } else { rest });
            Said::plain(commands::said(name, rest, responder, me, store, lang))
        }
        Wish::Hint(hint) => Said::plain(Sheet::new(Html::plain(hinted(*hint, tongue.of(""))))),
    }
}

fn answered(question: &str, responder: &Responder, tongue: &Tongue) -> Said {
    let mut reply = responder.respond(question);
    if let (Outcome::None, Some(courtesy)) = (reply.outcome, courtesy(question)) {
        return Said::plain(met(courtesy, responder, tongue.of(question)));
    }
    if crate::text::detect(question).is_none() {
        translate(&mut reply, responder, tongue.of(question));
    }
    let in_vain = match reply.outcome {
        Outcome::None => vec![question.to_owned()],
        Outcome::Answer => reply.untold.clone(),
        Outcome::Suggest => Vec::new(),
    };
    let quotes = reply.outcome == Outcome::Suggest;
    Said { sheet: answer::reply(responder.knowledge(), &reply), quotes, in_vain }
}

fn met(courtesy: Courtesy, responder: &Responder, lang: Lang) -> Sheet {
    match courtesy {
        Courtesy::Greeting => commands::welcome(responder.knowledge(), lang),
        Courtesy::Thanks => Sheet::new(Html::plain(phrases::welcome_back(lang))),
        Courtesy::Signs => Sheet::new(Html::plain(phrases::nothing_to_answer(lang))),
    }
}

/// Puts a reply to digits or signs, which are in no language, into the asker's.
fn translate(reply: &mut Reply, responder: &Responder, lang: Lang) {
    reply.lang = lang;
    for card in &mut reply.cards {
        if let Some(own) = responder.card(&card.id, lang) {
            let score = card.score;
            *card = own;
            card.score = score;
        }
    }
}

fn hinted(hint: Hint, lang: Lang) -> &'static str {
    match hint {
        Hint::Unasked => phrases::ask_usage(lang),
        Hint::Wordless => phrases::nothing_to_answer(lang),
        Hint::UnknownCommand => phrases::unknown_command(lang),
    }
}
