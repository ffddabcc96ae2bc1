//! Tells by a verdict's form what its text does in a message: names a thing, tells a wish, leans on what was said before.

use crate::matching::message::KEYWORD;
use crate::matching::reader::{Atom, AtomKind};
use crate::matching::{Rule, Verdict};
use crate::reply::Outcome;
use crate::text::{Token, fold, tokenize};

/// The longest keyword, in ideographs and words.
const KEYWORD_LENGTH: usize = 8;
/// Those who act in a story, not in a keyword.
const ACTING: &str = "我 你 您 他 她 咱 i we you he she they my our your me us";
/// Words that stand for something named before.
const LEANING: &str = "他 她 它 it he she they them that this those these there one";
/// Where a phrasing says so much more than a question that this covers less of it, the question leaves something out.
const LEFT_OUT: f32 = 0.5;
/// Verbs of wishing, before "to".
const WISHES: &str = "like want wish need hope";

impl Verdict {
    pub(super) fn is_answer(&self) -> bool {
        self.outcome == Outcome::Answer
    }

    /// The entry that ranks first.
    pub(super) fn best(&self) -> Option<usize> {
        self.ranking.first().map(|r| r.entry)
    }

    /// How sure it is, by which readings of one question are ordered.
    pub(super) fn rank(&self) -> u16 {
        match (self.outcome, &self.rule) {
            (Outcome::None, _) => 0,
            (_, Rule::Exact) => 1000,
            _ => self.ranking.first().map_or(0, |r| r.score),
        }
    }

    /// Whether it is about something that the knowledge does not speak of.
    pub(super) fn is_barred(&self) -> bool {
        match &self.rule {
            Rule::OutOfScope(_) => true,
            Rule::Blocked(block) => block.is_hard(),
            _ => false,
        }
    }

    /// Whether no word of the text tells or asks anything: thanks, 你好.
    pub(super) fn is_bare(&self) -> bool {
        self.atoms.iter().any(|atom| atom.kind == AtomKind::Bare)
    }

    /// Whether the text asks for something that was named before: 那里好停车吗, how would I do that, 主要在哪里.
    pub(super) fn leans(&self) -> bool {
        let leaning = |t: &Token| LEANING.split(' ').any(|word| word == t.text);
        let there = ["那里", "那儿", "那边", "那个"].iter().any(|word| self.text.contains(word));
        let telling = |atom: &Atom| {
            !matches!(atom.kind, AtomKind::Weak | AtomKind::Bare | AtomKind::Asks(_) | AtomKind::Han { light: true })
        };
        there || !self.atoms.iter().any(telling) || tokenize(&fold(&self.text)).iter().any(leaning)
    }

    /// Whether the text is answered by a phrasing that says much more (还能退不 by 今天的号今天还能退不): what it leaves out may
    /// be something else that was named before.
    pub(super) fn is_elliptical(&self) -> bool {
        let best = self.ranking.first().filter(|_| matches!(self.rule, Rule::Sure(_)));
        best.is_some_and(|best| best.scored.phrasing_cover < LEFT_OUT)
    }

    /// Whether the text tells a wish that is answered: I would like to volunteer, 我想捐书.
    pub(super) fn wishes(&self) -> bool {
        let tokens = tokenize(&fold(&self.text));
        let pairs = tokens.windows(2);
        let wish = |pair: &[Token]| match pair {
            [verb, to] => {
                WISHES.split(' ').any(|word| word == verb.text) && to.text == "to"
                    || verb.text == "我" && to.text == "想"
            }
            _ => false,
        };
        self.answer_cover() >= KEYWORD && pairs.into_iter().any(wish)
    }

    /// Whether the text names a thing rather than tells a story: answered, short, and nobody acts in it.
    pub(super) fn is_keyword(&self) -> bool {
        let tokens = tokenize(&fold(&self.text));
        let acts = |t: &Token| ACTING.split(' ').any(|who| who == t.text);
        self.rule == Rule::Exact
            || self.answer_cover() >= KEYWORD && tokens.len() <= KEYWORD_LENGTH && !tokens.iter().any(acts)
    }
}
