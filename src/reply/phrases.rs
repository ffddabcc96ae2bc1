//! Every sentence that the bot says of its own, in both languages.

use crate::text::Lang;

/// Said when the document does not tell.
#[must_use]
pub fn not_told(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "抱歉，文中没有提到这一点。",
        Lang::En => "Sorry, the document does not tell.",
    }
}

/// Said above a list of candidates.
#[must_use]
pub fn did_you_mean(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "您想问的是不是：",
        Lang::En => "Did you mean:",
    }
}
