//! Polls Telegram: the next poll, which confirms this one's updates, goes out only once they are safe on disk.

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

/// The pause before the store is asked again.
const STORE_PAUSE: Duration = Duration::from_secs(1);

/// How often a standing trouble is told again.
const TELL_EVERY: Duration = Duration::from_secs(60);

/// Polls until the program is to stop.
pub(super) async fn run(http: &Http, store: &Store, lanes: &Lanes, offset: Option<i64>, stop: &Stop) {
    let mut offset = offset;
    let mut pause = FIRST_PAUSE;
    let mut trouble = Trouble::default();
    loop {
        let mut ask = json!({ "limit": LIMIT, "timeout": HOLD, "allowed_updates": ALLOWED_UPDATES });
        if let (Some(offset), Some(fields)) = (offset, ask.as_object_mut()) {
            fields.insert("offset".to_owned(), offset.into());
        }
        let begun = Instant::now();
        let Some(answer) = stop.unless(http.post("getUpdates", &ask, TIMEOUT)).await else { return };
        let next_try = match answer {
            Answer::Done(result) => match take_in(&result, store, lanes, &mut offset, stop).await {
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

/// Makes a poll's updates safe, moves the offset past them and wakes their lanes. Gives the least time that this poll
/// and the next should lie apart; `None` where the result is no list of updates.
async fn take_in(
    result: &RawValue,
    store: &Store,
    lanes: &Lanes,
    offset: &mut Option<i64>,
    stop: &Stop,
) -> Option<Duration> {
    let batch = batch::read(result, *offset)?;
    for kind in &batch.unreadable {
        tracing::warn!(kind, "an update could not be read");
        store.bury(kind, "unreadable", Day::today());
    }
    let Some(next) = batch.next else {
        if batch.nameless > 0 {
            tracing::debug!(count = batch.nameless, "updates without a number");
            return Some(NAMELESS_PAUSE);
        }
        return Some(EMPTY_PAUSE);
    };
    let mut woken: Vec<String> = batch.kept.iter().map(|u| u.lane.clone()).collect();
    if !insist(|| store.accept(batch.kept.clone(), next, crate::store::now()), stop).await {
        return Some(Duration::ZERO);
    }
    woken.dedup();
    for lane in woken {
        lanes.wake(lane);
    }
    // Answered at once, confirmed once no power cut can undo it.
    if insist(|| store.sync(), stop).await {
        *offset = Some(next);
    }
    Some(Duration::ZERO)
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
