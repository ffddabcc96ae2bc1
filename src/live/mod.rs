//! Keeps what is answered from in step with the files: a saved change counts from the next question on.
//!
//! Front ends that run for long hold a [`Live`] and ask it for the responder each time; a thread of its own reads the
//! files anew when they change and puts the new responder in the place of the old in one step.
//!
//! Invariants: there is always a whole responder to answer from, for faulty files leave the last good one where it is;
//! a question is answered from one knowledge from beginning to end; nothing is read or built on the threads that answer.

mod follow;
mod watcher;

use std::path::Path;
use std::sync::Arc;

use tokio::sync::watch;

use crate::cache::Cache;
use crate::knowledge::LoadError;
use crate::memory;
use crate::responder::Responder;

use follow::Follower;

/// The knowledge as it is now; cheap to clone.
#[derive(Clone, Debug)]
pub struct Live {
    now: watch::Receiver<State>,
}

/// What is answered from, and what keeps newer files from being it.
#[derive(Clone, Debug)]
struct State {
    responder: Arc<Responder>,
    trouble: Option<Arc<LoadError>>,
}

impl Live {
    /// Reads the knowledge at `path`, and follows its changes for as long as somebody holds the result.
    ///
    /// # Errors
    /// It cannot be used as it is now, so that there is nothing yet to answer from.
    pub fn open(path: &Path, cache: &Cache) -> Result<Self, LoadError> {
        let (follower, responder) = Follower::new(path, cache)?;
        let (tell, now) = watch::channel(State { responder, trouble: None });
        let thread = std::thread::Builder::new().name("knowledge".to_owned());
        if let Err(error) = thread.spawn(move || follower.run(&tell)) {
            tracing::warn!(%error, "changes of the knowledge are not followed; restart after changing it");
        }
        memory::give_back();
        Ok(Self { now })
    }

    /// Answers from `responder`, whatever happens to any file.
    #[must_use]
    pub fn still(responder: Arc<Responder>) -> Self {
        let (_, now) = watch::channel(State { responder, trouble: None });
        Self { now }
    }

    /// What to answer from now.
    #[must_use]
    pub fn responder(&self) -> Arc<Responder> {
        Arc::clone(&self.now.borrow().responder)
    }

    /// Why the files as they are now are not answered from; `None` where they are.
    #[must_use]
    pub fn trouble(&self) -> Option<Arc<LoadError>> {
        self.now.borrow().trouble.clone()
    }

    /// Waits until [`Live::responder`] or [`Live::trouble`] is another than at the last return; for ever, where nothing
    /// is followed.
    pub async fn changed(&mut self) {
        if self.now.changed().await.is_err() {
            std::future::pending().await
        }
    }
}
