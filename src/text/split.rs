//! Parts a message into the questions it may hold.
//!
//! A strong mark (？ 。 ！ ; line break) ends a question; a weak one (， 、 和 and) may or may not, which only matching can
//! tell: so both cuts are offered and nothing is decided here.

use crate::text::{asks, is_han};

/// How surely a cut parts two questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// At the end of a sentence.
    Strong,
    /// At a comma, an enumeration mark, or a word such as 和 and "and".
    Weak,
}

/// A sentence of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence<'t> {
    /// Its text, without the mark that ends it.
    pub text: &'t str,
    /// Whether a question mark ends it.
    pub marked: bool,
}

/// Words that say that a question follows, each of which begins a clause: what stands before them is a story.
const ANNOUNCE: &str = "请问|想问|想请问|想请教|想知道|想了解|想咨询|想打听|麻烦问|顺便问|顺带问|再问|不知道| i was wondering| was wondering| i wonder| i would like to know|\
     i'd like to know| would like to know| would like to ask| would kindly ask| could you| can you| please tell me|\
     please let me know| i want to know| may i ask";

/// The word that adds a question.
const ADDED: &str = "还有";
/// The fewest ideographs of a clause that a space parts from another.
const SHORTEST: usize = 4;

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

/// Cuts `text` into sentences, as [`split`] does at strong marks, and keeps which of them a question mark ends.
#[must_use]
pub fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut sentences: Vec<Sentence<'_>> = Vec::new();
    let is_mark = |c: char| matches!(c, '?' | '？');
    // Each piece holds its text and then the question marks behind it, if any.
    for piece in text.split_inclusive(is_mark) {
        let before = sentences.len();
        let texts = split(piece, Strength::Strong);
        sentences.extend(texts.into_iter().map(|text| Sentence { text, marked: false }));
        let asked =
            piece.ends_with(is_mark) && (sentences.len() > before || piece.chars().all(|c| "?？!！ ".contains(c)));
        if let Some(last) = sentences.last_mut() {
            last.marked |= asked;
        }
    }
    sentences
}

/// Cuts a sentence into clauses: at weak marks, at words that join, at spaces that stand for commas, and before words that
/// announce a question.
#[must_use]
pub fn clauses(sentence: &str) -> Vec<&str> {
    let pieces = split(sentence, Strength::Weak).into_iter().flat_map(|piece| piece.split(" but "));
    let pieces = pieces.flat_map(spaced).flat_map(added).flat_map(announced);
    pieces.map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// Cuts at spaces between ideographs: Chinese has none between words, so that they stand for marks.
///
/// A space beside a piece shorter than [`SHORTEST`] parts something else, such as keywords or every ideograph; and where
/// nothing asks there is nothing to part from a question.
fn spaced(clause: &str) -> Vec<&str> {
    let is_clause = |piece: &str| piece.chars().filter(|c| is_han(*c)).count() >= SHORTEST;
    let ends = |piece: &str| piece.rsplit(char::is_whitespace).next().is_some_and(is_clause);
    let begins = |piece: &str| piece.split(char::is_whitespace).next().is_some_and(is_clause);
    let mut pieces = Vec::new();
    let mut rest = clause;
    for (at, _) in clause.match_indices(char::is_whitespace) {
        let cut = at - (clause.len() - rest.len());
        if let Some((piece, behind)) = rest.split_at_checked(cut)
            && ends(piece)
            && begins(behind.trim_start())
        {
            pieces.push(piece);
            rest = behind;
        }
    }
    pieces.push(rest);
    if pieces.len() > 1 && pieces.iter().any(|piece| asks(piece, false)) { pieces } else { vec![clause] }
}

/// Cuts before 还有 where both sides ask: 主题是啥还有几个议题 is two questions, 现在还有多少人没上网 is one.
fn added(clause: &str) -> Vec<&str> {
    let cut = clause.match_indices(ADDED).filter_map(|(at, _)| clause.split_at_checked(at));
    let asks_twice = |(one, other): &(&str, &str)| asks(one, false) && asks(other, false);
    cut.into_iter().find(asks_twice).map_or_else(|| vec![clause], |(one, other)| vec![one, other])
}

/// Cuts before the words that announce a question.
fn announced(clause: &str) -> Vec<&str> {
    let lower = clause.to_ascii_lowercase(); // of the same length, so that places hold for both
    let at = ANNOUNCE.split('|').filter_map(|words| lower.find(words)).filter(|at| *at > 0).min();
    match at.and_then(|at| clause.split_at_checked(at)) {
        Some((story, question)) => vec![story, question],
        None => vec![clause],
    }
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
    use super::{Strength, clauses, sentences, split};

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

    #[test]
    fn a_sentence_keeps_whether_it_was_marked_as_a_question() {
        let marked = |text| sentences(text).into_iter().map(|s| (s.text, s.marked)).collect::<Vec<_>>();
        assert_eq!(marked("你好。主题？谢谢！"), [("你好", false), ("主题", true), ("谢谢", false)]);
        assert_eq!(marked("Really!? Yes. When?"), [("Really", true), ("Yes", false), ("When", true)]);
        assert_eq!(marked("？？"), []);
    }

    #[test]
    fn a_clause_begins_where_a_question_is_announced() {
        assert_eq!(clauses("我是学生想问有优惠吗"), ["我是学生", "想问有优惠吗"]);
        assert_eq!(
            clauses("I moved here and was wondering if I can join"),
            ["I moved here", "was wondering if I can join"]
        );
        assert_eq!(clauses("Could you tell me the theme"), ["Could you tell me the theme"]);
    }

    #[test]
    fn spaces_and_an_addition_part_chinese_clauses() {
        assert_eq!(clauses("在哪办的啊 来了几大洲的人"), ["在哪办的啊", "来了几大洲的人"]);
        assert_eq!(clauses("主题是啥还有几个议题"), ["主题是啥", "还有几个议题"]);
        assert_eq!(clauses("现在还有多少人没上网"), ["现在还有多少人没上网"]);
        assert_eq!(clauses("大会 主题"), ["大会 主题"]);
        assert_eq!(clauses("告诉我大会主题 写稿子要用 急"), ["告诉我大会主题", "写稿子要用 急"]);
        assert_eq!(clauses("when is 世界互联网大会"), ["when is 世界互联网大会"]);
    }
}
