//! Takes a whole message apart into its questions and decides on each.
//!
//! Sentences are questions of their own. Inside a sentence a comma or an "and" parts two questions only where each side
//! is answered for itself; else the sentence is judged whole. Where anything asks, what only tells a story is never
//! answered: it is passed over, or read together with the question that it leads up to.

mod form;
mod story;

use crate::matching::facts::Fact;
use crate::matching::index::LeftOut;
use crate::matching::message::story::{Context, Told};
use crate::matching::{Matcher, Rule, Verdict};
use crate::reply::Outcome;
use crate::text::{Sentence, asks, clauses, sentences};

/// How much less of their own words than the whole sentence its clauses may have covered, in thousandths, and still be questions of their own.
const SLACK: u16 = 60;
/// From this cover on, in thousandths, a clause that asks nothing is a keyword (主题), below it a story
/// (我在写网络安全的作业).
const KEYWORD: u16 = 930;
/// The most sentences of a message, and clauses of a sentence, that are looked at: nobody asks more at once.
const MOST_PARTS: usize = 12;
/// So many brackets, semicolons and the like are in no question that somebody typed to be answered.
const CODE_MARKS: usize = 6;
/// The longest message that is read, in characters: what Telegram lets a message hold.
const LONGEST: usize = 4096;

/// What a whole message came to.
#[derive(Clone, Debug)]
pub struct Decision {
    /// How it ended: [`Outcome::Answer`] where any question of it did.
    pub outcome: Outcome,
    /// The questions, in order, with what each came to.
    pub verdicts: Vec<Verdict>,
}

impl Decision {
    /// The entry that ranked first, answered or not.
    #[must_use]
    pub fn best(&self) -> Option<usize> {
        self.verdicts.iter().find_map(Verdict::best)
    }
}

impl Matcher {
    /// Decides on `message`.
    #[must_use]
    pub fn decide(&self, message: &str) -> Decision {
        self.decide_without(message, None)
    }

    /// Decides on `message` as if the phrasing `question` of `entry` had never been written.
    #[must_use]
    pub fn decide_leaving_out(&self, message: &str, entry: usize, question: usize) -> Decision {
        self.decide_without(message, self.phrasing(entry, question))
    }

    fn decide_without(&self, message: &str, left_out: LeftOut) -> Decision {
        let message = without_links(&message.chars().take(LONGEST).collect::<String>());
        if is_code(&message) {
            return Decision { outcome: Outcome::None, verdicts: Vec::new() };
        }
        let sentences: Vec<Spoken<'_>> =
            sentences(&message).into_iter().take(MOST_PARTS).map(|s| self.listen(s, left_out)).collect();
        let mut verdicts = if sentences.iter().any(Spoken::asks) {
            self.answers(sentences, left_out)
        } else {
            sentences.into_iter().flat_map(|s| self.sentence(s.whole, s.clauses)).collect()
        };
        // A greeting is answered, where there is an answer to it, unless anything else is said.
        if verdicts.iter().any(|v| !v.is_bare()) {
            verdicts.retain(|v| !v.is_bare() || v.outcome == Outcome::None);
        }
        // A keyword beside sentences about something else (Congratulations! You won …) is not what is asked.
        let elsewhere = |v: &Verdict| v.outcome == Outcome::None && v.rule != Rule::NothingAsked && !v.text.is_empty();
        if verdicts.iter().any(elsewhere) && !verdicts.iter().any(Verdict::is_question) {
            for verdict in &mut verdicts {
                verdict.demote();
            }
        }
        let outcome = verdicts.iter().map(|v| v.outcome).min_by_key(|outcome| match outcome {
            Outcome::Answer => 0,
            Outcome::Suggest => 1,
            Outcome::None => 2,
        });
        Decision { outcome: outcome.unwrap_or(Outcome::None), verdicts }
    }

    /// Judges a sentence whole and, where it has several clauses, each of them.
    fn listen<'t>(&self, sentence: Sentence<'t>, left_out: LeftOut) -> Spoken<'t> {
        let mut whole = self.judge(sentence.text, left_out);
        whole.asks = asks(sentence.text, sentence.marked);
        let texts = clauses(sentence.text);
        let mut clauses = Vec::new();
        if whole.rule != Rule::Exact && (2..=MOST_PARTS).contains(&texts.len()) {
            let last = texts.len() - 1;
            clauses.extend(texts.into_iter().enumerate().map(|(i, text)| {
                let mut verdict = self.judge(text, left_out);
                verdict.asks = asks(text, sentence.marked && i == last);
                verdict
            }));
        }
        // A greeting or a filler is no clause of its own.
        clauses.retain(|v| !v.is_bare() && v.rule != Rule::NothingAsked && (v.rule != Rule::NothingAlike || v.asks));
        Spoken { text: sentence.text, whole, clauses }
    }

    /// Answers what asks in a message; the rest is the story that leads up to it.
    fn answers(&self, sentences: Vec<Spoken<'_>>, left_out: LeftOut) -> Vec<Verdict> {
        let mut verdicts: Vec<Verdict> = Vec::new();
        let mut story: Vec<Told> = Vec::new();
        for Spoken { text, whole, clauses } in sentences {
            let sentence = Told { text: text.to_owned(), asked: true };
            if !whole.asks && !clauses.iter().any(|v| v.asks) {
                if whole.is_keyword() || whole.wishes() {
                    verdicts.push(whole);
                } else if whole.rule != Rule::NothingAsked {
                    story.push(Told { asked: false, ..sentence });
                }
                continue;
            }
            let (told, asked): (Vec<Verdict>, Vec<Verdict>) =
                clauses.into_iter().partition(|v| !v.asks && !v.is_keyword());
            let asked = self.completed(asked, left_out);
            let found = match asked.as_slice() {
                [] => vec![whole.clone()],
                [one] => vec![one.clone()],
                _ if told.is_empty() => self.sentence(whole.clone(), asked),
                _ => self.sentence(self.question(asked.iter().map(|v| v.text.as_str()), left_out), asked),
            };
            let context = Context { whole: &whole, told: &told, story: &story, before: &verdicts };
            let found = self.in_context(found, context, left_out);
            // What decides in a clause that only tells a story (我说的是第四届) decides for all of them.
            let carried = |fact: &Fact| found.iter().any(|v| v.facts.contains(fact));
            let turned = told.iter().flat_map(|v| &v.facts).filter(|f| f.is_hard()).any(|f| !carried(f));
            for found in if turned { vec![whole] } else { found } {
                let followed = self.followed(&verdicts, &found, left_out);
                verdicts.push(followed.unwrap_or(found));
            }
            story = vec![sentence];
        }
        verdicts
    }

    /// Decides on a sentence: whole, or clause by clause where that answers better.
    fn sentence(&self, whole: Verdict, parts: Vec<Verdict>) -> Vec<Verdict> {
        let answers: Vec<&Verdict> = parts.iter().filter(|v| v.is_answer()).collect();
        let turned = whole.facts.iter().filter(|f| f.is_hard()).any(|f| !answers.iter().any(|v| v.facts.contains(f)));
        if turned && !answers.is_empty() {
            return vec![whole];
        }
        let is_open = |v: &&Verdict| v.outcome != Outcome::Answer && v.is_question();
        let open = parts.iter().any(|v| is_open(&v));
        let mut entries: Vec<usize> = answers.iter().filter_map(|v| v.ranking.first()).map(|r| r.entry).collect();
        entries.sort_unstable();
        entries.dedup();
        let questions = answers.iter().any(|v| v.is_question());
        let better = best_cover(&parts) > best_cover(std::slice::from_ref(&whole));
        let apart = match entries.len() {
            0 => false,
            // One clause is answered: the others must be mere story, or the answered one asks for itself.
            1 => (!open || questions) && (better || whole.outcome != Outcome::Answer),
            _ => answers.iter().all(|v| v.answer_cover() + SLACK >= whole.answer_cover()),
        };
        if apart {
            // Beside a clause that asks, one that does not is a story, unless it is a bare keyword.
            let story = |v: &Verdict| questions && !v.is_question() && v.answer_cover() < KEYWORD;
            let told = |v: &Verdict| v.outcome == Outcome::Answer && !story(v);
            return parts.into_iter().filter(|v| told(v) || v.is_question()).collect();
        }
        // No clause is answered: the best of them may still offer more than the whole.
        if whole.outcome == Outcome::None && !turned && !matches!(whole.rule, Rule::OutOfScope(_)) {
            let offered = parts.into_iter().filter(|v| v.outcome != Outcome::None);
            if let Some(best) = offered.max_by_key(|v| v.ranking.first().map_or(0, |r| r.score)) {
                return vec![best];
            }
        }
        vec![whole]
    }
}

/// A sentence as it was understood.
struct Spoken<'t> {
    text: &'t str,
    whole: Verdict,
    /// Its clauses, where it has several.
    clauses: Vec<Verdict>,
}

impl Spoken<'_> {
    fn asks(&self) -> bool {
        self.whole.asks || self.clauses.iter().any(|v| v.asks)
    }
}

/// The message without web addresses: their words are nobody's question.
fn without_links(message: &str) -> String {
    let is_link = |word: &str| ["http://", "https://", "www.", "t.me/"].iter().any(|start| word.starts_with(start));
    let kept = message.split_inclusive(char::is_whitespace).filter(|word| !is_link(&word.to_ascii_lowercase()));
    kept.collect()
}

/// Whether `message` is a piece of a program rather than a question.
fn is_code(message: &str) -> bool {
    message.chars().filter(|c| "{}()[]<>=;\"$\\_|".contains(*c)).count() >= CODE_MARKS
}

/// The best cover that any of `verdicts` reached, answered or not.
fn best_cover(verdicts: &[Verdict]) -> u16 {
    verdicts.iter().filter_map(|v| v.ranking.first()).map(|r| r.cover).max().unwrap_or(0)
}

impl Verdict {
    /// Offers what would have been answered.
    fn demote(&mut self) {
        if self.outcome == Outcome::Answer {
            self.outcome = Outcome::Suggest;
            self.rule = Rule::Beside;
        }
    }

    /// Whether the text has the form of a question, rather than telling something.
    #[must_use]
    pub fn is_question(&self) -> bool {
        self.asks
    }
}
