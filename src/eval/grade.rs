//! Grades a reply against what was expected.

use super::case::Expected;
use crate::reply::{Card, Outcome, Reply};

/// How a reply did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Answered with all that was expected and nothing else.
    Right,
    /// Answered with nothing wrong, but not all that was expected.
    Partial,
    /// Answered with something that was not asked for, or where nothing should have been answered.
    Wrong,
    /// Offered candidates: the first so many of them hold all that was expected; `None` where all do not.
    Suggested(Option<usize>),
    /// Said that the document does not tell.
    Refused,
}

impl Grade {
    /// The grade in a word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Partial => "partial",
            Self::Wrong => "wrong",
            Self::Suggested(_) => "suggested",
            Self::Refused => "refused",
        }
    }

    /// Whether nothing better could have been replied.
    #[must_use]
    pub fn is_best(self, expected: &Expected) -> bool {
        match self {
            Self::Right => true,
            Self::Suggested(_) | Self::Refused => !expected.in_scope(),
            Self::Partial | Self::Wrong => false,
        }
    }
}

/// Grades `reply`.
#[must_use]
pub fn grade(expected: &Expected, reply: &Reply) -> Grade {
    match reply.outcome {
        Outcome::None => Grade::Refused,
        Outcome::Suggest => Grade::Suggested(rank(expected, reply)),
        Outcome::Answer => grade_answer(expected, &reply.cards),
    }
}

/// Grades an answer of these cards.
#[must_use]
pub fn grade_answer(expected: &Expected, cards: &[Card]) -> Grade {
    if cards.iter().any(|card| expected.is_extra(card)) {
        return Grade::Wrong;
    }
    match expected.found(cards) {
        (found, wanted) if found == wanted => Grade::Right,
        (0, _) => Grade::Wrong,
        _ => Grade::Partial,
    }
}

fn rank(expected: &Expected, reply: &Reply) -> Option<usize> {
    let holds = |count: &usize| {
        let (found, wanted) = expected.found(reply.cards.get(..*count).unwrap_or_default());
        found == wanted
    };
    expected.in_scope().then(|| (1..=reply.cards.len()).find(holds)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Grade, grade};
    use crate::eval::case::Expected;
    use crate::knowledge::EntryId;
    use crate::reply::{Card, Outcome, Reply};
    use crate::text::Lang;

    fn id(id: &str) -> EntryId {
        EntryId::new(id).expect("an id")
    }

    /// A reply whose cards answer with their own ids, in full width.
    fn reply(outcome: Outcome, ids: &[&str]) -> Reply {
        let card = |name: &&str| Card {
            id: id(name),
            question: String::new(),
            answer: format!("{name}１６ 日"),
            passage: None,
            source: None,
            score: 900,
            related: Vec::new(),
        };
        let cards = ids.iter().map(card).collect();
        Reply { lang: Lang::Zh, outcome, cards, untold: Vec::new(), topics: Vec::new() }
    }

    #[track_caller]
    fn check(expected: &Expected, outcome: Outcome, ids: &[&str], grade_expected: Grade) {
        assert_eq!(grade(expected, &reply(outcome, ids)), grade_expected, "{expected}: {outcome:?} {ids:?}");
    }

    #[test]
    fn any_of_several_entries_is_right_alone() {
        let any = Expected::Any(vec![id("a"), id("b")]);
        check(&any, Outcome::Answer, &["a"], Grade::Right);
        check(&any, Outcome::Answer, &["b", "a"], Grade::Right);
        check(&any, Outcome::Answer, &["a", "c"], Grade::Wrong);
        check(&any, Outcome::Answer, &["c"], Grade::Wrong);
        check(&any, Outcome::Suggest, &["c", "b", "a"], Grade::Suggested(Some(2)));
        check(&any, Outcome::Suggest, &["c"], Grade::Suggested(None));
        check(&any, Outcome::None, &[], Grade::Refused);
    }

    #[test]
    fn all_of_several_entries_must_be_there() {
        let all = Expected::All(vec![id("a"), id("b")]);
        check(&all, Outcome::Answer, &["b", "a"], Grade::Right);
        check(&all, Outcome::Answer, &["a"], Grade::Partial);
        check(&all, Outcome::Answer, &["a", "b", "c"], Grade::Wrong);
        check(&all, Outcome::Suggest, &["a", "c", "b"], Grade::Suggested(Some(3)));
        check(&all, Outcome::Suggest, &["a"], Grade::Suggested(None));
    }

    #[test]
    fn texts_are_found_whatever_their_width_and_spaces() {
        let text = |groups: &[&[&str]]| {
            let group = |group: &&[&str]| group.iter().map(|&part| part.to_owned()).collect();
            Expected::Text(groups.iter().map(group).collect())
        };
        check(&text(&[&["16日"]]), Outcome::Answer, &["a"], Grade::Right);
        check(&text(&[&["x", "16日"]]), Outcome::Answer, &["a"], Grade::Right);
        check(&text(&[&["16日"], &["x"]]), Outcome::Answer, &["a"], Grade::Partial);
        check(&text(&[&["x"]]), Outcome::Answer, &["a"], Grade::Wrong);
        check(&text(&[&["b16"]]), Outcome::Suggest, &["a", "b"], Grade::Suggested(Some(2)));
        check(&text(&[&["日b"]]), Outcome::Answer, &["a", "b"], Grade::Wrong);
    }

    #[test]
    fn any_answer_is_wrong_where_none_is_expected() {
        check(&Expected::NoAnswer, Outcome::Answer, &["a"], Grade::Wrong);
        check(&Expected::NoAnswer, Outcome::Suggest, &["a"], Grade::Suggested(None));
        check(&Expected::NoAnswer, Outcome::None, &[], Grade::Refused);
    }
}
