//! Reads labelled questions from YAML.
//!
//! ```yaml
//! version: 1
//! cases:
//!   - ask: 会址设在何处？
//!     expect: [venue]                 # ids, any of which is right
//!     category: paraphrase            # optional: a row of its own
//!   - ask: 几场论坛？多少企业参展？
//!     expect_all: [forums, companies] # every one must be answered
//!   - ask: 门票在哪买
//!     expect: none                    # must not be answered
//! ```

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{self, Deserializer, SeqAccess, Visitor};

use super::case::{Case, Expected};
use crate::diagnostic::{self, Code, Diagnostic, SourceText};
use crate::knowledge::{EntryId, Knowledge};
use crate::yaml::{self, Field, Places, Shape, Step, Text, present};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct RawFile {
    #[serde(deserialize_with = "present")]
    version: Option<i64>,
    cases: Vec<RawCase>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCase {
    ask: Text,
    #[serde(default, deserialize_with = "present")]
    expect: Option<RawExpect>,
    #[serde(default, deserialize_with = "present")]
    expect_all: Option<Vec<Text>>,
    #[serde(default, deserialize_with = "present")]
    category: Option<Text>,
}

/// A list of ids, or one word: `none`, or an id.
#[derive(Debug)]
enum RawExpect {
    Word(Text),
    Ids(Vec<Text>),
}

impl<'de> Deserialize<'de> for RawExpect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ExpectVisitor;
        impl<'de> Visitor<'de> for ExpectVisitor {
            type Value = RawExpect;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of ids or `none`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<RawExpect, E> {
                Ok(RawExpect::Word(Text(text.to_owned())))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<RawExpect, A::Error> {
                Deserialize::deserialize(SeqAccessDeserializer::new(list)).map(RawExpect::Ids)
            }
        }
        deserializer.deserialize_any(ExpectVisitor)
    }
}

const IDS: Shape = Shape::List(&Shape::Text);

const CASE: Shape = Shape::Map(&[
    Field::required("ask", Shape::Text),
    Field::optional("expect", Shape::OneOf(&[Shape::Text, IDS])),
    Field::optional("expect_all", IDS),
    Field::optional("category", Shape::Text),
]);

const FILE: Shape =
    Shape::Map(&[Field::optional("version", Shape::Integer), Field::optional("cases", Shape::List(&CASE))]);

/// The cases of a file, and its faults.
pub fn read(source: &Arc<SourceText>, knowledge: &Knowledge) -> (Vec<Case>, Vec<Diagnostic>) {
    let places = Places::new(source);
    let reading = yaml::read::<RawFile>(&places, &FILE);
    let mut faults = reading.faults;
    let raw = reading.value.unwrap_or_default();
    if let Some(version) = raw.version.filter(|version| *version != 1) {
        let place = places.value(&[Step::Key("version")]);
        faults.push(Diagnostic::new(Code::BadValue, place, format!("version {version} is not known, expected 1")));
    }
    let well_formed = faults.is_empty();
    let mut reader = Reader { well_formed, places: &places, knowledge, faults };
    let cases: Vec<_> = raw.cases.into_iter().enumerate().filter_map(|(item, case)| reader.case(item, case)).collect();
    (cases, reader.faults)
}

struct Reader<'a> {
    places: &'a Places<'a>,
    knowledge: &'a Knowledge,
    /// Whether every key was known: else a missing one is most likely there under a misspelled name.
    well_formed: bool,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn case(&mut self, item: usize, raw: RawCase) -> Option<Case> {
        let expected = self.expected(item, raw.expect, raw.expect_all)?;
        let place = self.places.value(&way(item, "ask"));
        Some(Case { ask: raw.ask.0, expected, category: raw.category.map(|text| text.0), place })
    }

    fn expected(&mut self, item: usize, any: Option<RawExpect>, all: Option<Vec<Text>>) -> Option<Expected> {
        match (any, all) {
            (Some(RawExpect::Word(word)), None) if word.as_str() == "none" => Some(Expected::NoAnswer),
            (Some(RawExpect::Word(word)), None) => {
                self.id(&way(item, "expect"), &word).map(|id| Expected::Any(vec![id]))
            }
            (Some(RawExpect::Ids(ids)), None) => self.ids(item, "expect", &ids).map(Expected::Any),
            (None, Some(ids)) => self.ids(item, "expect_all", &ids).map(Expected::All),
            (Some(_), Some(_)) => {
                let place = self.places.key(&way(item, "expect_all"));
                let message = "`expect` and `expect_all` in one case; it takes one of them";
                self.faults.push(Diagnostic::new(Code::BadValue, place, message));
                None
            }
            (None, None) if !self.well_formed => None,
            (None, None) => {
                let place = self.places.value(&way(item, "ask"));
                let fault = Diagnostic::new(Code::MissingKey, place, "a case without `expect` or `expect_all`");
                self.faults.push(fault.help("write `expect: none` for a question that must not be answered"));
                None
            }
        }
    }

    fn ids(&mut self, item: usize, key: &str, ids: &[Text]) -> Option<Vec<EntryId>> {
        if ids.is_empty() {
            let place = self.places.value(&way(item, key));
            let fault = Diagnostic::new(Code::BadValue, place, format!("`{key}` names no entry"));
            self.faults.push(fault.help("write `expect: none` for a question that must not be answered"));
            return None;
        }
        let [cases, case, list] = way(item, key);
        let known = ids.iter().enumerate().map(|(nth, id)| self.id(&[cases, case, list, Step::Item(nth)], id));
        // Collected twice so that every unknown id is told, not only the first.
        let known: Vec<Option<EntryId>> = known.collect();
        known.into_iter().collect()
    }

    fn id(&mut self, way: &[Step<'_>], text: &Text) -> Option<EntryId> {
        let mut ids = self.knowledge.entries.iter().map(|entry| &entry.id);
        if let Some(id) = ids.find(|id| id.as_str() == text.as_str()) {
            return Some(id.clone());
        }
        let fault = Diagnostic::new(
            Code::UnknownEntry,
            self.places.value(way),
            format!("no entry of the knowledge has the id `{}`", text.as_str()),
        );
        let names = self.knowledge.entries.iter().map(|entry| entry.id.as_str());
        self.faults.push(match diagnostic::nearest(text.as_str(), names) {
            Some(name) => fault.help(format!("`{name}` is one")),
            None => fault,
        });
        None
    }
}

fn way(item: usize, key: &str) -> [Step<'_>; 3] {
    [Step::Key("cases"), Step::Item(item), Step::Key(key)]
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diagnostic::SourceText;
    use crate::knowledge::{Entry, EntryId, Knowledge, Localized};

    fn knowledge() -> Knowledge {
        let entry = |id: &str| Entry {
            id: EntryId::new(id).expect("an id"),
            topic: None,
            command: None,
            questions: Vec::new(),
            answer: Localized::plain(String::new()),
            passages: Vec::new(),
            related: Vec::new(),
        };
        Knowledge { entries: vec![entry("venue"), entry("dates")], ..Knowledge::default() }
    }

    #[track_caller]
    fn check(cases: &str, expected: &[&str]) {
        let source = SourceText::new("f", format!("version: 1\ncases:\n{cases}"));
        let (cases, faults) = read(&source, &knowledge());
        let cases = cases.iter().map(|case| format!("{} {} = {}", case.place, case.ask, case.expected));
        let faults = faults.iter().map(|fault| format!("{} {}", fault.place, fault.code));
        assert_eq!(cases.chain(faults).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn cases_are_read() {
        check("  - ask: 哪\n    expect: [venue, dates]\n", &["f:3:10 哪 = venue or dates"]);
        check("  - ask: 哪\n    expect: venue\n", &["f:3:10 哪 = venue"]);
        check("  - {ask: 哪, expect_all: [venue, dates], category: x}\n", &["f:3:11 哪 = venue and dates"]);
        check("  - ask: 票\n    expect: none\n", &["f:3:10 票 = no answer"]);
    }

    #[test]
    fn faults_have_places() {
        check("  - ask: 哪\n    expect: [venus, x]\n", &["f:4:14 unknown-entry", "f:4:21 unknown-entry"]);
        check("  - ask: 哪\n", &["f:3:10 missing-key"]);
        check("  - ask: 哪\n    expect: []\n", &["f:4:13 bad-value"]);
        check("  - ask: 哪\n    expect: none\n    expect_all: [venue]\n", &["f:5:5 bad-value"]);
        check("  - ask: 哪\n    expects: [venue]\n", &["f:4:5 unknown-key"]);
        // What was meant is read all the same, so that other faults of the case are found.
        check("  - ask: 16\n    expect: none\n", &["f:3:10 16 = no answer", "f:3:10 wrong-type"]);
    }

    #[test]
    fn a_file_without_cases_has_none() {
        for text in ["", "# nothing\n", "version: 1\n", "cases: []\n"] {
            let source = SourceText::new("f", text.to_owned());
            let (cases, faults) = read(&source, &knowledge());
            assert!(cases.is_empty() && faults.is_empty(), "{text:?}: {faults:?}");
        }
    }
}
