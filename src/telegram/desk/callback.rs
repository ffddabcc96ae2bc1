//! Does what a pressed button says, and answers every press so that no button keeps spinning.
//!
//! Invariants: a press is read with suspicion, for a client can send any data; what means nothing (any more) gets a
//! notice and changes nothing. One message takes one vote: the two buttons become a mark that it was given, which is
//! also why nobody has to be remembered.

use teloxide::payloads::{
    AnswerCallbackQuery, AnswerCallbackQuerySetters as _, EditMessageReplyMarkup, EditMessageReplyMarkupSetters as _,
};
use teloxide::types::CallbackQueryId;

use super::Desk;
use super::asked::{Wish, asked};
use super::outbox::{self, Place};
use super::tongue::Tongue;
use crate::knowledge::{Entry, Knowledge};
use crate::reply::{Card, telegram_phrases as phrases};
use crate::responder::Responder;
use crate::store::{Day, Feedback};
use crate::telegram::CallError;
use crate::telegram::incoming::{Callback, Key, Message};
use crate::telegram::render::{Act, Button, Press, Ref, Sheet, answer, card, topics};
use crate::text::Lang;

/// What a press leads to.
enum Deed {
    /// The message reads otherwise.
    Replace(Sheet),
    /// A message follows.
    Follow(Sheet),
    /// The vote is taken, its buttons become a mark.
    Vote(bool, Vec<String>),
    /// None of the suggestions was meant; the message says what is said then.
    NoneOfThese(Vec<String>, Sheet),
    /// Nothing; why.
    Nothing(&'static str),
}

impl Desk {
    /// Answers a press.
    pub(super) async fn callback(&self, callback: &Callback) -> Result<(), CallError> {
        let responder = self.responder();
        let press = callback.data.as_deref().and_then(Press::read);
        let lang = match &press {
            Some(press) => press.lang,
            None => Tongue::new(Some(&callback.from), responder.knowledge()).of(""),
        };
        let deed = match (press, &callback.message) {
            (Some(press), Some(message)) => self.deed(&press, message, callback, &responder),
            _ => Deed::Nothing(phrases::outdated(lang)),
        };
        let notice = match &deed {
            Deed::Replace(_) | Deed::Follow(_) => None,
            Deed::Vote(..) => Some(phrases::thanks(lang)),
            Deed::NoneOfThese(..) => Some(phrases::none_noted(lang)),
            Deed::Nothing(why) => Some(*why),
        };
        let told = self.tell(callback, notice).await;
        match (&callback.message, told) {
            (_, Err(CallError::Stopping)) => Err(CallError::Stopping),
            // A notice that came too late is no reason not to do what was asked.
            (Some(message), _) => self.act(deed, message, callback, lang).await,
            (None, told) => told,
        }
    }

    /// What `press` leads to.
    fn deed(&self, press: &Press, message: &Message, callback: &Callback, responder: &Responder) -> Deed {
        let (knowledge, lang) = (responder.knowledge(), press.lang);
        let outdated = Deed::Nothing(phrases::outdated(lang));
        let named = |r: &Ref| knowledge.entries.iter().find(|e| r.names(e.id.as_str()));
        let shown = |entry: &Entry, page| card::entry(&Card::new(knowledge, entry, lang, 1000), lang, page);
        match &press.act {
            Act::Read(entry, page) => named(entry).map_or(outdated, |e| Deed::Replace(shown(e, *page))),
            Act::Open(entry) => named(entry).map_or(outdated, |e| Deed::Follow(shown(e, 0))),
            Act::Browse(entry, page) => {
                named(entry).map_or(outdated, |e| Deed::Replace(topics::browsed(knowledge, e, lang, *page)))
            }
            Act::Topics(page) => Deed::Replace(topics::topics(knowledge, lang, *page)),
            Act::Topic(topic, page) => match topics::find(knowledge, topic.as_ref()) {
                Some(topic) => Deed::Replace(topics::topic(knowledge, topic, lang, *page)),
                None => outdated,
            },
            Act::Vote(helpful, entries) => {
                let ids: Vec<_> = entries.iter().filter_map(named).map(|e| e.id.to_string()).collect();
                if ids.is_empty() { outdated } else { Deed::Vote(*helpful, ids) }
            }
            Act::NoneOfThese => {
                let candidates = candidates(&callback.keyboard, knowledge);
                let near = near(&candidates);
                let first = candidates.first().map(|e| e.title(lang).to_owned());
                let question = self.question_above(message).or(first);
                Deed::NoneOfThese(question.into_iter().collect(), answer::not_told(knowledge, &near, lang))
            }
            Act::Noted => Deed::Nothing(phrases::already_noted(lang)),
        }
    }

    async fn act(&self, deed: Deed, message: &Message, callback: &Callback, lang: Lang) -> Result<(), CallError> {
        let question = message.reply_to.as_ref().map(|m| m.id);
        let group = !message.chat.is_private();
        let place = Place { chat: message.chat.id, topic: message.topic, under: question };
        match deed {
            Deed::Nothing(_) => Ok(()),
            Deed::Replace(sheet) => outbox::edit(&self.caller, place, message.id, &sheet).await.map(drop),
            Deed::Follow(sheet) => {
                let under = group.then_some(message.id);
                outbox::send(&self.caller, Place { under, ..place }, &sheet).await.map(drop)
            }
            Deed::NoneOfThese(questions, sheet) => {
                outbox::edit(&self.caller, place, message.id, &sheet).await?;
                questions.iter().for_each(|text| self.store.record_none_of_these(text, Day::today()));
                Ok(())
            }
            Deed::Vote(helpful, ids) => {
                let kind = if helpful { Feedback::Helpful } else { Feedback::NotHelpful };
                let marked = marked(&callback.keyboard, lang, helpful);
                let payload = EditMessageReplyMarkup::new(message.chat.id, message.id).reply_markup(marked.markup());
                match self.caller.send(message.chat.id, payload).await {
                    Ok(_) | Err(CallError::NotModified | CallError::Unread | CallError::Gone) => {}
                    Err(error) => return Err(error),
                }
                ids.iter().for_each(|id| self.store.record_feedback(id, kind, Day::today()));
                Ok(())
            }
        }
    }

    /// The question that the message answers, as it was asked; `None` where the message quotes none.
    fn question_above(&self, message: &Message) -> Option<String> {
        let above = message.reply_to.as_deref()?;
        let asked = asked(above, &self.me, |_| false).map(|asked| asked.wish);
        let text = match asked {
            Some(Wish::Question(text)) => text,
            _ => above.text.trim().to_owned(),
        };
        (!text.is_empty()).then_some(text)
    }

    /// Stops the button's spinning. Not bound to the chat's limits: a notice is no message.
    async fn tell(&self, callback: &Callback, notice: Option<&str>) -> Result<(), CallError> {
        let mut answer = AnswerCallbackQuery::new(CallbackQueryId(callback.id.clone()));
        if let Some(notice) = notice {
            answer = answer.text(notice);
        }
        self.caller.call(None, answer).await.map(drop)
    }
}

/// The entries that the message's buttons offer to choose.
fn candidates<'k>(keyboard: &[Vec<Key>], knowledge: &'k Knowledge) -> Vec<&'k Entry> {
    let presses = keyboard.iter().flatten().filter_map(|key| Press::read(key.data.as_deref()?));
    let chosen = presses.filter_map(|press| match press.act {
        Act::Read(entry, _) => Some(entry),
        _ => None,
    });
    chosen.filter_map(|r| knowledge.entries.iter().find(|e| r.names(e.id.as_str()))).collect()
}

/// The topics of what was offered, best first, each once.
fn near(candidates: &[&Entry]) -> Vec<usize> {
    let mut near = Vec::new();
    for topic in candidates.iter().filter_map(|e| e.topic) {
        if !near.contains(&topic) {
            near.push(topic);
        }
    }
    near
}

/// The same buttons, the two for voting turned into a mark.
fn marked(keyboard: &[Vec<Key>], lang: Lang, helpful: bool) -> Sheet {
    let mut sheet = Sheet::default();
    for row in keyboard {
        let buttons: Vec<Button> =
            row.iter().filter_map(|key| Some(Button::new(&key.label, Press::read(key.data.as_deref()?)?))).collect();
        let votes = buttons.iter().any(|b| matches!(b.press.act, Act::Vote(..)));
        let mark = || Button::new(phrases::voted(lang, helpful), Press::new(lang, Act::Noted));
        sheet.row(if votes { vec![mark()] } else { buttons });
    }
    sheet
}
