//! Brings every update to the desk and loses none: poll, write down, confirm, answer, take off.
//!
//! ```text
//! getUpdates -> batch -> store.accept -> store.sync -> next getUpdates confirms
//!                             |
//!                             v one lane a chat
//!                        store.first -> desk.handle (a task of its own) -> store.finish
//! ```
//! Why not teloxide's dispatcher and polling: it confirms a batch before its handlers are done, so that a kill loses
//! what was under way; a full queue of one chat blocks all; a panic takes the process along; 401 and 409 are retried
//! for ever in silence; and an update without an id, or a first poll that fails, leaves it stalled or deaf.
//!
//! Invariants: memory holds of each waiting chat at most the update that is being answered; an update leaves the store
//! only once its reply is out, or cannot be, or nobody waits for it any more.

mod batch;
mod handling;
mod lanes;
mod poll;
mod start;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::live::Live;
use crate::secret::Secret;
use crate::store::{Store, StoreError};

use super::caller::{Http, Stop, Why};
use super::desk::menus;
use super::{Caller, Desk};
use handling::{Answerer, Handling};
use lanes::Lanes;

/// How long replies under way may take once the program is asked to stop; a little more than one call may.
const GRACE: Duration = Duration::from_secs(9);

/// How often the store forgets what is too old.
const PRUNE_EVERY: Duration = Duration::from_secs(3600);

/// What `serve` has to know.
#[derive(Clone, Debug)]
pub struct Options {
    /// The Bot API server.
    pub api_url: String,
    /// The bot's token.
    pub token: Secret<String>,
    /// Where the store is.
    pub store: PathBuf,
    /// Whom to show statistics.
    pub admins: Vec<u64>,
    /// How old a question may be and still be answered.
    pub max_age: Duration,
    /// Whether questions asked in vain are kept.
    pub record_unanswered: bool,
}

/// Why the bot does not run (any more).
#[derive(Debug)]
pub enum ServeError {
    /// Telegram does not know the token.
    TokenRefused,
    /// The server's address is none.
    BadApiUrl(String),
    /// The store cannot be used.
    Store(PathBuf, StoreError),
}

impl std::fmt::Display for ServeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TokenRefused => f.write_str(
                "Telegram refuses the bot's token: get a valid one from @BotFather (`/mybots`, then `API Token`) and set \
                 it as `TELOXIDE_TOKEN`",
            ),
            Self::BadApiUrl(url) => {
                write!(f, "`telegram.api_url` is `{url}`, expected an address like `https://api.telegram.org`")
            }
            Self::Store(path, error) => write!(f, "the store `{}` cannot be used: {error}", path.display()),
        }
    }
}

impl std::error::Error for ServeError {}

/// Runs the bot until `stop` is thrown, then finishes what is under way and keeps the rest for the next start.
///
/// # Errors
/// Where it cannot start, or Telegram refuses the token.
pub async fn serve(options: Options, live: Live, stop: Stop) -> Result<(), ServeError> {
    let http =
        Http::new(&options.api_url, &options.token).ok_or_else(|| ServeError::BadApiUrl(options.api_url.clone()))?;
    let in_store = |error| ServeError::Store(options.store.clone(), error);
    let store = Store::open(&options.store, options.record_unanswered).map_err(in_store)?;
    let Some(me) = start::who_am_i(&http, &stop).await else { return ended(&stop) };
    let cursor = store.adopt(me.id.0.cast_signed()).await.map_err(in_store)?;
    start::introduce(&me, &cursor);

    let caller = Caller::new(http.clone(), stop.clone());
    let menus = tokio::spawn({
        let (caller, live) = (caller.clone(), live.clone());
        async move { menus::follow(&caller, live).await }
    });
    let desk = Arc::new(Desk::new(caller.clone(), live, me, store.clone(), options.admins));
    let answerer: Answerer = Box::new(move |incoming| {
        let desk = Arc::clone(&desk);
        Box::pin(async move { desk.handle(&incoming).await })
    });
    let lanes = Lanes::new(store.clone(), Handling::new(answerer, caller, options.max_age));
    for lane in store.lanes().await.map_err(in_store)? {
        lanes.wake(lane);
    }
    let pruning = tokio::spawn(prune(store.clone()));
    poll::run(&http, &store, &lanes, cursor.offset, &stop).await;
    pruning.abort();
    menus.abort();
    let kept = lanes.finished(GRACE).await;
    store.close().await;
    tracing::info!(chats_kept = kept, "stopped");
    ended(&stop)
}

fn ended(stop: &Stop) -> Result<(), ServeError> {
    match stop.why() {
        Some(Why::TokenRefused) => Err(ServeError::TokenRefused),
        Some(Why::Signal) | None => Ok(()),
    }
}

async fn prune(store: Store) {
    let mut hours = tokio::time::interval(PRUNE_EVERY);
    loop {
        hours.tick().await;
        store.prune(crate::store::now());
    }
}
