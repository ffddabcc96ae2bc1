//! Names the languages wenda answers in and tells which one a text is written in.
//!
//! Invariant: detection looks at the text alone, so that the same question gets the same language everywhere.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::fold::is_han;

/// A language that wenda answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese, simplified in replies.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order in which a fallback is looked for.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The two-letter code used in YAML keys and in JSON: `zh` or `en`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Tells the language of `text`: Chinese where ideographs are at least as many as words of letters.
///
/// `None` where it holds neither (digits, emoji): whoever calls knows better what the asker reads.
#[must_use]
pub fn detect(text: &str) -> Option<Lang> {
    let ideographs = text.chars().filter(|&c| is_han(c)).count();
    let words = text.split(|c: char| !c.is_alphabetic() || is_han(c)).filter(|word| !word.is_empty()).count();
    match (ideographs, words) {
        (0, 0) => None,
        (ideographs, words) if ideographs >= words => Some(Lang::Zh),
        _ => Some(Lang::En),
    }
}

#[cfg(test)]
mod tests {
    use super::{Lang, detect};

    #[test]
    fn the_language_is_told_by_script() {
        let rows = [
            ("大会主题是什么", Some(Lang::Zh)),
            ("what is the theme", Some(Lang::En)),
            ("expo有多少企业", Some(Lang::Zh)),
            ("what is the 主题", Some(Lang::En)),
            ("WIC主题", Some(Lang::Zh)),
            ("🎉 42", None),
            ("", None),
        ];
        for (text, expected) in rows {
            assert_eq!(detect(text), expected, "language of {text:?}");
        }
    }
}
