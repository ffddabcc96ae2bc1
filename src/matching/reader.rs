//! Reads tokens as atoms: what each means for matching, with synonyms, names of the subject and function words folded.
//!
//! Curated phrasings and questions are read alike, so that they meet in the same atoms.

use compact_str::{CompactString, format_compact};
use serde::{Deserialize, Serialize};

use crate::knowledge::Knowledge;
use crate::matching::phrasebook::{Keyed, Phrasebook};
use crate::matching::speller::Speller;
use crate::text::lexicon::{self, Asked, Role};
use crate::text::{Kind, Token};

/// What an atom is to matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AtomKind {
    /// An ideograph; light where it says little on its own (是, 在).
    Han {
        /// Whether it says little on its own.
        light: bool,
    },
    /// A word, or a group of synonyms: it says the same wherever it stands.
    Word,
    /// A number, ordinal or date.
    Number,
    /// Asks for a kind of answer.
    Asks(Asked),
    /// Denies.
    Denies,
    /// Names the subject of the whole knowledge.
    Subject,
    /// Says little.
    Weak,
    /// Says little, in a text in which nothing says more (thanks, 你好): there it is all that was said.
    Bare,
}

/// The unit of matching.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// By which it is compared.
    pub text: CompactString,
    /// What it is.
    pub kind: AtomKind,
    /// The group of synonyms that the word it belongs to stands in.
    pub group: Option<CompactString>,
    /// The share of its word's weight that it carries: a long name for a thing weighs no more than a short one.
    pub share: f32,
    /// How far its spelling is trusted, 0 to 1: less than 1 where the speller repaired it.
    pub trust: f32,
}

impl Atom {
    /// Whether it denies: a denying word, or a group that is named for one (上不了网, offline).
    #[must_use]
    pub fn denies(&self) -> bool {
        self.kind == AtomKind::Denies || self.group.as_ref().is_some_and(|group| group.contains(DENYING))
    }
}

/// Ideographs that turn the word they stand in around.
const DENYING: [char; 5] = ['不', '没', '未', '无', '非'];

/// What a phrase of the knowledge stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Meaning {
    /// The subject.
    Subject,
    /// A group of synonyms, by the text of its first member.
    Synonym(CompactString),
    /// A group that a question word belongs to.
    Asks(Asked),
}

/// Reads tokens by the synonyms and aliases of one knowledge.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Reader {
    phrases: Phrasebook<Meaning>,
}

impl Reader {
    /// Prepares the synonyms and aliases of `knowledge`; `speller` learns their spelling.
    #[must_use]
    pub fn new(knowledge: &Knowledge, speller: &mut Speller) -> Self {
        let mut phrases: Vec<(Vec<CompactString>, Meaning)> = Vec::new();
        let mut read = |word: &str| {
            let word = Keyed::new(word);
            speller.learn(&word);
            word
        };
        if let Some(subject) = &knowledge.subject {
            let titles = crate::text::Lang::ALL.map(|lang| subject.title.pick(lang));
            let names = titles.into_iter().chain(subject.aliases.iter().map(String::as_str));
            phrases.extend(names.map(|name| (read(name).keys, Meaning::Subject)));
        }
        for group in &knowledge.synonyms {
            let words: Vec<Keyed> = group.iter().map(|word| read(word)).collect();
            let name = || format_compact!("={}", group.first().map_or("", String::as_str));
            let asked = words.iter().find_map(|word| match role(word) {
                Some(Role::Asks(asked)) => Some(asked),
                _ => None,
            });
            let meaning = asked.map_or_else(|| Meaning::Synonym(name()), Meaning::Asks);
            // A member that is only grammar would turn every question into this group.
            let telling = |word: &Keyed| matches!(role(word), None | Some(Role::Asks(_)));
            phrases.extend(words.into_iter().filter(telling).map(|word| (word.keys, meaning.clone())));
        }
        Self { phrases: Phrasebook::new(phrases) }
    }

    /// Reads a text; `trust` holds for each token how far its spelling is trusted, and is empty where all are.
    #[must_use]
    pub fn read(&self, Keyed { tokens, keys }: &Keyed, trust: &[f32]) -> Vec<Atom> {
        let mut atoms = Atoms { tokens, keys, trust, atoms: Vec::with_capacity(tokens.len()) };
        let mut at = 0;
        if let Some(len) = lexicon::opening(tokens) {
            atoms.whole(at, len, &keys[..len].join(""), AtomKind::Weak);
            at += len;
        }
        while at < tokens.len() {
            let own = self.phrases.longest(&keys[at..]);
            let function = lexicon::longest(&tokens[at..]);
            at += match (own, function) {
                (Some((len, meaning)), function) if function.is_none_or(|(other, _)| len >= other) => {
                    match meaning {
                        Meaning::Subject => {
                            atoms.whole(at, len, "§", AtomKind::Subject);
                            atoms.numbers(at, len);
                        }
                        Meaning::Synonym(group) => atoms.each(at, len, Some(group)),
                        Meaning::Asks(asked) => {
                            atoms.whole(at, len, asked.symbol(), AtomKind::Asks(*asked));
                            atoms.light(at, len);
                        }
                    }
                    len
                }
                (_, Some((len, role))) => {
                    match role {
                        Some(Role::Frame) => {}
                        Some(Role::Asks(asked)) => {
                            atoms.whole(at, len, asked.symbol(), AtomKind::Asks(asked));
                            atoms.light(at, len);
                        }
                        Some(Role::Denies) => atoms.whole(at, len, "不", AtomKind::Denies),
                        Some(Role::Weak) => atoms.whole(at, len, &keys[at..at + len].join(""), AtomKind::Weak),
                        Some(Role::Light) => atoms.light(at, len),
                        // A solid word: its ideographs stay together and none of them is read as grammar.
                        None => atoms.each(at, len, None),
                    }
                    len
                }
                _ => {
                    atoms.each(at, 1, None);
                    1
                }
            };
        }
        if atoms.atoms.iter().all(says_little) {
            atoms.bare();
        }
        atoms.atoms
    }
}

/// What the edition in the subject's name weighs, against a number that stands for itself.
const NUMBER_IN_NAME: f32 = 0.1;

/// The atoms read so far.
struct Atoms<'a> {
    tokens: &'a [Token],
    keys: &'a [CompactString],
    trust: &'a [f32],
    atoms: Vec<Atom>,
}

impl Atoms<'_> {
    fn trust(&self, i: usize) -> f32 {
        self.trust.get(i).copied().unwrap_or(1.0)
    }

    /// Several tokens as one atom.
    fn whole(&mut self, at: usize, len: usize, text: &str, kind: AtomKind) {
        let trust = (at..at + len).map(|i| self.trust(i)).fold(1.0, f32::min);
        self.atoms.push(Atom { text: text.into(), kind, group: None, share: 1.0, trust });
    }

    /// Each token as an atom, all of one word; `group` where the word has synonyms.
    fn each(&mut self, at: usize, len: usize, group: Option<&CompactString>) {
        for i in at..at + len {
            let kind = plain(self.tokens[i].kind);
            // A Chinese word has two ideographs, an English one is one token.
            let usual = if matches!(kind, AtomKind::Han { .. }) { 2.0 } else { 1.0 };
            #[expect(clippy::cast_precision_loss, reason = "a phrase has few tokens")]
            let share = if group.is_some() { (usual / len as f32).min(1.0) } else { 1.0 };
            self.atoms.push(Atom {
                text: self.keys[i].clone(),
                kind,
                group: group.cloned(),
                share,
                trust: self.trust(i),
            });
        }
    }

    /// The numbers within the subject's name: nearly nothing, but all that is asked in 是第三届吗.
    fn numbers(&mut self, at: usize, len: usize) {
        for i in at..at + len {
            if plain(self.tokens[i].kind) == AtomKind::Number {
                let (text, trust) = (self.keys[i].clone(), self.trust(i));
                self.atoms.push(Atom { text, kind: AtomKind::Number, group: None, share: NUMBER_IN_NAME, trust });
            }
        }
    }

    /// The words that say little, by names of their own: in any other text they say as little as ever.
    fn bare(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let len = lexicon::longest(&self.tokens[at..]).map_or(1, |(len, _)| len);
            // A lone ideograph is a particle.
            if len > 1 || self.tokens[at].kind != Kind::Han {
                (at..at + len).for_each(|i| self.whole(i, 1, &format_compact!("~{}", self.keys[i]), AtomKind::Bare));
            }
            at += len;
        }
    }

    /// Each ideograph as an atom that says little; words of letters are passed over.
    fn light(&mut self, at: usize, len: usize) {
        for i in at..at + len {
            if self.tokens[i].kind == Kind::Han {
                let kind = AtomKind::Han { light: true };
                self.atoms.push(Atom {
                    text: self.keys[i].clone(),
                    kind,
                    group: None,
                    share: 1.0,
                    trust: self.trust(i),
                });
            }
        }
    }
}

fn says_little(atom: &Atom) -> bool {
    matches!(atom.kind, AtomKind::Weak | AtomKind::Denies | AtomKind::Han { light: true })
}

/// The kind of a token that is no function word.
fn plain(kind: Kind) -> AtomKind {
    match kind {
        Kind::Han => AtomKind::Han { light: false },
        Kind::Word | Kind::Other => AtomKind::Word,
        Kind::Number(_) | Kind::Ordinal(_) | Kind::Month(_) | Kind::Day(_) | Kind::Year(_) => AtomKind::Number,
    }
}

/// What a text is as a whole, where it is one function word.
fn role(text: &Keyed) -> Option<Role> {
    lexicon::longest(&text.tokens).filter(|(len, _)| *len == text.tokens.len()).and_then(|(_, role)| role)
}
