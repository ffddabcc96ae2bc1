//! What a message will be: its text and the buttons under it, before it is sent, edited or offered inline.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup, ParseMode};

use super::html::Html;
use super::press::Press;
use super::units::shorten;

/// The most characters of a button's text: more is not read on a phone.
pub const MOST_LABEL: usize = 60;

/// A button under a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What stands on it.
    pub label: String,
    /// What it does.
    pub press: Press,
}

impl Button {
    /// A button whose label is shortened to what a phone shows.
    #[must_use]
    pub fn new(label: &str, press: Press) -> Self {
        Self { label: shorten(label, MOST_LABEL), press }
    }
}

/// A message to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its text.
    pub html: Html,
    /// The rows of buttons under it.
    pub rows: Vec<Vec<Button>>,
}

impl Sheet {
    /// How every text of ours is to be parsed.
    pub const PARSE_MODE: ParseMode = ParseMode::Html;

    /// A text without buttons.
    #[must_use]
    pub fn new(html: Html) -> Self {
        Self { html, rows: Vec::new() }
    }

    /// Adds a row, unless it is empty.
    pub fn row(&mut self, buttons: Vec<Button>) {
        if !buttons.is_empty() {
            self.rows.push(buttons);
        }
    }

    /// The buttons as Telegram takes them; empty where there are none, which takes away those of an edited message.
    #[must_use]
    pub fn markup(&self) -> InlineKeyboardMarkup {
        let button = |b: &Button| InlineKeyboardButton::callback(b.label.clone(), b.press.data());
        InlineKeyboardMarkup::new(self.rows.iter().map(|row| row.iter().map(button).collect::<Vec<_>>()))
    }
}
