//! Turns what is said into what Telegram shows: HTML, buttons, pages. Pure.
//!
//! ```text
//! Reply, Card, Knowledge -> Sheet { html, rows of buttons } -> sendMessage, editMessageText, answerInlineQuery
//! ```
//! Invariants: no text is longer than Telegram takes once parsed; no button carries more than 64 bytes; nothing here
//! can fail.

pub mod answer;
pub mod card;
pub mod html;
pub mod press;
pub mod reference;
pub mod sheet;
pub mod topics;
pub mod units;

#[cfg(test)]
mod tests;

pub use html::{Html, Style};
pub use press::{Act, Press};
pub use reference::Ref;
pub use sheet::{Button, Sheet};
