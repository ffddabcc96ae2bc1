//! Holds calls back while Telegram is down, so that an outage is met by one probe at a time and not by everybody.
//!
//! Invariant: one call that fails by itself never closes the gate: [`CLOSE_AFTER`] in a row must, with no success
//! between them. Any success opens it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// How many failures in a row make an outage.
const CLOSE_AFTER: u32 = 3;

/// The first pause between two probes; doubles from there.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// The longest pause between two probes: what people wait for, at most, after Telegram is back.
const LONGEST_PAUSE: Duration = Duration::from_millis(2500);

#[derive(Debug)]
pub(super) struct Gate {
    state: Mutex<State>,
    opened: watch::Sender<()>,
}

#[derive(Debug)]
struct State {
    failures: u32,
    pause: Duration,
    probe_at: Option<Instant>,
    probing: bool,
}

/// Leave to make one call; given back by [`Pass::settle`], or by being dropped.
pub(super) struct Pass<'g> {
    gate: &'g Gate,
    is_probe: bool,
}

impl Default for Gate {
    fn default() -> Self {
        let state = State { failures: 0, pause: FIRST_PAUSE, probe_at: None, probing: false };
        Self { state: Mutex::new(state), opened: watch::Sender::new(()) }
    }
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether Telegram counts as down.
    pub(super) fn is_closed(&self) -> bool {
        self.state().probe_at.is_some()
    }

    /// Waits until Telegram counts as up.
    pub(super) async fn open(&self) {
        let mut opened = self.opened.subscribe();
        while self.is_closed() && opened.changed().await.is_ok() {}
    }

    /// Waits for leave to call.
    pub(super) async fn pass(&self) -> Pass<'_> {
        let mut opened = self.opened.subscribe();
        loop {
            let wait_until = {
                let mut state = self.state();
                match state.probe_at {
                    None => return Pass { gate: self, is_probe: false },
                    Some(at) if at <= Instant::now() && !state.probing => {
                        state.probing = true;
                        return Pass { gate: self, is_probe: true };
                    }
                    Some(at) => at.max(Instant::now() + Duration::from_millis(50)),
                }
            };
            tokio::select! {
                _ = opened.changed() => {}
                () = tokio::time::sleep_until(wait_until) => {}
            }
        }
    }
}

impl Pass<'_> {
    /// Tells how the call went.
    pub(super) fn settle(self, came_through: bool) {
        let mut state = self.gate.state();
        if came_through {
            let was_closed = state.probe_at.take().is_some();
            state.failures = 0;
            state.pause = FIRST_PAUSE;
            if was_closed {
                tracing::info!("Telegram can be reached again");
                self.gate.opened.send_replace(());
            }
        } else if self.is_probe {
            state.pause = (state.pause * 2).min(LONGEST_PAUSE);
            state.probe_at = Some(Instant::now() + state.pause);
        } else if state.probe_at.is_none() {
            state.failures += 1;
            if state.failures >= CLOSE_AFTER {
                state.probe_at = Some(Instant::now() + state.pause);
                tracing::warn!("Telegram cannot be reached; replies are kept until it can");
            }
        }
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.is_probe {
            self.gate.state().probing = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CLOSE_AFTER, Gate};

    #[tokio::test(start_paused = true)]
    async fn an_outage_is_met_by_one_probe_at_a_time() {
        let gate = Gate::default();
        for _ in 0..CLOSE_AFTER {
            gate.pass().await.settle(false);
        }
        assert!(gate.is_closed());
        let probe = gate.pass().await;
        let second = tokio::time::timeout(std::time::Duration::from_secs(60), gate.pass()).await;
        assert!(second.is_err(), "a second call passed while the probe was out");
        probe.settle(true);
        assert!(!gate.is_closed());
    }

    #[tokio::test(start_paused = true)]
    async fn a_probe_that_is_given_up_lets_another_try() {
        let gate = Gate::default();
        for _ in 0..CLOSE_AFTER {
            gate.pass().await.settle(false);
        }
        drop(gate.pass().await);
        gate.pass().await.settle(true);
        assert!(!gate.is_closed());
    }
}
