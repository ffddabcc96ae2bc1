//! A fault of a file that people write: where it stands, what is wrong and what mends it.
//!
//! Invariants: no fault is without `file:line:column`; a fault between two places names both; messages begin in lower
//! case, end without a stop, and put names in backticks.

mod code;
mod place;
mod render;

pub use code::{Code, Severity};
pub use place::{Place, SourceText};
pub use render::{render, to_json};

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of fault it is.
    pub code: Code,
    /// What was found and what was expected.
    pub message: String,
    /// Where to mend it.
    pub place: Place,
    /// A word or two under the place; may be empty.
    pub label: String,
    /// What else has to do with it, each place with its label.
    pub related: Vec<(Place, String)>,
    /// What mends it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A fault at `place`.
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place, label: String::new(), related: Vec::new(), help: None }
    }

    /// Says something right under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Names another place that has to do with it.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Self {
        self.related.push((place, label.into()));
        self
    }

    /// Says what mends it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Puts faults in the order of the files: by name, line and column, then errors first.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    diagnostics.dedup();
}

/// The known name that was probably meant by `name`, if one is close.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let scored = known.into_iter().map(|k| (strsim::damerau_levenshtein(&name, &k.to_lowercase()), k));
    let (distance, best) = scored.min_by_key(|(distance, _)| *distance)?;
    // A third of the letters may be wrong: `quesions` is `questions`, but `author` is not `answer`.
    (distance * 3 <= name.chars().count().max(3)).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_the_name_that_was_meant() {
        let known = ["id", "topic", "questions", "answer", "passage"];
        for (name, expected) in [
            ("quesions", Some("questions")),
            ("question", Some("questions")),
            ("anwser", Some("answer")),
            ("Answer", Some("answer")),
            ("ID", Some("id")),
            ("author", None),
            ("", None),
            ("段落", None),
        ] {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
    }
}
