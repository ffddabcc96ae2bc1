//! Holds what the wire and the tests share, and wakes whoever waits when any of it changes.
//!
//! Invariant: no lock is held across an await.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{broadcast, watch};

use super::event::{Call, Event};
use super::faults::Faults;
use super::world::World;

/// Events a slow listener may lag behind before it misses some.
const LAG: usize = 4096;

pub(crate) struct Hub {
    pub(crate) token: String,
    /// Refuse what the published API does not know.
    pub(crate) strict: bool,
    /// Calls that the log keeps.
    kept: usize,
    world: Mutex<World>,
    faults: Mutex<Faults>,
    log: Mutex<VecDeque<Call>>,
    version: watch::Sender<u64>,
    events: broadcast::Sender<Event>,
}

impl Hub {
    pub(crate) fn new(
        token: String,
        strict: bool,
        kept: usize,
        world: impl FnOnce(broadcast::Sender<Event>) -> World,
    ) -> Self {
        let (events, _) = broadcast::channel(LAG);
        Self {
            token,
            strict,
            kept,
            world: Mutex::new(world(events.clone())),
            faults: Mutex::default(),
            log: Mutex::default(),
            version: watch::Sender::new(0),
            events,
        }
    }

    /// Changes the world and wakes whoever waits.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut World) -> T) -> T {
        let done = change(&mut lock(&self.world));
        self.wake();
        done
    }

    /// Changes the world by a call and notes the call, in one step: whoever sees what it did finds it in the log.
    pub(crate) fn carry_out<T>(&self, mut call: Call, change: impl FnOnce(&mut World, &mut Call) -> T) -> T {
        let mut world = lock(&self.world);
        let done = change(&mut world, &mut call);
        self.note(call);
        drop(world);
        self.wake();
        done
    }

    /// Looks at the world, waking nobody.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&mut World) -> T) -> T {
        look(&mut lock(&self.world))
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    /// Notes a call that changed nothing, and wakes whoever waits.
    pub(crate) fn record(&self, call: Call) {
        self.note(call);
        self.wake();
    }

    fn note(&self, call: Call) {
        if self.events.receiver_count() > 0 {
            // Whoever listened may have gone this very moment, which is fine.
            let _ = self.events.send(Event::Called(Box::new(call.clone())));
        }
        let mut log = lock(&self.log);
        log.push_back(call);
        while log.len() > self.kept {
            log.pop_front();
        }
    }

    pub(crate) fn log(&self) -> Vec<Call> {
        lock(&self.log).iter().cloned().collect()
    }

    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    pub(crate) fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    fn wake(&self) {
        self.version.send_modify(|version| *version += 1);
    }
}

/// A test that failed while it held the lock must not hide behind a second panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
