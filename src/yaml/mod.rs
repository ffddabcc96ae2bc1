//! Reads a YAML file into serde types and places every fault.
//!
//! A sound file takes the short way: serde alone. Only where that fails, or where somebody asks for a place, is the
//! file read a second time into a tree of places; the tree is held against a [`Shape`] so that all faults of the file
//! come at once, and what is sound in a faulty file is still handed on, so that its other faults can be found.
//!
//! Invariants: hostile files (deep, self-repeating, binary) are refused with a place, in time and memory that grow
//! with the file; nothing here recurses deeper than [`tree::MAX_DEPTH`].

mod decode;
mod guard;
mod mend;
mod places;
mod shape;
mod syntax;
mod text;
mod tree;

use serde::de::{DeserializeOwned, IgnoredAny};

use crate::diagnostic::{Code, Diagnostic};

pub use decode::{MAX_BYTES, decode, open};
pub use places::{Places, Step};
pub use shape::{Field, Shape};
pub use text::{Ordered, Text, present};

/// What became of a file.
#[derive(Debug)]
pub struct Reading<T> {
    /// What could be read; of a faulty file only the sound parts.
    pub value: Option<T>,
    /// Faults of syntax and shape.
    pub faults: Vec<Diagnostic>,
    /// Whether nothing that others may refer to was left out of `value`.
    pub whole: bool,
}

/// Reads the file behind `places`, which must fit `shape`.
///
/// `T` and `shape` say the same twice: `T` reads fast, `shape` explains. A test of each user holds them together.
pub fn read<T: DeserializeOwned>(places: &Places<'_>, shape: &Shape) -> Reading<T> {
    let text = places.source().text();
    if let Some(at) = guard::directives(text) {
        let message = "a file of directives is not read; YAML needs none";
        return refuse(Some(Diagnostic::new(Code::YamlSyntax, places.source().place_at_byte(at, 1), message)));
    }
    if guard::suspicious(text) && places.tree().hostile() {
        return refuse(places.tree().fault().map(|f| f.diagnose(places.source())));
    }
    match serde_yaml::from_str(text) {
        Ok(value) => Reading { value: Some(value), faults: Vec::new(), whole: true },
        Err(error) => explain(places, shape, &error),
    }
}

fn explain<T: DeserializeOwned>(places: &Places<'_>, shape: &Shape, error: &serde_yaml::Error) -> Reading<T> {
    let source = places.source();
    let tree = places.tree();
    if tree.hostile() {
        return refuse(tree.fault().map(|f| f.diagnose(source)));
    }
    if let Err(error) = serde_yaml::from_str::<IgnoredAny>(source.text())
        && !tree.is_empty()
    {
        return refuse(Some(syntax::diagnose(source, tree, &error)));
    }
    let mended = mend::mend(tree, source, shape);
    places.skip(mended.skipped);
    let value = serde_yaml::from_value(mended.value);
    let mut faults = mended.faults;
    // serde refused what the shape lets pass: its own words are better than none. A file of nothing but comments is
    // no fault here; whoever needs something in it says so.
    if faults.is_empty() && !(tree.is_empty() && value.is_ok()) {
        faults.push(syntax::diagnose(source, tree, error));
    }
    Reading { whole: mended.whole && value.is_ok(), value: value.ok(), faults }
}

fn refuse<T>(fault: Option<Diagnostic>) -> Reading<T> {
    Reading { value: None, faults: fault.into_iter().collect(), whole: false }
}

/// The fault of a file that cannot be opened.
#[must_use]
pub fn unreadable(name: &str, error: &std::io::Error) -> Diagnostic {
    let source = crate::diagnostic::SourceText::new(name, String::new());
    Diagnostic::new(Code::UnreadableFile, source.start(), format!("`{name}` cannot be read: {error}"))
}

#[cfg(test)]
mod tests;
