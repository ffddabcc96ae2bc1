//! The knowledge as it is written: what serde reads, and the same once more as a table that explains faults.
//!
//! Invariant: nobody but the loader and the validation sees these types.

use std::fmt;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::text::Lang;
use crate::yaml::{Field, Ordered, Shape, Text, present};

/// One file of the folder.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFile {
    #[serde(deserialize_with = "present")]
    pub version: Option<i64>,
    #[serde(deserialize_with = "present")]
    pub subject: Option<RawSubject>,
    #[serde(deserialize_with = "present")]
    pub source: Option<RawSource>,
    pub topics: Ordered<RawLocalized>,
    pub synonyms: Vec<Vec<Text>>,
    pub out_of_scope: Vec<Text>,
    #[serde(deserialize_with = "present")]
    pub answer_from: Option<f64>,
    #[serde(deserialize_with = "present")]
    pub entries: Option<Vec<RawEntry>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSubject {
    pub title: RawLocalized,
    #[serde(default)]
    pub aliases: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSource {
    pub file: Text,
    #[serde(default, deserialize_with = "present")]
    pub title: Option<RawLocalized>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEntry {
    pub id: Text,
    #[serde(default, deserialize_with = "present")]
    pub topic: Option<Text>,
    #[serde(default, deserialize_with = "present")]
    pub command: Option<Text>,
    pub questions: RawQuestions,
    pub answer: RawLocalized,
    #[serde(default, deserialize_with = "present")]
    pub passage: Option<RawPassage>,
    #[serde(default)]
    pub related: Vec<Text>,
}

/// A value for each language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "T: Deserialize<'de>")]
pub(super) struct ByLang<T> {
    #[serde(default = "none", deserialize_with = "present")]
    pub zh: Option<T>,
    #[serde(default = "none", deserialize_with = "present")]
    pub en: Option<T>,
}

/// `Option::default` without its bound on `T`.
fn none<T>() -> Option<T> {
    None
}

impl<T> ByLang<T> {
    /// What is there, in the order in which a fallback is looked for.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        let both = [(Lang::Zh, &self.zh), (Lang::En, &self.en)];
        both.into_iter().filter_map(|(lang, value)| Some((lang, value.as_ref()?)))
    }
}

/// A text by language, or one text for all.
#[derive(Debug)]
pub(super) enum RawLocalized {
    Plain(Text),
    ByLang(ByLang<Text>),
}

/// Phrasings by language, or a list whose languages are for us to tell.
#[derive(Debug)]
pub(super) enum RawQuestions {
    Plain(Vec<Text>),
    ByLang(ByLang<Vec<Text>>),
}

/// A passage or several.
#[derive(Debug)]
pub(super) enum RawPassage {
    One(Text),
    Many(Vec<Text>),
}

/// Implements `Deserialize` for an enum whose variants differ in the kind of YAML value they are written as.
macro_rules! by_kind {
    ($type:ident, $expecting:literal $(, text $text:ident)? $(, list $list:ident)? $(, map $map:ident)?) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct KindVisitor;
                impl<'de> Visitor<'de> for KindVisitor {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }
                    $(fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        Ok($type::$text(Text(text.to_owned())))
                    })?
                    $(fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<$type, A::Error> {
                        Deserialize::deserialize(SeqAccessDeserializer::new(list)).map($type::$list)
                    })?
                    $(fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$type, A::Error> {
                        Deserialize::deserialize(MapAccessDeserializer::new(map)).map($type::$map)
                    })?
                }
                deserializer.deserialize_any(KindVisitor)
            }
        }
    };
}

by_kind!(RawLocalized, "a text or a map by language", text Plain, map ByLang);
by_kind!(RawQuestions, "a list of phrasings or a map by language", list Plain, map ByLang);
by_kind!(RawPassage, "a text or a list of texts", text One, list Many);

const LOCALIZED: Shape =
    Shape::OneOf(&[Shape::Text, Shape::Map(&[Field::optional("zh", Shape::Text), Field::optional("en", Shape::Text)])]);

const TEXTS: Shape = Shape::List(&Shape::Text);

const QUESTIONS: Shape =
    Shape::OneOf(&[TEXTS, Shape::Map(&[Field::optional("zh", TEXTS), Field::optional("en", TEXTS)])]);

const ENTRY: Shape = Shape::Map(&[
    Field::required("id", Shape::Text),
    Field::optional("topic", Shape::Text),
    Field::optional("command", Shape::Text),
    Field::required("questions", QUESTIONS),
    Field::required("answer", LOCALIZED),
    Field::optional("passage", Shape::OneOf(&[Shape::Text, TEXTS])),
    Field::optional("related", TEXTS),
]);

/// What a file may hold. `entries` is left to the validation: a file of nothing but a head needs none.
pub(super) const FILE: Shape = Shape::Map(&[
    Field::optional("version", Shape::Integer),
    Field::optional("subject", Shape::Map(&[Field::required("title", LOCALIZED), Field::optional("aliases", TEXTS)])),
    Field::optional("source", Shape::Map(&[Field::required("file", Shape::Text), Field::optional("title", LOCALIZED)])),
    Field::optional("topics", Shape::Named(&LOCALIZED)),
    Field::optional("synonyms", Shape::List(&TEXTS)),
    Field::optional("out_of_scope", TEXTS),
    Field::optional("answer_from", Shape::Number),
    Field::optional("entries", Shape::List(&ENTRY)),
]);
