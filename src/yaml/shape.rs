//! Describes what a file may hold, as tables that can explain what is wrong with one that holds something else.

/// What a value must look like.
#[derive(Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Bool,
    /// Any number of values.
    List(&'static Shape),
    /// A map with these keys and no others.
    Map(&'static [Field]),
    /// A map from names of the curator's choice.
    Named(&'static Shape),
    /// One of several shapes that differ in kind.
    OneOf(&'static [Shape]),
}

/// A key of a map.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What its value looks like.
    pub shape: Shape,
    /// Whether it must be there.
    pub required: bool,
}

impl Field {
    /// A key that may be left out.
    #[must_use]
    pub const fn optional(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, required: false }
    }

    /// A key that must be there.
    #[must_use]
    pub const fn required(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, required: true }
    }
}

impl Shape {
    /// The shape in words: `a text or a list of texts`.
    #[must_use]
    pub fn describe(&self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Integer => "a whole number".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Bool => "`true` or `false`".to_owned(),
            Self::List(item) => format!("a list of {}", item.describe_many()),
            Self::Map(fields) => {
                let names: Vec<String> = fields.iter().map(|f| format!("`{}`", f.name)).collect();
                match names.as_slice() {
                    [only] => format!("a map with {only}"),
                    [rest @ .., last] if rest.len() < 4 => {
                        format!("a map with {} or {last}", rest.join(", "))
                    }
                    _ => "a map".to_owned(),
                }
            }
            Self::Named(item) => format!("a map of {}", item.describe_many()),
            Self::OneOf(shapes) => shapes.iter().map(Self::describe).collect::<Vec<_>>().join(" or "),
        }
    }

    fn describe_many(&self) -> &'static str {
        match self {
            Self::Text => "texts",
            Self::Integer => "whole numbers",
            Self::Number => "numbers",
            Self::Bool => "truth values",
            Self::List(_) => "lists",
            Self::Map(_) | Self::Named(_) => "maps",
            Self::OneOf(_) => "values",
        }
    }
}
