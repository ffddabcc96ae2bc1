//! A stand-in for the Telegram Bot API server: a small world of people and chats behind the real HTTP interface.
//!
//! It serves the tests, which make it as nasty as Telegram can be, and the preview, which makes it pleasant to look at.
//! It is strict: what Telegram refuses it refuses in the same words, and what the published API does not know it refuses
//! as well. It knows nothing of the bot it serves, and nothing else in the crate.
//!
//! ```text
//! bot --HTTP--> line -> wire -> body, api (is it a call?) -> faults -> methods -> world -> queue --getUpdates--> bot
//!                                                                                   ^
//!                                                     tests, preview -> StandIn, Room, Seat
//! ```

mod api;
mod body;
mod control;
mod event;
mod faults;
mod hub;
mod line;
mod methods;
mod phone;
mod place;
mod refusal;
mod shown;
mod text;
mod wire;
mod world;

pub use control::{Options, StandIn};
pub use event::{Call, Event};
pub use faults::{Early, Fault, Rule};
pub use place::{Room, Seat};
pub use shown::{Button, Shown};
pub use world::acts::{Impossible, Said};
pub use world::chat::{ChatKind, Standing};
pub use world::user::{Bot, User};
