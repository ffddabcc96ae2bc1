//! Tells every part of the program that it is stopping, and why.

use std::future::Future;

use tokio::sync::watch;

/// Why the program stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// SIGTERM or SIGINT: finish what is in flight, keep the rest.
    Signal,
    /// Telegram does not know the token (any more).
    TokenRefused,
}

/// A switch that is thrown once; cheap to clone.
#[derive(Clone, Debug)]
pub struct Stop {
    why: watch::Sender<Option<Why>>,
}

impl Default for Stop {
    fn default() -> Self {
        Self { why: watch::Sender::new(None) }
    }
}

impl Stop {
    /// Throws the switch; the first reason counts.
    pub fn begin(&self, why: Why) {
        self.why.send_if_modified(|now| now.is_none() && now.replace(why).is_none());
    }

    /// Why it was thrown, where it was.
    #[must_use]
    pub fn why(&self) -> Option<Why> {
        *self.why.borrow()
    }

    /// Waits until it is thrown.
    pub async fn stopped(&self) -> Why {
        let mut changes = self.why.subscribe();
        loop {
            if let Some(why) = *changes.borrow_and_update() {
                return why;
            }
            if changes.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// What `work` gives, unless the switch is (or was) thrown and `work` would have to be waited for.
    pub async fn unless<F: Future>(&self, work: F) -> Option<F::Output> {
        tokio::select! {
            biased;
            done = work => Some(done),
            _ = self.stopped() => None,
        }
    }
}
