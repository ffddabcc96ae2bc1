//! Decides what to say to an update, and says it.
//!
//! ```text
//! Incoming -> asked (does it speak to us, what does it want) -> said (what to say) -> render -> outbox -> Caller
//!          -> callback (a pressed button)   -> inline (typed after @bot)   -> greet (added to a group)
//! ```
//! Invariants: what to say is decided without I/O; in groups nothing is said unasked; no text or person is logged.

mod asked;
mod callback;
mod commands;
mod courtesy;
mod edited;
mod greet;
mod group;
mod inline;
pub mod menus;
mod outbox;
mod private;
mod said;
mod statistics;
mod taken;
mod tongue;

use std::sync::Arc;

use crate::live::Live;
use crate::responder::Responder;
use crate::store::Store;

pub use taken::{Taken, taken};

use super::{CallError, Caller, Incoming, Me};

/// The one who answers.
#[derive(Debug)]
pub struct Desk {
    caller: Caller,
    live: Live,
    me: Me,
    store: Store,
    admins: Vec<u64>,
}

impl Desk {
    /// A desk that answers from `live`, as it is when an update comes up, through `caller`; `admins` may see statistics.
    #[must_use]
    pub fn new(caller: Caller, live: Live, me: Me, store: Store, admins: Vec<u64>) -> Self {
        Self { caller, live, me, store, admins }
    }

    /// Answers one update.
    ///
    /// # Errors
    /// What [`Caller`] says of the calls.
    pub async fn handle(&self, incoming: &Incoming) -> Result<(), CallError> {
        match incoming {
            Incoming::Message(message) => self.message(message).await,
            Incoming::Callback(callback) => self.callback(callback).await,
            Incoming::Inline(query) => self.inline(query).await,
            Incoming::Membership(change) => self.membership(change).await,
            Incoming::Migrated { .. } | Incoming::Ignored(_) => Ok(()),
        }
    }

    /// What the update at hand is answered from, from beginning to end.
    fn responder(&self) -> Arc<Responder> {
        self.live.responder()
    }
}
