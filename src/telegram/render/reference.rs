//! Names entries and topics in the few bytes of a button.
//!
//! Why a hash: an entry's id alone can fill Telegram's 64 bytes, and a topic's may be of any characters. Invariant: the
//! hash of an id never changes between releases, or the buttons of old messages would lose their meaning.

use crate::knowledge::EntryId;

/// The longest id that is written as it is: leaves room for the verb, the language and a page number.
const LONGEST_ID: usize = 48;

/// 64 bits in six-bit digits.
pub(super) const HASH_LEN: usize = 11;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Names an entry or a topic in few bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ref {
    /// The id itself.
    Id(String),
    /// A hash of it.
    Hash(u64),
}

impl Ref {
    /// The shortest form that says which one is meant.
    #[must_use]
    pub fn new(id: &str) -> Self {
        let fits = id.len() <= LONGEST_ID && EntryId::new(id).is_some();
        if fits { Self::Id(id.to_owned()) } else { Self::Hash(hash(id)) }
    }

    /// Whether `id` is meant.
    #[must_use]
    pub fn names(&self, id: &str) -> bool {
        match self {
            Self::Id(own) => own == id,
            Self::Hash(own) => *own == hash(id),
        }
    }

    pub(super) fn write(&self) -> String {
        match self {
            Self::Id(id) => id.clone(),
            Self::Hash(hash) => format!("~{}", digits(*hash)),
        }
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        match text.strip_prefix('~') {
            Some(hash) => number(hash).map(Self::Hash),
            None => EntryId::new(text).filter(|id| id.as_str().len() <= LONGEST_ID).map(|_| Self::Id(text.to_owned())),
        }
    }

    pub(super) fn hashed(&self) -> u64 {
        match self {
            Self::Id(id) => hash(id),
            Self::Hash(hash) => *hash,
        }
    }
}

/// FNV-1a: a few lines that give the same number in every release and on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

pub(super) fn digits(number: u64) -> String {
    let digit = |place: usize| usize::try_from(number >> (6 * place) & 63).ok().and_then(|d| DIGITS.get(d));
    (0..HASH_LEN).rev().filter_map(digit).map(|&d| char::from(d)).collect()
}

pub(super) fn number(text: &str) -> Option<u64> {
    let values = text.bytes().map(|b| DIGITS.iter().position(|&d| d == b).and_then(|d| u64::try_from(d).ok()));
    let sum = values.collect::<Option<Vec<_>>>()?.into_iter().fold(0_u64, |sum, digit| sum << 6 | digit);
    (digits(sum) == text).then_some(sum)
}
