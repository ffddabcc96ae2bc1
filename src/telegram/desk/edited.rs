//! Answers a message, and answers it anew in the same place when it is edited.
//!
//! Invariant: one question has one answer: an edit changes it, whatever it was before; a new message is sent only where
//! there was none, or it has been deleted.

use super::Desk;
use super::asked::{Asked, Wish, asked};
use super::commands::is_known;
use super::outbox::{self, Place};
use super::said::said;
use super::statistics;
use super::tongue::Tongue;
use crate::telegram::CallError;
use crate::telegram::caller::Sent;
use crate::telegram::incoming::Message;

impl Desk {
    /// Answers `message` if it speaks to the bot.
    pub(super) async fn message(&self, message: &Message) -> Result<(), CallError> {
        let responder = self.responder();
        let knowledge = responder.knowledge();
        let by_admin = self.is_admins(message);
        let known = |name: &str| is_known(name, knowledge) || (by_admin && name == statistics::COMMAND);
        let Some(asked) = asked(message, &self.me, known) else { return Ok(()) };
        let tongue = Tongue::new(message.from.as_ref(), knowledge);
        let said = match &asked.wish {
            Wish::Command(name, _) if name == statistics::COMMAND => self.statistics(&tongue).await,
            Wish::Command(name, _) if name == "help" && by_admin => {
                statistics::told_of(said(&asked.wish, &responder, &self.me, &self.store, &tongue), &tongue)
            }
            wish => said(wish, &responder, &self.me, &self.store, &tongue),
        };
        let quotes = said.quotes || asked.on_behalf || !message.chat.is_private();
        let place = place(message, &asked, quotes);
        let sent = match self.earlier_reply(message).await {
            Some(earlier) => outbox::edit(&self.caller, place, earlier, &said.sheet).await?,
            None => outbox::send(&self.caller, place, &said.sheet).await?,
        };
        if let Some(Sent { chat, message: reply }) = sent.filter(|sent| sent.chat == message.chat.id) {
            self.store.remember_reply(chat.0, message.id.0, reply.0, crate::store::now());
        }
        said.record(&self.store);
        Ok(())
    }

    /// The reply to the message as it was before it was edited.
    async fn earlier_reply(&self, message: &Message) -> Option<teloxide::types::MessageId> {
        if !message.edited {
            return None;
        }
        let known = self.store.reply_to(message.chat.id.0, message.id.0).await;
        known.ok().flatten().map(teloxide::types::MessageId)
    }
}

fn place(message: &Message, asked: &Asked, quotes: bool) -> Place {
    Place { chat: message.chat.id, topic: message.topic, under: quotes.then_some(asked.under) }
}
