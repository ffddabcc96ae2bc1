//! Checks what stands above the entries: subject, documents, topics, synonyms, what is out of scope, how sure an answer is.

use std::collections::HashMap;
use std::path::Path;

use super::super::load::{BadDocument, read_document};
use super::super::raw::RawLocalized;
use super::super::{ANSWER_FROM, EntryId, Localized, Source, Subject, Topic};
use super::document::Document;
use super::{File, Validation};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::text;
use crate::yaml::{Places, Step};

/// The least that `answer_from` may say: what is more likely wrong than right is no answer.
const LEAST_SURE: f64 = 0.5;

/// What holds for all entries.
#[derive(Default)]
pub(super) struct Head {
    pub subject: Option<Subject>,
    pub sources: Vec<Source>,
    /// The text of each source; none where it could not be read.
    pub documents: Vec<Option<Document>>,
    /// For each file the source that its passages are first looked for in.
    pub source_of_file: Vec<Option<usize>>,
    pub topics: Vec<Topic>,
    /// For each topic where it is declared: file and number in the file.
    pub topic_spots: Vec<usize>,
    pub topic_of_id: HashMap<String, usize>,
    pub synonyms: Vec<Vec<String>>,
    pub out_of_scope: Vec<String>,
    /// For each phrase out of scope its file and number in the file.
    pub out_of_scope_spots: Vec<(usize, usize)>,
    /// In thousandths, where a file says it.
    pub answer_from: Option<u16>,
}

impl Validation<'_> {
    pub(super) fn head(&mut self, folder: &Path) -> Head {
        let mut head = Head::default();
        let mut subject_file = None;
        let mut synonyms = HashMap::new();
        let mut set_in = None;
        for (number, file) in self.files.iter().enumerate() {
            self.version(number);
            self.subject(number, &mut head, &mut subject_file);
            self.source(number, folder, &mut head);
            self.topics(number, &mut head);
            self.synonyms(number, &mut head, &mut synonyms);
            self.answer_from(number, &mut head, &mut set_in);
            for (item, phrase) in file.raw.out_of_scope.iter().enumerate() {
                let way = [Step::Key("out_of_scope"), Step::Item(item)];
                if let Some(phrase) = self.text(&file.places, &way, phrase.as_str(), "a phrase out of scope") {
                    head.out_of_scope.push(phrase);
                    head.out_of_scope_spots.push((number, item));
                }
            }
        }
        head
    }

    fn version(&mut self, number: usize) {
        let file = &self.files[number];
        if let Some(version) = file.raw.version.filter(|v| *v != 1) {
            let place = file.places.value(&[Step::Key("version")]);
            let message = format!("version {version} is not known, expected 1");
            self.faults.push(Diagnostic::new(Code::BadValue, place, message));
        }
    }

    fn subject(&mut self, number: usize, head: &mut Head, first: &mut Option<usize>) {
        let places = &self.files[number].places;
        let Some(raw) = &self.files[number].raw.subject else {
            return;
        };
        let title = self.localized(places, &[Step::Key("subject"), Step::Key("title")], &raw.title, "the title");
        let aliases = raw.aliases.iter().enumerate().filter_map(|(item, alias)| {
            let way = [Step::Key("subject"), Step::Key("aliases"), Step::Item(item)];
            self.text(places, &way, alias.as_str(), "an alias")
        });
        let aliases = aliases.collect();
        if let Some(first) = *first {
            let message = "a second file says what the bot speaks about";
            self.said_twice(Code::DuplicateSubject, "subject", [first, number], message);
            return;
        }
        *first = Some(number);
        head.subject = title.map(|title| Subject { title, aliases });
    }

    /// A key at the top of two files that only one may hold.
    fn said_twice(&mut self, code: Code, key: &str, [first, second]: [usize; 2], message: &str) {
        let place = |file: usize| self.files[file].places.key(&[Step::Key(key)]);
        let fault = Diagnostic::new(code, place(second), message)
            .related(place(first), "first here")
            .help(format!("keep one `{key}`; several files are one knowledge"));
        self.faults.push(fault);
    }

    fn source(&mut self, number: usize, folder: &Path, head: &mut Head) {
        let places = &self.files[number].places;
        head.source_of_file.push(None);
        let Some(raw) = &self.files[number].raw.source else {
            return;
        };
        let way = [Step::Key("source"), Step::Key("file")];
        let title = raw
            .title
            .as_ref()
            .and_then(|title| self.localized(places, &[Step::Key("source"), Step::Key("title")], title, "the title"));
        let Some(file) = self.text(places, &way, raw.file.as_str(), "the file's name") else {
            return;
        };
        if let Some(known) = head.sources.iter().position(|s| s.file == file) {
            head.source_of_file[number] = Some(known);
            return;
        }
        let document = match read_document(folder, &file) {
            Ok(text) => Some(Document::new(text)),
            Err(bad) => {
                self.faults.push(bad_source(places.value(&way), &file, bad));
                None
            }
        };
        head.source_of_file[number] = Some(head.sources.len());
        head.documents.push(document);
        head.sources.push(Source { title: title.unwrap_or_else(|| Localized::plain(file.clone())), file });
    }

    fn topics(&mut self, number: usize, head: &mut Head) {
        let places = &self.files[number].places;
        for (id, title) in &self.files[number].raw.topics.0 {
            let way = [Step::Key("topics"), Step::Key(id)];
            if EntryId::new(id).is_none() {
                self.faults.push(bad_id(places.key(&way), "topic", id));
            }
            let title = self.localized(places, &way, title, "the topic's title");
            if let Some(&first) = head.topic_of_id.get(id) {
                let first = self.files[head.topic_spots[first]].places.key(&way);
                let fault = Diagnostic::new(
                    Code::DuplicateTopic,
                    places.key(&way),
                    format!("two files declare the topic `{id}`"),
                )
                .related(first, "first here")
                .help("keep one of them; a topic of any file serves all files");
                self.faults.push(fault);
                continue;
            }
            head.topic_of_id.insert(id.clone(), head.topics.len());
            head.topic_spots.push(number);
            let title = title.unwrap_or_else(|| Localized::plain(id.clone()));
            head.topics.push(Topic { id: id.clone(), title });
        }
    }

    fn synonyms(&mut self, number: usize, head: &mut Head, seen: &mut HashMap<String, [usize; 3]>) {
        let places = &self.files[number].places;
        for (group, words) in self.files[number].raw.synonyms.iter().enumerate() {
            let mut members: Vec<String> = Vec::with_capacity(words.len());
            for (item, word) in words.iter().enumerate() {
                let way = [Step::Key("synonyms"), Step::Item(group), Step::Item(item)];
                let Some(word) = self.text(places, &way, word.as_str(), "a synonym") else {
                    continue;
                };
                let folded = text::fold(&word);
                match seen.get(&folded) {
                    Some(&[f, g, _]) if (f, g) == (number, group) => {}
                    Some(&[f, g, i]) => {
                        let first = [Step::Key("synonyms"), Step::Item(g), Step::Item(i)];
                        let message = format!("`{word}` is in two groups of synonyms");
                        let fault = Diagnostic::new(Code::SharedSynonym, places.value(&way), message)
                            .related(self.files[f].places.value(&first), "first here")
                            .help("make one group of them, or keep the word in one");
                        self.faults.push(fault);
                    }
                    None => {
                        seen.insert(folded, [number, group, item]);
                        members.push(word);
                    }
                }
            }
            if words.len() < 2 || (members.len() == 1 && words.len() == 2 && same(words)) {
                let place = places.value(&[Step::Key("synonyms"), Step::Item(group)]);
                let message = "a group of synonyms needs two different words or more";
                self.faults.push(Diagnostic::new(Code::LoneSynonym, place, message));
            }
            head.synonyms.push(members);
        }
    }

    fn answer_from(&mut self, number: usize, head: &mut Head, first: &mut Option<usize>) {
        let File { raw, places } = &self.files[number];
        let Some(share) = raw.answer_from else {
            return;
        };
        if let Some(first) = *first {
            let message = "a second file says from what confidence on there is an answer";
            self.said_twice(Code::DuplicateSetting, "answer_from", [first, number], message);
            return;
        }
        *first = Some(number);
        if (LEAST_SURE..=1.0).contains(&share) {
            // In range, so the cast is exact but for what is finer than a thousandth.
            head.answer_from = Some((share * 1000.0).round() as u16);
            return;
        }
        let message = format!("`answer_from` is {share}, expected {LEAST_SURE} to 1");
        let default = f64::from(ANSWER_FROM) / 1000.0;
        let fault = Diagnostic::new(Code::BadValue, places.value(&[Step::Key("answer_from")]), message)
            .help(format!("leave it out for {default}; `wenda eval` tells what other values bring"));
        self.faults.push(fault);
    }

    /// A text by language, at least one of which must be there.
    pub(super) fn localized(
        &mut self,
        places: &Places<'_>,
        way: &[Step<'_>],
        raw: &RawLocalized,
        what: &str,
    ) -> Option<Localized> {
        let by_lang = match raw {
            RawLocalized::Plain(text) => {
                return self.text(places, way, text.as_str(), what).map(Localized::plain);
            }
            RawLocalized::ByLang(by_lang) => by_lang,
        };
        if by_lang.zh.is_none() && by_lang.en.is_none() {
            let fault = Diagnostic::new(Code::EmptyText, places.value(way), format!("{what} is in no language"));
            self.faults.push(fault.help("write it under `zh`, `en` or both"));
            return None;
        }
        let mut texts = [None, None];
        for ((lang, text), slot) in [("zh", &by_lang.zh), ("en", &by_lang.en)].into_iter().zip(&mut texts) {
            let Some(text) = text else { continue };
            let way: Vec<Step<'_>> = way.iter().copied().chain([Step::Key(lang)]).collect();
            *slot = self.text(places, &way, text.as_str(), what);
        }
        let [zh, en] = texts;
        Localized::by_lang(zh, en)
    }
}

fn same(words: &[crate::yaml::Text]) -> bool {
    words.windows(2).all(|w| matches!(w, [a, b] if text::fold(a.as_str()) == text::fold(b.as_str())))
}

/// An id that a button or a link could not carry.
pub(super) fn bad_id(place: Place, what: &str, id: &str) -> Diagnostic {
    let mut help = "use 1 to 64 of `A-Z a-z 0-9 _ -`; buttons and links carry it".to_owned();
    let mended: String =
        id.trim().chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' }).take(64).collect();
    if mended.chars().any(|c| c.is_ascii_alphanumeric()) {
        help = format!("{help}: perhaps `{mended}`");
    }
    Diagnostic::new(Code::BadId, place, format!("the {what} id `{}` is not well formed", id.escape_debug())).help(help)
}

fn bad_source(place: Place, file: &str, bad: BadDocument) -> Diagnostic {
    match bad {
        BadDocument::Outside => Diagnostic::new(Code::BadSource, place, format!("`{file}` lies outside of the folder"))
            .help("put the document beside this file and name it without a path"),
        BadDocument::Unreadable(error) => {
            Diagnostic::new(Code::BadSource, place, format!("the document `{file}` cannot be read: {error}"))
                .help("put the document beside this file")
        }
        BadDocument::Fault(fault) => {
            let message = format!("the document `{file}` cannot be read: {}", fault.message);
            let bad = Diagnostic::new(Code::BadSource, place, message).related(fault.place, fault.message);
            match fault.help {
                Some(help) => bad.help(help),
                None => bad,
            }
        }
    }
}
