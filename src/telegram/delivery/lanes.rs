//! Runs one lane for each chat in which something waits: in order within a lane, independent of all others.
//!
//! Invariants: a lane reads its next update from the store only when the last one is off it, so what waits costs no
//! memory; nothing that came after a lane looked is overlooked (`more`).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::handling::{Handling, Outcome};
use crate::store::{Store, StoreError, Waiting};

/// The pause before the store is tried again.
const STORE_PAUSE: Duration = Duration::from_secs(1);

/// All lanes; cheap to clone.
#[derive(Clone)]
pub(super) struct Lanes {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    handling: Handling,
    /// The lanes that run, and whether more came for them since they last looked.
    running: Mutex<HashMap<String, bool>>,
    count: watch::Sender<usize>,
}

/// A running lane; leaves the list however its task ends.
struct Lane {
    inner: Arc<Inner>,
    name: String,
    has_left: bool,
}

impl Lanes {
    pub(super) fn new(store: Store, handling: Handling) -> Self {
        let count = watch::Sender::new(0);
        Self { inner: Arc::new(Inner { store, handling, running: Mutex::default(), count }) }
    }

    /// Sees to it that what waits in a lane is answered.
    pub(super) fn wake(&self, name: String) {
        let mut running = self.inner.running();
        if let Some(more) = running.get_mut(&name) {
            *more = true;
            return;
        }
        running.insert(name.clone(), false);
        drop(running);
        self.inner.count.send_modify(|n| *n += 1);
        let lane = Lane { inner: Arc::clone(&self.inner), name, has_left: false };
        tokio::spawn(lane.run());
    }

    /// Waits until no lane runs, at most `grace`; tells how many were left.
    pub(super) async fn finished(&self, grace: Duration) -> usize {
        let mut count = self.inner.count.subscribe();
        let _ = tokio::time::timeout(grace, count.wait_for(|n| *n == 0)).await;
        *self.inner.count.borrow()
    }
}

impl Inner {
    fn running(&self) -> MutexGuard<'_, HashMap<String, bool>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lane {
    async fn run(mut self) {
        let inner = Arc::clone(&self.inner);
        loop {
            let Some(_place) = inner.handling.room().await else { return };
            let Some(mut next) = self.insist(|s, name| async move { s.first(name).await }).await else { return };
            while let Some(waiting) = next {
                if inner.handling.is_stopping() {
                    return;
                }
                // Boxed, so that a lane that waits for its turn is small.
                next = match Box::pin(inner.handling.handle(&waiting, &inner.store)).await {
                    Outcome::Keep => return,
                    Outcome::TryAgain => Some(waiting),
                    Outcome::TakeOff => {
                        let seq = waiting.seq;
                        match self.insist(move |s, name| async move { s.finish(seq, name).await }).await {
                            Some(next) => next,
                            None => return,
                        }
                    }
                };
            }
            if self.leave_unless_more() {
                return;
            }
        }
    }

    /// Asks the store until it answers; `None` where the program stops first.
    async fn insist<F, R>(&self, ask: F) -> Option<Option<Waiting>>
    where
        F: Fn(Store, String) -> R,
        R: Future<Output = Result<Option<Waiting>, StoreError>>,
    {
        loop {
            match ask(self.inner.store.clone(), self.name.clone()).await {
                Ok(next) => return Some(next),
                // The store itself tells of what lasts.
                Err(error) => tracing::debug!(%error, "the store does not answer; trying again"),
            }
            self.inner.handling.unless_stopping(tokio::time::sleep(STORE_PAUSE)).await?;
        }
    }

    /// Leaves the list, unless something came since the lane last looked.
    fn leave_unless_more(&mut self) -> bool {
        let mut running = self.inner.running();
        if running.get_mut(&self.name).is_some_and(std::mem::take) {
            return false;
        }
        running.remove(&self.name);
        self.has_left = true;
        true
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        if !self.has_left {
            self.inner.running().remove(&self.name);
        }
        self.inner.count.send_modify(|n| *n -= 1);
    }
}
