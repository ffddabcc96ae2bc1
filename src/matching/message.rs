//! Takes a whole message apart into its questions and decides on each.
//!
//! Sentences are questions of their own. Inside a sentence a comma or an "and" parts two questions only where each side
//! is answered for itself; else the sentence is judged whole. Where anything asks, what only tells a story is never answered:
//! it is passed over, or read together with the question that it leads up to.

use crate::matching::facts::Fact;
use crate::matching::index::LeftOut;
use crate::matching::reader::{Atom, AtomKind};
use crate::matching::{Matcher, Rule, Verdict};
use crate::reply::Outcome;
use crate::text::{Sentence, Token, asks, clauses, fold, sentences, tokenize};

/// How much less well than the whole sentence its clauses may be answered and still be questions of their own.
const SLACK: u16 = 60;
/// From this score on a clause that asks nothing is a keyword (主题), below it a story (我在写网络安全的作业).
const KEYWORD: u16 = 930;
/// The longest keyword, in ideographs and words.
const KEYWORD_LENGTH: usize = 8;
/// Those who act in a story, not in a keyword.
const ACTING: &str = "我 你 您 他 她 咱 i we you he she they my our your me us";
/// Words that stand for something named before.
const LEANING: &str = "他 她 它 it he she they them that this those these there one";
/// Verbs of wishing, before "to".
const WISHES: &str = "like want wish need hope";
/// How many clauses of a story a question is read with at most.
const MOST_STORY: usize = 3;
/// A question that says something by itself is read with its story only towards one of so many entries.
const NEAR: usize = 3;
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
        clauses.retain(|v| v.rule != Rule::NothingAsked && (v.rule != Rule::NothingAlike || v.asks));
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
            verdicts.extend(if turned { vec![whole] } else { found });
            story = vec![sentence];
        }
        verdicts
    }

    /// Judges several clauses as one question.
    fn question<'t>(&self, clauses: impl Iterator<Item = &'t str>, left_out: LeftOut) -> Verdict {
        let text = clauses.collect::<Vec<_>>().join(", ");
        Verdict { asks: true, ..self.judge(&text, left_out) }
    }

    /// Reads a question together with what was told before it, the nearest first, where that tells more.
    fn in_context(&self, found: Vec<Verdict>, context: Context<'_>, left_out: LeftOut) -> Vec<Verdict> {
        let [alone] = found.as_slice() else { return found };
        if matches!(alone.rule, Rule::Exact | Rule::OutOfScope(_)) {
            return found;
        }
        let leans = alone.leans();
        let around: Vec<usize> = alone.ranking.iter().take(NEAR).map(|r| r.entry).collect();
        let answered: Vec<usize> =
            context.before.iter().filter(|v| v.outcome == Outcome::Answer).filter_map(Verdict::best).collect();
        let here = context.told.iter().map(|v| (v.text.as_str(), false, true));
        let told: Vec<(&str, bool, bool)> =
            context.story.iter().map(|told| (told.text.as_str(), told.asked, false)).chain(here).collect();
        let mut readings = vec![(false, alone.clone()), (false, context.whole.clone())];
        let lengths = if leans || alone.outcome != Outcome::Answer && !matches!(alone.rule, Rule::Blocked(_)) {
            1..=told.len().min(MOST_STORY)
        } else {
            1..=0
        };
        for told in lengths.filter_map(|n| told.get(told.len() - n..)) {
            let reading = self.question(told.iter().map(|t| t.0).chain([alone.text.as_str()]), left_out);
            let near = told.iter().all(|(_, _, here)| *here);
            let again = reading.best().is_some_and(|entry| answered.contains(&entry));
            if !again && (near || leans || reading.best().is_some_and(|entry| around.contains(&entry))) {
                readings.push((leans && !told.iter().any(|(_, asked, _)| *asked), reading));
            }
        }
        // Where several readings are equally good the first is the one with the least story.
        let best =
            readings.into_iter().rev().max_by_key(|(leaning, v)| (v.is_answer(), v.is_answer() && *leaning, v.rank()));
        let Some((_, mut best)) = best else { return found };
        if best.outcome == Outcome::None && !alone.is_barred() && !context.whole.is_barred() {
            // Nothing that asks is known: what the story is about may still be worth offering.
            let offered = context.told.iter().filter(|v| v.outcome != Outcome::None);
            if let Some(offer) = offered.max_by_key(|v| v.rank()) {
                best = Verdict { outcome: Outcome::Suggest, rule: Rule::Unsure, ..offer.clone() };
            }
        }
        vec![Verdict { asks: true, ..best }]
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

/// A sentence told before a question.
struct Told {
    text: String,
    /// Whether it is a question itself.
    asked: bool,
}

/// What a question stands among.
#[derive(Clone, Copy)]
struct Context<'a> {
    /// Its whole sentence.
    whole: &'a Verdict,
    /// The clauses of the sentence that only tell something.
    told: &'a [Verdict],
    /// The sentences before it, back to the last question.
    story: &'a [Told],
    /// What was asked before it.
    before: &'a [Verdict],
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

/// The best score that any of `verdicts` reached, answered or not.
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

    fn is_answer(&self) -> bool {
        self.outcome == Outcome::Answer
    }

    /// The entry that ranks first.
    fn best(&self) -> Option<usize> {
        self.ranking.first().map(|r| r.entry)
    }

    /// How sure it is, by which readings of one question are ordered.
    fn rank(&self) -> u16 {
        match (self.outcome, &self.rule) {
            (Outcome::None, _) => 0,
            (_, Rule::Exact) => 1000,
            _ => self.ranking.first().map_or(0, |r| r.score),
        }
    }

    /// Whether it is about something that the knowledge does not speak of.
    fn is_barred(&self) -> bool {
        match &self.rule {
            Rule::OutOfScope(_) => true,
            Rule::Blocked(block) => block.is_hard(),
            _ => false,
        }
    }

    /// Whether the text asks for something that was named before: 那里好停车吗, how would I do that, 主要在哪里.
    fn leans(&self) -> bool {
        let leaning = |t: &Token| LEANING.split(' ').any(|word| word == t.text);
        let there = ["那里", "那儿", "那边", "那个"].iter().any(|word| self.text.contains(word));
        let telling =
            |atom: &Atom| !matches!(atom.kind, AtomKind::Weak | AtomKind::Asks(_) | AtomKind::Han { light: true });
        there || !self.atoms.iter().any(telling) || tokenize(&fold(&self.text)).iter().any(leaning)
    }

    /// Whether the text tells a wish that is answered: I would like to volunteer, 我想捐书.
    fn wishes(&self) -> bool {
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
    fn is_keyword(&self) -> bool {
        let tokens = tokenize(&fold(&self.text));
        let acts = |t: &Token| ACTING.split(' ').any(|who| who == t.text);
        self.rule == Rule::Exact
            || self.answer_cover() >= KEYWORD && tokens.len() <= KEYWORD_LENGTH && !tokens.iter().any(acts)
    }
}
