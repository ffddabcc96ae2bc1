//! Parts a message into the questions it may hold.
//!
//! A strong mark (？ 。 ！ ; line break) ends a question; a weak one (， 、 和 and) may or may not, which only matching can
//! tell: so both cuts are offered and nothing is decided here.

/// How surely a cut parts two questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// At the end of a sentence.
    Strong,
    /// At a comma, an enumeration mark, or a word such as 和 and "and".
    Weak,
}

/// Words that join two questions.
const JOINERS: [&str; 4] = ["以及", "另外", "并且", "和"];

/// Cuts `text` at marks of `strength`; pieces are trimmed and never empty.
#[must_use]
pub fn split(text: &str, strength: Strength) -> Vec<&str> {
    let is_cut = |c: char| match strength {
        Strength::Strong => {
            matches!(c, '?' | '？' | '!' | '！' | '。' | '｡' | ';' | '；' | '\n' | '\r' | '…')
        }
        Strength::Weak => matches!(c, ',' | '，' | '、' | '､' | '/' | '&' | '+' | '|' | ':' | '：'),
    };
    let pieces = text.split(is_cut);
    let pieces: Vec<&str> = match strength {
        Strength::Strong => pieces.flat_map(full_stops).collect(),
        Strength::Weak => pieces.flat_map(joined).collect(),
    };
    pieces.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// Cuts at a full stop that ends an English sentence: followed by a space, not inside 11.16.
fn full_stops(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").map(|p| p.strip_suffix('.').unwrap_or(p))
}

/// Cuts at joining words.
fn joined(text: &str) -> Vec<&str> {
    let mut pieces = vec![text];
    for joiner in JOINERS.iter().copied().chain([" and ", " And ", " AND "]) {
        pieces = pieces.into_iter().flat_map(|p| p.split(joiner)).collect();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Strength, split};

    #[track_caller]
    fn check(text: &str, strength: Strength, expected: &[&str]) {
        assert_eq!(split(text, strength), expected, "splitting {text:?}");
    }

    #[test]
    fn sentences_are_cut_at_their_ends() {
        check("几场论坛？多少企业参展？", Strength::Strong, &["几场论坛", "多少企业参展"]);
        check("When is it? Where is it.", Strength::Strong, &["When is it", "Where is it"]);
        check("11.16是第一天吗", Strength::Strong, &["11.16是第一天吗"]);
        check("11月16～18日", Strength::Strong, &["11月16～18日"]);
        check("？？", Strength::Strong, &[]);
    }

    #[test]
    fn enumerations_are_cut_at_their_joints() {
        check("时间、地点和主题", Strength::Weak, &["时间", "地点", "主题"]);
        check("dates and venue", Strength::Weak, &["dates", "venue"]);
        check("brand", Strength::Weak, &["brand"]);
    }
}
