//! Types what a button carries: encoded into at most 64 bytes, read back with suspicion.
//!
//! Why the language is in it: a press goes on in the language of the message it stands under, which nobody remembers.
//! Invariant: nothing but [`Press::data`] writes button data, and what it writes is read back equal.

use super::reference::{HASH_LEN, Ref, digits, number};
use crate::text::Lang;

/// Telegram's limit on button data, in bytes.
pub const MOST_BYTES: usize = 64;

/// How many entries one vote can name: each takes eleven bytes.
pub const MOST_VOTED: usize = 5;

/// A button's meaning, and the language in which to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// The language of the message it stands under.
    pub lang: Lang,
    /// What to do.
    pub act: Act,
}

/// What a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Show an entry in place of the message: a suggestion that was chosen, another page.
    Read(Ref, u16),
    /// The same, with a way back to the entry's topic.
    Browse(Ref, u16),
    /// Show an entry in a message of its own: a related question, the whole of a shortened answer.
    Open(Ref),
    /// List the topics in place of the message.
    Topics(u16),
    /// List a topic's entries in place; `None` for those without a topic.
    Topic(Option<Ref>, u16),
    /// None of the suggestions was meant.
    NoneOfThese,
    /// The answers were helpful, or not.
    Vote(bool, Vec<Ref>),
    /// Nothing more to do: a vote that was given, a page number.
    Noted,
}

impl Press {
    /// A press.
    #[must_use]
    pub fn new(lang: Lang, act: Act) -> Self {
        Self { lang, act }
    }

    /// What the button carries.
    #[must_use]
    pub fn data(&self) -> String {
        let (verb, rest) = match &self.act {
            Act::Read(entry, page) => ('r', format!("{page}:{}", entry.write())),
            Act::Browse(entry, page) => ('b', format!("{page}:{}", entry.write())),
            Act::Open(entry) => ('e', format!(":{}", entry.write())),
            Act::Topics(page) => ('t', page.to_string()),
            Act::Topic(topic, page) => ('l', format!("{page}:{}", topic.as_ref().map_or("*".to_owned(), Ref::write))),
            Act::NoneOfThese => ('n', String::new()),
            Act::Vote(helpful, entries) => (if *helpful { 'y' } else { 'x' }, ballot(entries)),
            Act::Noted => ('k', String::new()),
        };
        let lang = match self.lang {
            Lang::Zh => 'z',
            Lang::En => 'e',
        };
        format!("{verb}{lang}{rest}")
    }

    /// Reads what a button carried; `None` where we cannot have written it.
    #[must_use]
    pub fn read(data: &str) -> Option<Self> {
        let mut chars = data.chars();
        let verb = chars.next().filter(|_| data.len() <= MOST_BYTES)?;
        let lang = match chars.next()? {
            'z' => Lang::Zh,
            'e' => Lang::En,
            _ => return None,
        };
        let rest = chars.as_str();
        let act = match verb {
            'r' => paged(rest).and_then(|(page, id)| Some(Act::Read(Ref::read(id)?, page)))?,
            'b' => paged(rest).and_then(|(page, id)| Some(Act::Browse(Ref::read(id)?, page)))?,
            'e' => Act::Open(Ref::read(rest.strip_prefix(':')?)?),
            't' => Act::Topics(page(rest)?),
            'l' => match paged(rest)? {
                (page, "*") => Act::Topic(None, page),
                (page, id) => Act::Topic(Some(Ref::read(id)?), page),
            },
            'n' if rest.is_empty() => Act::NoneOfThese,
            'y' | 'x' => Act::Vote(verb == 'y', voted(rest)?),
            'k' if rest.is_empty() => Act::Noted,
            _ => return None,
        };
        Some(Self { lang, act })
    }
}

fn paged(text: &str) -> Option<(u16, &str)> {
    let (number, id) = text.split_once(':')?;
    Some((page(number)?, id))
}

fn page(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
}

fn ballot(entries: &[Ref]) -> String {
    match entries {
        [one] => format!(":{}", one.write()),
        many => many.iter().take(MOST_VOTED).fold("*".to_owned(), |text, r| text + &digits(r.hashed())),
    }
}

fn voted(text: &str) -> Option<Vec<Ref>> {
    if let Some(one) = text.strip_prefix(':') {
        return Some(vec![Ref::read(one)?]);
    }
    let many = text.strip_prefix('*')?.as_bytes();
    let whole = many.len().is_multiple_of(HASH_LEN) && !many.is_empty();
    let chunks = many.chunks(HASH_LEN).filter(|_| whole);
    let refs: Vec<Ref> =
        chunks.map(|c| Some(Ref::Hash(number(std::str::from_utf8(c).ok()?)?))).collect::<Option<_>>()?;
    (!refs.is_empty()).then_some(refs)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

    use super::{Act, MOST_BYTES, Press};
    use crate::telegram::render::Ref;
    use crate::text::Lang;

    fn reference() -> impl Strategy<Value = Ref> {
        prop_oneof!["[A-Za-z0-9_-]{1,64}".prop_map(|id| Ref::new(&id)), ".{0,80}".prop_map(|id| Ref::new(&id))]
    }

    fn act() -> impl Strategy<Value = Act> {
        prop_oneof![
            (reference(), any::<u16>()).prop_map(|(r, page)| Act::Read(r, page)),
            (reference(), any::<u16>()).prop_map(|(r, page)| Act::Browse(r, page)),
            reference().prop_map(Act::Open),
            any::<u16>().prop_map(Act::Topics),
            (proptest::option::of(reference()), any::<u16>()).prop_map(|(r, page)| Act::Topic(r, page)),
            Just(Act::NoneOfThese),
            (any::<bool>(), reference()).prop_map(|(helpful, r)| Act::Vote(helpful, vec![r])),
            Just(Act::Noted),
        ]
    }

    proptest! {
        #[test]
        fn what_is_written_fits_and_is_read_back(act in act()) {
            let press = Press::new(Lang::Zh, act);
            let data = press.data();
            assert!(!data.is_empty() && data.len() <= MOST_BYTES, "{data}");
            assert_eq!(Press::read(&data), Some(press), "{data}");
        }

        #[test]
        fn anything_else_is_survived(data in any::<String>()) {
            let _ = Press::read(&data);
        }

        #[test]
        fn a_long_id_is_still_named(id in "[a-z]{64}") {
            assert!(Ref::new(&id).names(&id));
            assert!(!Ref::new(&id).names("dates"));
        }
    }

    #[test]
    fn a_vote_on_many_answers_fits() {
        let ids: Vec<String> = (0..9).map(|n| format!("{n}").repeat(64)).collect();
        let press = Press::new(Lang::En, Act::Vote(true, ids.iter().map(|id| Ref::new(id)).collect()));
        let data = press.data();
        assert!(data.len() <= MOST_BYTES, "{data}");
        let Some(Press { act: Act::Vote(true, refs), .. }) = Press::read(&data) else { panic!("not read: {data}") };
        assert!(refs.len() == 5 && refs.iter().zip(&ids).all(|(r, id)| r.names(id)));
    }

    #[test]
    fn forged_data_is_told_from_ours() {
        let forged = [
            "",
            "z",
            "rz",
            "rz0",
            "rz0:",
            "rz-1:dates",
            "rz+1:dates",
            "rz0:a b",
            "rq0:dates",
            "nz!",
            "yz:",
            "yz*",
            "yz*AAA",
            "rz70000:dates",
            "ez:~zz",
            "ez:~AAAAAAAAAAAA",
            "drop table",
        ];
        for data in forged {
            assert_eq!(Press::read(data), None, "{data}");
        }
    }
}
