//! Names every kind of fault, once and for good: scripts and editors filter by these names.
//!
//! Invariant: a code's name and severity never change; a test holds that names are unique.

use std::fmt;

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing can be answered from these files until it is mended.
    Error,
    /// Worth a look; the bot runs all the same.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Declares the codes with their names and severities in one table.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident;)+) => {
        /// What kind of fault a diagnostic speaks of.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$doc])* $name,)+
        }

        impl Code {
            /// Every code, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable name.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// Whether it keeps the files from being used.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// A file of the folder cannot be opened.
    UnreadableFile = "unreadable-file", Error;
    /// A file is not UTF-8.
    NotUtf8 = "not-utf8", Error;
    /// A file is larger than any knowledge.
    TooLarge = "too-large", Error;
    /// A file is not YAML.
    YamlSyntax = "yaml-syntax", Error;
    /// Lists and maps are nested beyond reason.
    TooDeep = "too-deep", Error;
    /// Aliases would unfold to more than memory should hold.
    TooManyAliases = "too-many-aliases", Error;
    /// A key that nothing reads, most often a slip of the pen.
    UnknownKey = "unknown-key", Error;
    /// A key that must be there is not.
    MissingKey = "missing-key", Error;
    /// A value of another kind than its key wants.
    WrongType = "wrong-type", Error;
    /// A key given twice in one map.
    DuplicateKey = "duplicate-key", Error;
    /// A value of the right kind that means nothing here.
    BadValue = "bad-value", Error;
    /// Files without a single entry.
    NoEntries = "no-entries", Error;
    /// An id of the wrong form.
    BadId = "bad-id", Error;
    /// Two entries of one id.
    DuplicateId = "duplicate-id", Error;
    /// A text with nothing in it.
    EmptyText = "empty-text", Error;
    /// An entry that nobody can ask for.
    NoPhrasing = "no-phrasing", Error;
    /// Two entries that claim the same question.
    SharedPhrasing = "shared-phrasing", Error;
    /// A quotation that the document does not hold.
    PassageNotInSource = "passage-not-in-source", Error;
    /// A quotation without a document.
    PassageWithoutSource = "passage-without-source", Error;
    /// A topic that is declared nowhere.
    UnknownTopic = "unknown-topic", Error;
    /// A related entry that does not exist.
    UnknownRelated = "unknown-related", Error;
    /// A command that Telegram refuses.
    BadCommand = "bad-command", Error;
    /// A command that the bot keeps for itself.
    ReservedCommand = "reserved-command", Error;
    /// Two entries of one command.
    DuplicateCommand = "duplicate-command", Error;
    /// A document that is missing, unreadable or not beside the file.
    BadSource = "bad-source", Error;
    /// Two files that both say what the bot speaks about.
    DuplicateSubject = "duplicate-subject", Error;
    /// A setting that two files make.
    DuplicateSetting = "duplicate-setting", Error;
    /// A topic that two files declare.
    DuplicateTopic = "duplicate-topic", Error;
    /// A word without another that means the same.
    LoneSynonym = "lone-synonym", Error;
    /// A word in two groups of synonyms.
    SharedSynonym = "shared-synonym", Error;
    /// A phrasing that is also said to be out of scope.
    InAndOutOfScope = "in-and-out-of-scope", Error;
    /// A control character in a text that people read.
    ControlCharacter = "control-character", Error;
    /// A file of labelled questions without a single one.
    NoCases = "no-cases", Error;
    /// A labelled question that expects an entry which does not exist.
    UnknownEntry = "unknown-entry", Error;
    /// The same phrasing twice in one entry.
    RepeatedPhrasing = "repeated-phrasing", Warning;
    /// Two entries whose phrasings are all but equal.
    NearPhrasing = "near-phrasing", Warning;
    /// An entry that offers itself next.
    RelatedToItself = "related-to-itself", Warning;
    /// A topic without entries.
    UnusedTopic = "unused-topic", Warning;
    /// An entry that lacks a language which its file otherwise speaks.
    MissingLanguage = "missing-language", Warning;
    /// A text longer than people read in a chat.
    LongText = "long-text", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Code;

    #[test]
    fn names_are_unique_and_in_kebab_case() {
        let names: BTreeSet<&str> = Code::ALL.iter().map(|c| c.as_str()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        for name in names {
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{name}");
        }
    }
}
