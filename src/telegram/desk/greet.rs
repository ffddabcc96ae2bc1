//! Says a word of use when somebody adds the bot to a group.

use super::Desk;
use super::commands::subject;
use super::outbox::{self, Place};
use super::tongue::Tongue;
use crate::reply::telegram_phrases as phrases;
use crate::telegram::CallError;
use crate::telegram::incoming::{Membership, Presence};
use crate::telegram::render::{Html, Sheet};

impl Desk {
    /// Greets a group that the bot has just come into and may write in.
    pub(super) async fn membership(&self, change: &Membership) -> Result<(), CallError> {
        if !change.is_added() || change.now != Presence::Here || !change.chat.is_group() {
            return Ok(());
        }
        let responder = self.responder();
        let lang = Tongue::new(Some(&change.from), responder.knowledge()).of("");
        let text = phrases::added(lang, &subject(responder.knowledge(), lang));
        let place = Place { chat: change.chat.id, topic: None, under: None };
        outbox::send(&self.caller, place, &Sheet::new(Html::plain(&text))).await.map(drop)
    }
}
