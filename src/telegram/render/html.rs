//! Builds a message's HTML piece by piece, knowing how long it is for Telegram.
//!
//! Invariants: every text is escaped, every tag that is opened is closed in the same step, and the count is of the text
//! as it stands once tags and entities are parsed.

use super::units::units;

/// How a piece is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// A heading.
    Bold,
    /// What is said beside the matter.
    Italic,
    /// The document's own words, folded where they are long.
    Quote,
}

impl Style {
    fn tags(self) -> (&'static str, &'static str) {
        match self {
            Self::Plain => ("", ""),
            Self::Bold => ("<b>", "</b>"),
            Self::Italic => ("<i>", "</i>"),
            Self::Quote => ("<blockquote expandable>", "</blockquote>"),
        }
    }
}

/// A message's text in Telegram's HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html {
    html: String,
    units: usize,
    seen: bool,
}

impl Html {
    /// One plain text.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        let mut html = Self::default();
        html.push(Style::Plain, text);
        html
    }

    /// Adds a text.
    pub fn push(&mut self, style: Style, text: &str) {
        let text = clean(text);
        let (open, close) = if text.is_empty() { ("", "") } else { style.tags() };
        self.html.push_str(open);
        for c in text.chars() {
            match c {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' => self.html.push_str("&quot;"),
                _ => self.html.push(c),
            }
        }
        self.html.push_str(close);
        self.units += units(&text);
        self.seen |= text.chars().any(is_seen);
    }

    /// Adds what has been built elsewhere.
    pub fn append(&mut self, other: &Self) {
        self.html.push_str(&other.html);
        self.units += other.units;
        self.seen |= other.seen;
    }

    /// How long it is for Telegram.
    #[must_use]
    pub fn units(&self) -> usize {
        self.units
    }

    /// Whether nothing was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units == 0
    }

    /// Whether a reader would see nothing: Telegram refuses such a message.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        !self.seen
    }

    /// The text to send with `parse_mode` HTML.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.html
    }

    /// The text to send, given away.
    #[must_use]
    pub fn into_string(self) -> String {
        self.html
    }
}

/// Whether `c` leaves a mark: a message of none but blanks and invisible characters is refused as empty.
fn is_seen(c: char) -> bool {
    let invisible = matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}');
    !c.is_whitespace() && !c.is_control() && !invisible
}

/// Telegram drops or refuses control characters; a blank in their place keeps words apart.
fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Html, Style};

    #[test]
    fn text_is_escaped_and_counted_without_its_tags() {
        let mut html = Html::default();
        html.push(Style::Bold, "1 < 2 & \"3\"");
        html.push(Style::Quote, "😀\u{0}");
        html.push(Style::Italic, "");
        let expected = "<b>1 &lt; 2 &amp; &quot;3&quot;</b><blockquote expandable>😀 </blockquote>";
        assert_eq!((html.as_str(), html.units()), (expected, 14));
    }
}
