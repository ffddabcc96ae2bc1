//! The facts in a text that decide by themselves: editions, years, dates, numbers, countries, denial.
//!
//! However alike two texts look, an answer about the third conference is no answer about the fourth.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::matching::phrasebook::{Keyed, Phrasebook};
use crate::text::gazetteer::{countries, country_name};
use crate::text::{Kind, length_of_reply};

/// Something that a question turns on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fact {
    /// An edition of a recurring event: 第三届, the third conference.
    Edition(u64),
    /// Another edition by its place in time: 上届, 明年.
    Elsewhen(Elsewhen),
    /// A year of the calendar.
    Year(u64),
    /// A month.
    Month(u64),
    /// A day of the month.
    Day(u64),
    /// A place in an order: 第二条.
    Ordinal(u64),
    /// A count.
    Number(u64),
    /// A superlative: 最大, the largest. What is true of all is not true of the first among them.
    Superlative,
    /// A country or region, by its number in the gazetteer.
    Country(u16),
    /// The same where the knowledge speaks of it all over: the place that the document comes from.
    Home(u16),
}

/// An edition named by its place in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Elsewhen {
    /// 上届, 去年, last year.
    Last,
    /// 下届, 明年, next year.
    Next,
    /// 历届, 往届, every year.
    Every,
}

impl Fact {
    /// Whether an entry that does not carry this fact is not even worth suggesting: it speaks of something else.
    #[must_use]
    pub fn is_hard(self) -> bool {
        matches!(self, Self::Edition(_) | Self::Elsewhen(_) | Self::Year(_) | Self::Country(_))
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edition(n) => write!(f, "edition {n}"),
            Self::Elsewhen(Elsewhen::Last) => f.write_str("the last edition"),
            Self::Elsewhen(Elsewhen::Next) => f.write_str("the next edition"),
            Self::Elsewhen(Elsewhen::Every) => f.write_str("all editions"),
            Self::Year(n) => write!(f, "year {n}"),
            Self::Month(n) => write!(f, "month {n}"),
            Self::Day(n) => write!(f, "day {n}"),
            Self::Ordinal(n) => write!(f, "number {n} in order"),
            Self::Number(n) => write!(f, "number {n}"),
            Self::Superlative => f.write_str("a superlative"),
            Self::Country(n) | Self::Home(n) => f.write_str(country_name(*n)),
        }
    }
}

/// Phrases that are a fact by themselves.
static PHRASES: LazyLock<Phrasebook<Fact>> = LazyLock::new(|| {
    const LAST: &str = "上届|上一届|上次大会|上一次大会|前一届|去年|前年|上一年|last year|previous edition|last edition|previous conference|last conference";
    const NEXT: &str = "下届|下一届|下次大会|下一次大会|明年|后年|来年|next year|next edition|next conference";
    const EVERY: &str = "历届|往届|往年|每届|每年|历年|前几届|以往|every year|past editions|previous editions";
    const FIRST: &str = "首届|头届|头一届|inaugural|first edition|first conference|首次大会";
    const MOST: &str = "最大|最多|最小|最少|最早|最晚|最高|最低|最好|最差|最贵|最便宜|最受欢迎|最有名|最强|largest|biggest|smallest|best|worst|most popular|most famous|highest|lowest|oldest|youngest|richest";
    let of = |list: &'static str, fact: Fact| list.split('|').map(move |phrase| (phrase, fact));
    let countries = countries().iter().map(|(name, number)| (name.as_str(), Fact::Country(*number)));
    let phrases = of(LAST, Fact::Elsewhen(Elsewhen::Last))
        .chain(of(NEXT, Fact::Elsewhen(Elsewhen::Next)))
        .chain(of(EVERY, Fact::Elsewhen(Elsewhen::Every)))
        .chain(of(FIRST, Fact::Edition(1)))
        .chain(of(MOST, Fact::Superlative))
        .chain(countries);
    Phrasebook::new(phrases.map(|(phrase, fact)| (Keyed::new(phrase).keys, fact)))
});

/// Words behind an ordinal that make it an edition.
const EDITION_WORDS: [&str; 12] = [
    "届",
    "edition",
    "conference",
    "world",
    "internet",
    "wic",
    "summit",
    "annual",
    "session",
    "meeting",
    "wuzhen",
    "次",
];

/// The facts in `text`.
#[must_use]
pub fn facts(text: &str) -> BTreeSet<Fact> {
    facts_of(&Keyed::new(text))
}

/// The facts in a text that is cut already.
#[must_use]
pub fn facts_of(Keyed { tokens, keys }: &Keyed) -> BTreeSet<Fact> {
    let mut facts: BTreeSet<Fact> = PHRASES.find_all(keys).copied().collect();
    for (i, token) in tokens.iter().enumerate() {
        facts.extend(match token.kind {
            Kind::Ordinal(n) => {
                let behind = tokens.get(i + 1).map(|t| t.text.as_str());
                let is_edition = behind.is_some_and(|word| EDITION_WORDS.contains(&word));
                Some(if is_edition { Fact::Edition(n) } else { Fact::Ordinal(n) })
            }
            Kind::Year(n) => Some(Fact::Year(n)),
            Kind::Month(n) => Some(Fact::Month(n)),
            Kind::Day(n) => Some(Fact::Day(n)),
            Kind::Number(n) => length_of_reply(&tokens[i..]).is_none().then_some(Fact::Number(n)),
            Kind::Han | Kind::Word | Kind::Other => None,
        });
    }
    facts
}

/// From this share of the entries on, one of so many, a country that they name is at home in the knowledge.
const AT_HOME: usize = 5;

/// The countries that are at home in a knowledge whose entries carry `entries`.
pub(super) fn at_home<'e>(entries: impl ExactSizeIterator<Item = &'e BTreeSet<Fact>>) -> BTreeSet<u16> {
    let count = entries.len();
    let mut named: BTreeMap<u16, usize> = BTreeMap::new();
    for fact in entries.flatten() {
        if let Fact::Country(n) = fact {
            *named.entry(*n).or_default() += 1;
        }
    }
    named.into_iter().filter(|(_, entries)| entries * AT_HOME > count).map(|(country, _)| country).collect()
}

/// Takes the countries in `facts` that are at home in the knowledge as such.
///
/// What a document says of its own country it mostly says without naming it (坚持网络主权): an entry that does not name it
/// is no answer, but worth offering. Of any other country an entry that does not name it says nothing.
pub(super) fn settle(facts: &mut BTreeSet<Fact>, home: &BTreeSet<u16>) {
    for country in home {
        if facts.remove(&Fact::Country(*country)) {
            facts.insert(Fact::Home(*country));
        }
    }
}

/// Whether `carried` answers for `fact`: the fact itself, or for a bare number the same value in any role.
#[must_use]
pub fn carries(carried: &BTreeSet<Fact>, fact: Fact) -> bool {
    carried.contains(&fact)
        || match fact {
            Fact::Number(n) => [Fact::Day(n), Fact::Month(n), Fact::Ordinal(n)].iter().any(|f| carried.contains(f)),
            Fact::Ordinal(n) => carried.contains(&Fact::Number(n)) && n > 5,
            Fact::Home(n) => carried.contains(&Fact::Country(n)),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::{Elsewhen, Fact, at_home, carries, facts, settle};

    #[track_caller]
    fn check(text: &str, expected: &[Fact]) {
        assert_eq!(facts(text).into_iter().collect::<Vec<_>>(), expected, "facts of {text:?}");
    }

    #[test]
    fn editions_are_told_from_other_ordinals() {
        check("第四届大会什么时候", &[Fact::Edition(4)]);
        check("what is the fifth conference's theme", &[Fact::Edition(5)]);
        check("首届在哪", &[Fact::Edition(1)]);
        check("第二条建议", &[Fact::Ordinal(2)]);
        check("上一届提出了什么", &[Fact::Elsewhen(Elsewhen::Last)]);
    }

    #[test]
    fn a_country_that_many_entries_name_is_at_home() {
        let entries: Vec<_> = ["中国的主张", "中国网民", "日期", "地点", "美国", "主题", "网民"].map(facts).into();
        let home = |text| {
            let mut facts = facts(text);
            settle(&mut facts, &at_home(entries.iter()));
            facts.into_iter().next()
        };
        let Some(Fact::Home(china)) = home("中国的态度") else { panic!("China is named by two of seven") };
        assert!(carries(&facts("中国"), Fact::Home(china)) && !Fact::Home(china).is_hard());
        assert_eq!(home("美国的态度"), facts("美国").into_iter().next());
    }

    #[test]
    fn countries_years_and_numbers_are_found() {
        let countries = facts("美国有多少网民");
        assert_eq!(countries, facts("how many internet users are there in the United States of America"));
        assert_eq!(countries.len(), 1);
        assert_eq!(countries, facts("internet users in the US"));
        check("tell us more", &[]);
        check("2015年有多少", &[Fact::Year(2015)]);
        check("11月17日", &[Fact::Month(11), Fact::Day(17)]);
        check("16场", &[Fact::Number(16)]);
        check("用16个字说说目标", &[]);
        check("in two sentences", &[]);
    }
}
