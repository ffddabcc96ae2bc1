//! Polls Telegram: a poll confirms no updates but those that are safe on disk.
//!
//! Mostly that is so by the time of the next poll. While a busy disk takes its time, the next one confirms nothing and does
//! not wait: it brings the same updates once more, which are passed over, and what has come since, which is answered.

use std::pin::Pin;
use std::time::Duration;

use serde_json::json;
use serde_json::value::RawValue;
use tokio::time::Instant;

use super::batch;
use super::lanes::Lanes;
use crate::store::{Day, Store, StoreError};
use crate::telegram::caller::{Answer, Http, Stop, Why};
use crate::telegram::incoming::ALLOWED_UPDATES;

/// How long Telegram holds a poll that finds nothing, in seconds. Short, because a poll whose connection dies in silence
/// is noticed only when it is overdue, and nobody should wait ten seconds after an outage.
const HOLD: u64 = 4;

/// How long a poll may take in all.
const TIMEOUT: Duration = Duration::from_secs(HOLD + 4);

/// The most that Telegram gives at once.
const LIMIT: u8 = 100;

/// The longest pause between two polls that fail.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The pause after a failed poll; doubles from there.
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// The pause while nothing but updates without a number comes: they cannot be confirmed, so Telegram gives them at once
/// each time. A later offset would confirm them, and whatever else has come by then.
const NAMELESS_PAUSE: Duration = Duration::from_secs(1);

/// How far apart polls that find nothing begin at least, should a server answer at once instead of holding them.
const EMPTY_PAUSE: Duration = Duration::from_millis(200);

/// The pause while another program polls: each poll throws out the other's.
const CONFLICT_PAUSE: Duration = Duration::from_secs(3);

/// How long a sync may take before Telegram is asked for more meanwhile, and how long until it is asked again: a sync
/// mostly takes a millisecond, and nobody should notice one that takes a hundred.
const PATIENCE: Duration = Duration::from_millis(4);

/// A disk that is slow for so long is no hiccup: Telegram is not to be asked hundreds of times for what it gave before.
const SLOW_AFTER: Duration = Duration::from_secs(1);

/// How long until it is asked again then.
const SLOW_PATIENCE: Duration = Duration::from_millis(250);

/// The pause before the store is asked again.
const STORE_PAUSE: Duration = Duration::from_secs(1);

/// How often a standing trouble is told again.
const TELL_EVERY: Duration = Duration::from_secs(60);

/// Polls until the program is to stop.
pub(super) async fn run(http: &Http, store: &Store, lanes: &Lanes, offset: Option<i64>, stop: &Stop) {
    let mut taken = Taken { store, stop, next: offset, safe: offset, sync: None };
    let mut pause = FIRST_PAUSE;
    let mut trouble = Trouble::default();
    loop {
        taken.settle().await;
        if stop.why().is_some() {
            return;
        }
        let hold = if taken.is_safe() { HOLD } else { 0 };
        let mut ask = json!({ "limit": LIMIT, "timeout": hold, "allowed_updates": ALLOWED_UPDATES });
        if let (Some(offset), Some(fields)) = (taken.safe, ask.as_object_mut()) {
            fields.insert("offset".to_owned(), offset.into());
        }
        let begun = Instant::now();
        let Some(answer) = stop.unless(http.post("getUpdates", &ask, TIMEOUT)).await else { return };
        let next_try = match answer {
            Answer::Done(result) => match take_in(&result, lanes, &mut taken).await {
                Some(rest) => {
                    pause = FIRST_PAUSE;
                    trouble.is_over();
                    begun + rest
                }
                None => {
                    trouble.tell("the answer is not the Bot API's");
                    begun + pause
                }
            },
            Answer::Limited(wait) => Instant::now() + wait.unwrap_or(pause),
            Answer::TokenRefused => return stop.begin(Why::TokenRefused),
            Answer::Refused { code: 409, description } if description.contains("webhook") => {
                trouble.tell("a webhook was set for this bot, and polling needs it gone: deleting it");
                let keep_updates = json!({ "drop_pending_updates": false });
                if stop.unless(http.post("deleteWebhook", &keep_updates, TIMEOUT)).await.is_none() {
                    return;
                }
                begun + pause
            }
            Answer::Refused { code: 409, .. } => {
                trouble
                    .tell("another program polls with this bot's token: stop it, or get a bot of its own for this one");
                Instant::now() + CONFLICT_PAUSE
            }
            Answer::Refused { code, .. } => {
                tracing::debug!(code, "a poll was refused");
                trouble.tell("Telegram refuses to be polled");
                begun + pause
            }
            Answer::Down(reason) => {
                trouble.tell(reason);
                begun + pause
            }
            Answer::Moved(_) => begun + pause,
        };
        if next_try > Instant::now() {
            pause = (pause * 2).min(LONGEST_PAUSE);
            if stop.unless(tokio::time::sleep_until(next_try)).await.is_none() {
                return;
            }
        }
        if stop.why().is_some() {
            return;
        }
    }
}

/// Writes a poll's updates down and wakes their lanes. Gives the least time that this poll and the next should lie apart;
/// `None` where the result is no list of updates.
async fn take_in(result: &RawValue, lanes: &Lanes, taken: &mut Taken<'_>) -> Option<Duration> {
    let store = taken.store;
    let batch = batch::read(result, taken.next)?;
    for kind in &batch.unreadable {
        tracing::warn!(kind, "an update could not be read");
        store.bury(kind, "unreadable", Day::today());
    }
    let Some(next) = batch.next else {
        return Some(match (batch.nameless, taken.is_safe()) {
            (0, true) => EMPTY_PAUSE,
            // What came before came once more.
            (0, false) => Duration::ZERO,
            (count, _) => {
                tracing::debug!(count, "updates without a number");
                NAMELESS_PAUSE
            }
        });
    };
    let mut woken: Vec<String> = batch.kept.iter().map(|u| u.lane.clone()).collect();
    if !insist(|| store.accept(batch.kept.clone(), next, crate::store::now()), taken.stop).await {
        return Some(Duration::ZERO);
    }
    woken.dedup();
    for lane in woken {
        lanes.wake(lane);
    }
    // Answered at once, confirmed once no power cut can undo it.
    taken.next = Some(next);
    // Telegram gives the oldest first: before the very first that is kept there is nothing to keep.
    taken.safe = taken.safe.or(batch.kept.first().map(|update| update.update_id));
    Some(Duration::ZERO)
}

/// What has been taken in, and how much of it no power cut can undo.
struct Taken<'s> {
    store: &'s Store,
    stop: &'s Stop,
    /// The first update that was not taken in.
    next: Option<i64>,
    /// The first that Telegram has to keep.
    safe: Option<i64>,
    sync: Option<Sync<'s>>,
}

/// A sync under way.
struct Sync<'s> {
    work: Pin<Box<dyn Future<Output = bool> + Send + 's>>,
    begun: Instant,
    /// What Telegram has to keep once it is done.
    safe: Option<i64>,
}

impl Taken<'_> {
    fn is_safe(&self) -> bool {
        self.safe == self.next
    }

    /// Waits for what was taken in to be safe; as long as it takes where Telegram would give nothing new before, and else
    /// no longer than somebody who asks should wait.
    async fn settle(&mut self) {
        let begun = Instant::now();
        while !self.is_safe() {
            let (store, stop) = (self.store, self.stop);
            let sync = self.sync.get_or_insert_with(|| Sync {
                work: Box::pin(insist(|| store.sync(), stop)),
                begun,
                safe: self.next,
            });
            let patience = if sync.begun.elapsed() < SLOW_AFTER { PATIENCE } else { SLOW_PATIENCE };
            // Numbers rise by one, so that this many may be as much as Telegram gives at once.
            let is_full = self.safe.zip(self.next).is_none_or(|(safe, next)| next - safe >= i64::from(LIMIT));
            let done = match is_full {
                true => Ok(sync.work.as_mut().await),
                false => tokio::time::timeout_at(begun + patience, sync.work.as_mut()).await,
            };
            match done {
                Ok(true) => self.safe = sync.safe,
                Ok(false) | Err(_) => return,
            }
            self.sync = None;
        }
    }
}

/// Has the store do something until it is done; false where the program stops first. What lasts, the store itself tells.
async fn insist<F: Future<Output = Result<(), StoreError>>>(ask: impl Fn() -> F, stop: &Stop) -> bool {
    while let Err(error) = ask().await {
        tracing::debug!(%error, "the store cannot keep updates, so they are not confirmed; trying again");
        if stop.unless(tokio::time::sleep(STORE_PAUSE)).await.is_none() {
            return false;
        }
    }
    true
}

/// Tells of a standing trouble once, then once a minute, and when it is over.
#[derive(Debug, Default)]
struct Trouble {
    told: Option<(&'static str, Instant)>,
}

impl Trouble {
    fn tell(&mut self, what: &'static str) {
        if self.told.is_none_or(|(told, at)| told != what || at.elapsed() >= TELL_EVERY) {
            tracing::warn!(reason = what, "polling Telegram fails; trying again");
            self.told = Some((what, Instant::now()));
        }
    }

    fn is_over(&mut self) {
        if self.told.take().is_some() {
            tracing::info!("polling Telegram works again");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{LIMIT, Sync, Taken};
    use crate::store::Store;
    use crate::telegram::caller::Stop;

    #[tokio::test]
    async fn a_sync_that_takes_long_holds_up_the_next_poll_only_where_it_would_bring_nothing_new() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (store, stop) = (Store::open(&folder.path().join("store"), true).expect("a store"), Stop::default());
        let full = i64::from(LIMIT);
        for (safe, next, goes_on) in
            [(Some(7), 8, true), (Some(7), 6 + full, true), (Some(7), 7 + full, false), (None, 8, false)]
        {
            let hangs = Sync { work: Box::pin(std::future::pending()), begun: Instant::now(), safe: Some(next) };
            let mut taken = Taken { store: &store, stop: &stop, next: Some(next), safe, sync: Some(hangs) };
            let settled = tokio::time::timeout(Duration::from_millis(100), taken.settle()).await;
            assert_eq!(settled.is_ok(), goes_on, "{safe:?} to {next}");
            assert!(!taken.is_safe(), "what is not synced is not confirmed");
            taken.sync = None;
            while !taken.is_safe() {
                taken.settle().await;
            }
            assert_eq!(taken.safe, Some(next));
        }
    }
}
