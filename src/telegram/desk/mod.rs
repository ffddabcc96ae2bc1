//! Decides what to say to an update. Minimal for now: answers private text in plain words, so that delivery stands.

use std::sync::Arc;

use teloxide::payloads::SendMessage;

use crate::reply::Outcome;
use crate::reply::phrases;
use crate::responder::Responder;
use crate::store::Store;

use super::{CallError, Caller, Incoming, Me};

/// The one who answers.
#[derive(Debug)]
pub struct Desk {
    caller: Caller,
    responder: Arc<Responder>,
}

impl Desk {
    /// A desk that answers from `responder` through `caller`.
    #[must_use]
    pub fn new(caller: Caller, responder: Arc<Responder>, _me: Me, _store: Store) -> Self {
        Self { caller, responder }
    }

    /// Answers one update.
    ///
    /// # Errors
    /// What [`Caller`] says of the calls.
    pub async fn handle(&self, incoming: &Incoming) -> Result<(), CallError> {
        let Incoming::Message(message) = incoming else { return Ok(()) };
        if !message.chat.is_private() || message.edited || message.text.is_empty() {
            return Ok(());
        }
        let reply = self.responder.respond(&message.text);
        let text = match (reply.outcome, reply.cards.first()) {
            (Outcome::Answer, Some(card)) => card.answer.clone(),
            (Outcome::Suggest, Some(_)) => phrases::did_you_mean(reply.lang).to_owned(),
            _ => phrases::not_told(reply.lang).to_owned(),
        };
        self.caller.send(message.chat.id, SendMessage::new(message.chat.id, text)).await.map(drop)
    }
}
