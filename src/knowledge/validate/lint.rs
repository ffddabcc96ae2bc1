//! Warns of what is valid and still not good: texts too long for a chat, languages left out, topics without entries.

use std::collections::BTreeSet;

use super::super::Entry;
use super::super::raw::{RawEntry, RawLocalized, RawPassage, RawQuestions};
use super::head::Head;
use super::{Part, Spot, Validation};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Lang;
use crate::yaml::Step;

/// The longest text, in characters, that people still read in a chat: about one screen of a phone.
const LONG: usize = 600;

impl Validation<'_> {
    pub(super) fn lint(&mut self, head: &Head, entries: &[Entry], spots: &[Spot]) {
        self.unused_topics(head, entries);
        let spoken: Vec<BTreeSet<Lang>> = self
            .files
            .iter()
            .map(|file| file.raw.entries.iter().flatten().flat_map(keyed_languages).collect())
            .collect();
        for (entry, &spot) in entries.iter().zip(spots) {
            let Some(raw) = self.files[spot.file].raw.entries.as_ref().and_then(|e| e.get(spot.entry)) else {
                continue;
            };
            for &lang in &spoken[spot.file] {
                self.missing_language(spot, raw, entry, lang);
            }
            self.long_texts(spot, raw);
        }
    }

    fn unused_topics(&mut self, head: &Head, entries: &[Entry]) {
        if !self.whole || entries.is_empty() {
            return;
        }
        let used: BTreeSet<usize> = entries.iter().filter_map(|e| e.topic).collect();
        for (number, topic) in head.topics.iter().enumerate().filter(|(number, _)| !used.contains(number)) {
            let places = &self.files[head.topic_spots[number]].places;
            let place = places.key(&[Step::Key("topics"), Step::Key(&topic.id)]);
            let message = format!("no entry belongs to the topic `{}`", topic.id);
            let help = "people would browse into an empty list: give it entries or remove it";
            self.faults.push(Diagnostic::new(Code::UnusedTopic, place, message).help(help));
        }
    }

    fn missing_language(&mut self, spot: Spot, raw: &RawEntry, entry: &Entry, lang: Lang) {
        let asked = entry.questions.iter().any(|q| q.lang == lang);
        let answered = match &raw.answer {
            RawLocalized::Plain(_) => true,
            RawLocalized::ByLang(by_lang) => by_lang.iter().any(|(l, _)| l == lang),
        };
        let what = match (asked, answered) {
            (true, true) => return,
            (false, true) => "phrasing",
            (true, false) => "answer",
            (false, false) => "phrasing and no answer",
        };
        let message = format!("`{}` has no {what} in `{lang}`, which the file otherwise speaks", entry.id);
        let key = if asked { "answer" } else { "questions" };
        let place = self.places(spot).key(&Part::of(key).way(spot.entry));
        self.faults.push(Diagnostic::new(Code::MissingLanguage, place, message));
    }

    fn long_texts(&mut self, spot: Spot, raw: &RawEntry) {
        match &raw.answer {
            RawLocalized::Plain(text) => self.long_text(spot, Part::of("answer"), text.as_str(), "answer"),
            RawLocalized::ByLang(by_lang) => {
                for (lang, text) in by_lang.iter() {
                    let part = Part { key: "answer", lang: Some(lang), item: None };
                    self.long_text(spot, part, text.as_str(), "answer");
                }
            }
        }
        match &raw.passage {
            None => {}
            Some(RawPassage::One(text)) => self.long_text(spot, Part::of("passage"), text.as_str(), "passage"),
            Some(RawPassage::Many(texts)) => {
                for (item, text) in texts.iter().enumerate() {
                    let part = Part { key: "passage", lang: None, item: Some(item) };
                    self.long_text(spot, part, text.as_str(), "passage");
                }
            }
        }
    }

    fn long_text(&mut self, spot: Spot, part: Part<'_>, text: &str, what: &str) {
        let length = text.chars().count();
        if length <= LONG {
            return;
        }
        let message = format!("the {what} has {length} characters; people read about {LONG} in a chat");
        let help = match what {
            "answer" => "give the short fact first, and leave the rest to the passage or to another entry",
            _ => "quote the sentence that the answer rests on",
        };
        self.faults.push(Diagnostic::new(Code::LongText, self.place(spot, part), message).help(help));
    }
}

/// The languages that an entry keys its texts by; what is not keyed claims no language.
fn keyed_languages(raw: &RawEntry) -> Vec<Lang> {
    let mut languages = Vec::new();
    if let RawQuestions::ByLang(by_lang) = &raw.questions {
        languages.extend(by_lang.iter().filter(|(_, texts)| !texts.is_empty()).map(|(lang, _)| lang));
    }
    if let RawLocalized::ByLang(by_lang) = &raw.answer {
        languages.extend(by_lang.iter().map(|(lang, _)| lang));
    }
    languages
}
