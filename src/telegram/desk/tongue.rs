//! Chooses the language to speak: that of the words, else that of the asker's client, else that of the knowledge.

use crate::knowledge::Knowledge;
use crate::telegram::incoming::Sender;
use crate::text::{Lang, detect};

/// What to fall back on where words are in no language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tongue(Lang);

impl Tongue {
    /// The asker's; anonymous admins and channels tell no language, so the knowledge's own is theirs.
    pub(super) fn new(from: Option<&Sender>, knowledge: &Knowledge) -> Self {
        let client = from.and_then(|f| f.language.as_deref()).map(|tag| {
            let chinese = tag.split(['-', '_']).next().is_some_and(|first| first.eq_ignore_ascii_case("zh"));
            if chinese { Lang::Zh } else { Lang::En }
        });
        Self(client.unwrap_or_else(|| home(knowledge)))
    }

    /// The language to answer `words` in.
    pub(super) fn of(self, words: &str) -> Lang {
        detect(words).unwrap_or(self.0)
    }
}

fn home(knowledge: &Knowledge) -> Lang {
    let first = knowledge.entries.first().and_then(|e| e.questions.first());
    first.map_or(Lang::Zh, |question| question.lang)
}

#[cfg(test)]
mod tests {
    use teloxide::types::UserId;

    use super::Tongue;
    use crate::knowledge::Knowledge;
    use crate::telegram::incoming::Sender;
    use crate::text::Lang;

    #[test]
    fn words_come_before_the_client() {
        let rows = [
            (Some("zh-hans"), "42", Lang::Zh),
            (Some("zh"), "when is it", Lang::En),
            (Some("de"), "?", Lang::En),
            (Some("en"), "主题", Lang::Zh),
            (None, "", Lang::Zh),
        ];
        for (tag, words, expected) in rows {
            let sender = Sender { id: UserId(1), is_bot: false, language: tag.map(str::to_owned) };
            let tongue = Tongue::new(Some(&sender), &Knowledge::default());
            assert_eq!(tongue.of(words), expected, "{words:?} by {tag:?}");
        }
    }
}
