//! Names the languages wenda answers in and tells which one a text is written in.
//!
//! Invariant: detection looks at the text alone, so that the same question gets the same language everywhere.

use std::fmt;

use serde::Serialize;

/// A language that wenda answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
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
