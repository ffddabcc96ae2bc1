//! Remembers until when Telegram wants nothing sent to a chat (429), and lets that chat alone wait.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How many limits are kept before the ones that are over are thrown out.
const PRUNE_AT: usize = 1024;

/// Added to what Telegram says, so that a clock's rounding never makes us early.
const MARGIN: Duration = Duration::from_millis(20);

#[derive(Debug, Default)]
pub(super) struct Limits {
    until: Mutex<HashMap<i64, Instant>>,
}

impl Limits {
    fn map(&self) -> MutexGuard<'_, HashMap<i64, Instant>> {
        self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends nothing to `chat` for so long.
    pub(super) fn set(&self, chat: i64, wait: Duration) {
        let now = Instant::now();
        let mut map = self.map();
        if map.len() >= PRUNE_AT {
            map.retain(|_, until| *until > now);
        }
        let until = now + wait + MARGIN;
        let kept = map.entry(chat).or_insert(until);
        *kept = until.max(*kept);
    }

    /// Until when `chat` is limited, where it is.
    pub(super) fn until(&self, chat: i64) -> Option<Instant> {
        self.map().get(&chat).copied().filter(|until| *until > Instant::now())
    }

    /// Waits until `chat` is limited no more.
    pub(super) async fn wait(&self, chat: i64) {
        while let Some(until) = self.until(chat) {
            tokio::time::sleep_until(until).await;
        }
    }
}
