//! Reads tokens as atoms: what each means for matching, with synonyms, names of the subject and function words folded.
//!
//! Curated phrasings and questions are read alike, so that they meet in the same atoms.

use crate::knowledge::Knowledge;
use crate::matching::phrasebook::{Phrasebook, key};
use crate::text::lexicon::{self, Asked, Role};
use crate::text::{Kind, Token, fold, tokenize};

/// What an atom is to matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
}

/// The unit of matching.
#[derive(Clone, Debug, PartialEq)]
pub struct Atom {
    /// By which it is compared.
    pub text: String,
    /// What it is.
    pub kind: AtomKind,
    /// How far its spelling is trusted, 0 to 1: less than 1 where the speller repaired it.
    pub trust: f32,
}

/// What a phrase of the knowledge stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Meaning {
    /// The subject.
    Subject,
    /// A group of synonyms, by the text of its first member.
    Synonym(String),
    /// A group that a question word belongs to.
    Asks(Asked),
}

/// Reads tokens by the synonyms and aliases of one knowledge.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    phrases: Phrasebook<Meaning>,
}

impl Reader {
    /// Prepares the synonyms and aliases of `knowledge`.
    #[must_use]
    pub fn new(knowledge: &Knowledge) -> Self {
        let mut phrases: Vec<(&str, Meaning)> = Vec::new();
        if let Some(subject) = &knowledge.subject {
            let titles = crate::text::Lang::ALL.map(|lang| subject.title.pick(lang));
            let names = titles.into_iter().chain(subject.aliases.iter().map(String::as_str));
            phrases.extend(names.map(|name| (name, Meaning::Subject)));
        }
        for group in &knowledge.synonyms {
            let meaning = group.iter().find_map(|word| asked(word)).map_or_else(
                || Meaning::Synonym(format!("={}", group.first().map_or("", String::as_str))),
                Meaning::Asks,
            );
            // A member that is only grammar would turn every question into this group.
            let telling = group.iter().filter(|word| asked(word).is_some() || !is_grammar(word));
            phrases.extend(telling.map(|word| (word.as_str(), meaning.clone())));
        }
        Self { phrases: Phrasebook::new(phrases) }
    }

    /// Reads a curated text, whose spelling is trusted.
    #[must_use]
    pub fn read(&self, text: &str) -> Vec<Atom> {
        let tokens = tokenize(&fold(text));
        let trust = vec![1.0; tokens.len()];
        self.read_tokens(&tokens, &trust)
    }

    /// Reads tokens; `trust` holds for each how far its spelling is trusted.
    #[must_use]
    pub fn read_tokens(&self, tokens: &[Token], trust: &[f32]) -> Vec<Atom> {
        let keys: Vec<String> = tokens.iter().map(key).collect();
        let mut atoms = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while at < tokens.len() {
            let (rest_keys, rest) = (&keys[at..], &tokens[at..]);
            let own = self.phrases.longest(rest_keys);
            let function = lexicon::longest(rest);
            let trusted = |len: usize| trust[at..at + len].iter().copied().fold(1.0, f32::min);
            let mut push =
                |text: String, kind: AtomKind, len: usize| atoms.push(Atom { text, kind, trust: trusted(len) });
            at += match (own, function) {
                (Some((len, meaning)), function) if function.is_none_or(|(other, _)| len >= other) => {
                    match meaning {
                        Meaning::Subject => push("§".to_owned(), AtomKind::Subject, len),
                        Meaning::Synonym(text) => push(text.clone(), AtomKind::Word, len),
                        Meaning::Asks(asked) => push(asked.symbol().to_owned(), AtomKind::Asks(*asked), len),
                    }
                    len
                }
                (_, Some((len, Some(role)))) => {
                    match role {
                        Role::Frame => {}
                        Role::Asks(asked) => push(asked.symbol().to_owned(), AtomKind::Asks(asked), len),
                        Role::Denies => push("不".to_owned(), AtomKind::Denies, len),
                        Role::Weak => push(rest_keys[..len].concat(), AtomKind::Weak, len),
                        Role::Light => push(rest_keys[0].clone(), AtomKind::Han { light: true }, 1),
                    }
                    len
                }
                (_, Some((len, None))) => {
                    // A solid word: its ideographs stay together and none of them is read as grammar.
                    for i in 0..len {
                        let trust = trust[at + i];
                        atoms.push(Atom { text: rest_keys[i].clone(), kind: plain(rest[i].kind), trust });
                    }
                    len
                }
                _ => {
                    push(rest_keys[0].clone(), plain(rest[0].kind), 1);
                    1
                }
            };
        }
        atoms
    }
}

/// The kind of a token that is no function word.
fn plain(kind: Kind) -> AtomKind {
    match kind {
        Kind::Han => AtomKind::Han { light: false },
        Kind::Word | Kind::Other => AtomKind::Word,
        Kind::Number(_) | Kind::Ordinal(_) | Kind::Month(_) | Kind::Day(_) | Kind::Year(_) => AtomKind::Number,
    }
}

/// The question word that `word` is as a whole.
fn asked(word: &str) -> Option<Asked> {
    let tokens = tokenize(&fold(word));
    match lexicon::longest(&tokens) {
        Some((len, Some(Role::Asks(asked)))) if len == tokens.len() => Some(asked),
        _ => None,
    }
}

/// Whether `word` as a whole is a frame, a denial or a weak word.
fn is_grammar(word: &str) -> bool {
    let tokens = tokenize(&fold(word));
    matches!(lexicon::longest(&tokens), Some((len, Some(_))) if len == tokens.len())
}
