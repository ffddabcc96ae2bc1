//! Checks the entries one by one: ids, topics, commands, answers, and what they refer to.

use std::collections::HashMap;

use super::super::raw::{RawEntry, RawQuestions};
use super::super::{Entry, EntryId, Localized, Question};
use super::head::{Head, bad_id};
use super::{File, Part, Spot, Validation};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::text::{Lang, detect};
use crate::yaml::{Step, Text};

/// Commands that the bot answers itself.
pub const RESERVED_COMMANDS: [&str; 7] = ["start", "help", "topics", "ask", "about", "privacy", "stats"];

/// The longest command that Telegram takes.
const MAX_COMMAND: usize = 32;

impl Validation<'_> {
    /// The entries of all files in order, each with where it stands.
    pub(super) fn entries(&mut self, head: &Head) -> (Vec<Entry>, Vec<Spot>) {
        let files = self.files;
        let mut spots = Vec::new();
        for (file, f) in files.iter().enumerate() {
            self.entries_key(file);
            let count = f.raw.entries.as_ref().map_or(0, Vec::len);
            spots.extend((0..count).map(|entry| Spot { file, entry }));
        }
        let told = self.faults.iter().any(|f| f.code == Code::MissingKey);
        if let Some(file) = files.first().filter(|_| spots.is_empty() && self.whole && !told) {
            let place = file.places.key(&[Step::Key("entries")]);
            self.faults.push(Diagnostic::new(Code::NoEntries, place, "there is not a single entry"));
        }
        let ids = self.ids(&spots);
        let mut commands = HashMap::new();
        let entries = spots.iter().map(|&spot| self.entry(spot, head, &ids, &mut commands)).collect();
        (entries, spots)
    }

    /// A file may do without entries only if it says something else.
    fn entries_key(&mut self, file: usize) {
        let File { raw, places } = &self.files[file];
        let silent = raw.subject.is_none()
            && raw.source.is_none()
            && raw.topics.0.is_empty()
            && raw.synonyms.is_empty()
            && raw.out_of_scope.is_empty()
            && raw.answer_from.is_none();
        if raw.entries.is_none() && silent && self.whole {
            let message = "the file has no `entries`";
            let fault = Diagnostic::new(Code::MissingKey, places.value(&[]), message);
            self.faults.push(fault.help("add `entries`: a list of `id`, `questions` and `answer`"));
        }
    }

    /// Which entry an id names; the first where several claim it.
    fn ids(&mut self, spots: &[Spot]) -> HashMap<String, usize> {
        let mut ids = HashMap::with_capacity(spots.len());
        for (number, &spot) in spots.iter().enumerate() {
            let id = self.raw(spot).id.as_str();
            if EntryId::new(id).is_none() {
                let place = self.place(spot, Part::of("id"));
                self.faults.push(bad_id(place, "entry", id));
                continue;
            }
            if let Some(&first) = ids.get(id) {
                let message = format!("two entries have the id `{id}`");
                let first: Spot = spots[first];
                let fault = Diagnostic::new(Code::DuplicateId, self.place(spot, Part::of("id")), message)
                    .related(self.place(first, Part::of("id")), "first here")
                    .help("give one of them another id, or make one entry of both");
                self.faults.push(fault);
                continue;
            }
            ids.insert(id.to_owned(), number);
        }
        ids
    }

    fn raw(&self, spot: Spot) -> &'_ RawEntry {
        let entries = self.files[spot.file].raw.entries.as_deref().unwrap_or_default();
        &entries[spot.entry]
    }

    fn entry(
        &mut self,
        spot: Spot,
        head: &Head,
        ids: &HashMap<String, usize>,
        commands: &mut HashMap<String, Spot>,
    ) -> Entry {
        let files = self.files;
        let raw = &files[spot.file].raw.entries.as_deref().unwrap_or_default()[spot.entry];
        let way = Part::of("answer").way(spot.entry);
        let answer = self.localized(self.places(spot), &way, &raw.answer, "the answer");
        Entry {
            // A malformed id is a fault by now: nobody will see what stands in for it.
            id: EntryId::new(raw.id.as_str()).unwrap_or_else(|| EntryId::new("_").expect("well formed")),
            topic: self.topic(spot, raw, head),
            command: self.command(spot, raw, commands),
            questions: self.questions(spot, raw),
            answer: answer.unwrap_or_else(|| Localized::plain(String::new())),
            passages: self.passages(spot, raw, head),
            related: self.related(spot, raw, ids),
        }
    }

    fn topic(&mut self, spot: Spot, raw: &RawEntry, head: &Head) -> Option<usize> {
        let id = raw.topic.as_ref()?.as_str();
        let found = head.topic_of_id.get(id).copied();
        if found.is_none() && self.whole {
            let known = head.topics.iter().map(|t| t.id.as_str());
            let help = match nearest(id, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("declare it under `topics`: `{id}: {{zh: …, en: …}}`"),
            };
            let place = self.place(spot, Part::of("topic"));
            self.faults.push(Diagnostic::new(Code::UnknownTopic, place, format!("unknown topic `{id}`")).help(help));
        }
        found
    }

    fn command(&mut self, spot: Spot, raw: &RawEntry, seen: &mut HashMap<String, Spot>) -> Option<String> {
        let command = raw.command.as_ref()?.as_str();
        let place = |v: &Self, spot| v.place(spot, Part::of("command"));
        let letters = command.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if command.is_empty() || command.len() > MAX_COMMAND || !letters {
            let message = format!("Telegram does not take the command `{}`", command.escape_debug());
            let plain: String = command
                .to_ascii_lowercase()
                .chars()
                .map(|c| if c == '-' || c == ' ' { '_' } else { c })
                .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
                .take(MAX_COMMAND)
                .collect();
            let mut help = "use 1 to 32 of `a-z 0-9 _`, without the slash".to_owned();
            if !plain.is_empty() {
                help = format!("{help}: perhaps `{plain}`");
            }
            self.faults.push(Diagnostic::new(Code::BadCommand, place(self, spot), message).help(help));
            return None;
        }
        if RESERVED_COMMANDS.contains(&command) {
            let message = format!("`/{command}` is one of the bot's own commands");
            let help = format!("choose another than {}", RESERVED_COMMANDS.map(|c| format!("`{c}`")).join(", "));
            self.faults.push(Diagnostic::new(Code::ReservedCommand, place(self, spot), message).help(help));
            return None;
        }
        if let Some(&first) = seen.get(command) {
            let message = format!("two entries have the command `{command}`");
            let fault = Diagnostic::new(Code::DuplicateCommand, place(self, spot), message)
                .related(place(self, first), "first here");
            self.faults.push(fault.help("a command leads to one entry"));
            return None;
        }
        seen.insert(command.to_owned(), spot);
        Some(command.to_owned())
    }

    fn questions(&mut self, spot: Spot, raw: &RawEntry) -> Vec<Question> {
        let mut questions = Vec::new();
        match &raw.questions {
            RawQuestions::Plain(texts) => self.list(spot, None, texts, &mut questions),
            RawQuestions::ByLang(by_lang) => {
                for (lang, texts) in by_lang.iter() {
                    self.list(spot, Some(lang), texts, &mut questions);
                }
            }
        }
        let written = match &raw.questions {
            RawQuestions::Plain(texts) => texts.len(),
            RawQuestions::ByLang(by_lang) => by_lang.iter().map(|(_, texts)| texts.len()).sum(),
        };
        if written == 0 {
            let place = self.places(spot).key(&Part::of("questions").way(spot.entry));
            let message = format!("nobody can ask for `{}`: it has no phrasing", raw.id.as_str());
            let fault = Diagnostic::new(Code::NoPhrasing, place, message);
            self.faults.push(fault.help("write under `questions` how people ask for it"));
        }
        questions
    }

    fn list(&mut self, spot: Spot, lang: Option<Lang>, texts: &[Text], questions: &mut Vec<Question>) {
        for (item, text) in texts.iter().enumerate() {
            let trimmed = text.as_str().trim();
            let well = !trimmed.is_empty() && !text.as_str().chars().any(char::is_control);
            let text = if well {
                trimmed.to_owned()
            } else {
                let way = Part { key: "questions", lang, item: Some(item) }.way(spot.entry);
                self.text(self.places(spot), &way, text.as_str(), "a phrasing").unwrap_or_default()
            };
            let lang = lang.unwrap_or_else(|| detect(&text).unwrap_or(Lang::Zh));
            questions.push(Question { text, lang });
        }
    }

    fn related(&mut self, spot: Spot, raw: &RawEntry, ids: &HashMap<String, usize>) -> Vec<usize> {
        let mut related = Vec::with_capacity(raw.related.len());
        for (item, id) in raw.related.iter().enumerate() {
            let id = id.as_str();
            let part = Part { key: "related", lang: None, item: Some(item) };
            if id == raw.id.as_str() {
                if !self.thorough {
                    continue;
                }
                let message = format!("`{id}` is related to itself");
                let fault = Diagnostic::new(Code::RelatedToItself, self.place(spot, part), message);
                self.faults.push(fault.help("remove it"));
                continue;
            }
            match ids.get(id) {
                Some(&number) if related.contains(&number) => {}
                Some(&number) => related.push(number),
                None if self.whole => {
                    let message = format!("no entry has the id `{id}`");
                    let fault = Diagnostic::new(Code::UnknownRelated, self.place(spot, part), message);
                    let mut known: Vec<&str> = ids.keys().map(String::as_str).collect();
                    known.sort_unstable();
                    self.faults.push(match nearest(id, known) {
                        Some(near) => fault.help(format!("did you mean `{near}`?")),
                        None => fault,
                    });
                }
                None => {}
            }
        }
        related
    }
}
