//! Speaks Telegram: the only place that knows teloxide, its types and the Bot API.
//!
//! ```text
//! delivery (poll -> store -> lanes) -> desk (what to say) -> render -> caller -> Telegram
//! ```
//! Invariants: an update is confirmed only once it is durable; it leaves the store only when its reply is out; every
//! outgoing call but `getUpdates` passes through [`Caller`].

pub mod incoming;

pub mod caller;

pub mod me;

pub mod desk;

pub mod render;

pub mod delivery;

pub use caller::{CallError, Caller, Sent};
pub use desk::Desk;
pub use incoming::Incoming;
pub use me::Me;
