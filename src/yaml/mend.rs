//! Holds a file against its shape: names every fault, and hands on what is sound, so that one slip hides no other.
//!
//! Invariant: what is handed on fits the shape; a list item that had to be left out is remembered, so that the places
//! of its neighbors stay right.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_yaml::{Mapping, Value};

use super::shape::{Field, Shape};
use super::tree::{Kind, NodeId, Tree};
use crate::diagnostic::{Code, Diagnostic, SourceText, nearest};

/// What a second look at a faulty file gave.
pub struct Mended {
    /// The sound parts.
    pub value: Value,
    /// Everything that is wrong.
    pub faults: Vec<Diagnostic>,
    /// Whether nothing was left out but keys that mean nothing or came before.
    pub whole: bool,
    /// List items that were left out.
    pub skipped: HashSet<NodeId>,
}

/// Holds the whole file against `shape`.
pub fn mend(tree: &Tree<'_>, source: &Arc<SourceText>, shape: &Shape) -> Mended {
    let mut mender =
        Mender { tree, source, faults: Vec::new(), whole: tree.fault().is_none(), skipped: HashSet::new() };
    let value = tree.root().and_then(|root| mender.value(root, shape, "the file"));
    let value = value.unwrap_or_else(|| Value::Mapping(Mapping::new()));
    Mended { value, faults: mender.faults, whole: mender.whole, skipped: mender.skipped }
}

struct Mender<'t, 'a> {
    tree: &'t Tree<'a>,
    source: &'t Arc<SourceText>,
    faults: Vec<Diagnostic>,
    whole: bool,
    skipped: HashSet<NodeId>,
}

impl Mender<'_, '_> {
    /// The value as `shape` wants it, if it can be had. `name` is what the value is called in messages.
    fn value(&mut self, id: NodeId, shape: &Shape, name: &str) -> Option<Value> {
        let tree = self.tree;
        let node = tree.node(tree.resolve(id));
        if node.tag.is_some() {
            return self.wrong(id, shape, name);
        }
        match (&node.kind, shape) {
            (_, Shape::OneOf(shapes)) => {
                let fitting = shapes.iter().find(|s| fits(&node.kind, s));
                match fitting {
                    Some(shape) => self.value(id, shape, name),
                    None => self.wrong(id, shape, name),
                }
            }
            (Kind::List(items), Shape::List(shape)) => Some(self.list(items, shape, name)),
            (Kind::Map(pairs), Shape::Map(fields)) => self.map(id, pairs, fields, name),
            (Kind::Map(pairs), Shape::Named(shape)) => Some(self.named(pairs, shape)),
            (Kind::Scalar { value, plain }, _) => self.scalar(id, value, scalar_kind(value, *plain), shape, name),
            _ => self.wrong(id, shape, name),
        }
    }

    fn scalar(&mut self, id: NodeId, text: &str, kind: ScalarKind, shape: &Shape, name: &str) -> Option<Value> {
        match (kind, shape) {
            (ScalarKind::Text, Shape::Text) => Some(Value::String(text.to_owned())),
            (ScalarKind::Integer | ScalarKind::Number, Shape::Integer) | (ScalarKind::Bool, Shape::Bool) => {
                match serde_yaml::from_str::<Value>(text) {
                    Ok(value) if value.is_i64() || value.is_bool() => Some(value),
                    _ => self.wrong(id, shape, name),
                }
            }
            (ScalarKind::Integer | ScalarKind::Number, Shape::Number) => serde_yaml::from_str(text).ok(),
            (ScalarKind::Nothing, Shape::List(_)) => Some(Value::Sequence(Vec::new())),
            (ScalarKind::Nothing, Shape::Named(_)) => Some(Value::Mapping(Mapping::new())),
            (ScalarKind::Nothing, Shape::Map(fields)) => self.map(id, &[], fields, name),
            // A number is a slip that leaves no doubt what was meant: say so, and go on with its text.
            (ScalarKind::Bool | ScalarKind::Integer | ScalarKind::Number, Shape::Text) => {
                let message = format!("{name} is {}, expected a text", kind.describe(text));
                let place = self.tree.place(id, self.source);
                self.faults
                    .push(Diagnostic::new(Code::WrongType, place, message).help(format!("quote it: \"{text}\"")));
                Some(Value::String(text.to_owned()))
            }
            _ => self.wrong(id, shape, name),
        }
    }

    fn list(&mut self, items: &[NodeId], shape: &Shape, name: &str) -> Value {
        let name = format!("an item of {name}");
        let mut values = Vec::with_capacity(items.len());
        for &item in items {
            match self.value(item, shape, &name) {
                Some(value) => values.push(value),
                None => {
                    self.whole = false;
                    self.skipped.insert(item);
                }
            }
        }
        Value::Sequence(values)
    }

    fn map(&mut self, id: NodeId, pairs: &[(NodeId, NodeId)], fields: &[Field], name: &str) -> Option<Value> {
        let mut values = Mapping::new();
        let mut written = HashSet::new();
        for (key, value, text) in self.unrepeated(pairs) {
            let Some(field) = fields.iter().find(|f| f.name == text) else {
                self.unknown_key(key, &text, fields);
                continue;
            };
            written.insert(field.name);
            match self.value(value, &field.shape, &format!("`{}`", field.name)) {
                Some(value) => {
                    values.insert(Value::String(text), value);
                }
                None => self.whole = false,
            }
        }
        let missing: Vec<&Field> = fields.iter().filter(|f| f.required && !written.contains(f.name)).collect();
        for field in &missing {
            let place = self.tree.place(id, self.source);
            let message = format!("{name} has no `{}`", field.name);
            let help = format!("add `{}`: {}", field.name, field.shape.describe());
            self.faults.push(Diagnostic::new(Code::MissingKey, place, message).help(help));
        }
        let complete = fields.iter().all(|f| !f.required || values.contains_key(f.name));
        complete.then_some(Value::Mapping(values))
    }

    fn named(&mut self, pairs: &[(NodeId, NodeId)], shape: &Shape) -> Value {
        let mut values = Mapping::new();
        for (_, value, text) in self.unrepeated(pairs) {
            match self.value(value, shape, &format!("`{text}`")) {
                Some(value) => {
                    values.insert(Value::String(text), value);
                }
                None => self.whole = false,
            }
        }
        Value::Mapping(values)
    }

    /// The pairs whose keys are texts that come for the first time; complains of the others.
    fn unrepeated(&mut self, pairs: &[(NodeId, NodeId)]) -> Vec<(NodeId, NodeId, String)> {
        let mut first: HashMap<&str, NodeId> = HashMap::new();
        let mut kept = Vec::with_capacity(pairs.len());
        for &(key, value) in pairs {
            let Some(text) = self.tree.scalar(key) else {
                let place = self.tree.place(key, self.source);
                self.faults.push(Diagnostic::new(Code::WrongType, place, "a key is a list or a map, expected a name"));
                continue;
            };
            if let Some(&before) = first.get(text) {
                let place = self.tree.place(key, self.source);
                let fault = Diagnostic::new(Code::DuplicateKey, place, format!("the key `{text}` comes twice"))
                    .label("again")
                    .related(self.tree.place(before, self.source), "first here")
                    .help("keep one of them");
                self.faults.push(fault);
                continue;
            }
            first.insert(text, key);
            kept.push((key, value, text.to_owned()));
        }
        kept
    }

    fn unknown_key(&mut self, key: NodeId, text: &str, fields: &[Field]) {
        let names: Vec<&str> = fields.iter().map(|f| f.name).collect();
        let help = match nearest(text, names.iter().copied()) {
            _ if text == "<<" => "merge keys are not read; write the keys out".to_owned(),
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("known here: {}", names.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")),
        };
        let place = self.tree.place(key, self.source);
        self.faults.push(Diagnostic::new(Code::UnknownKey, place, format!("unknown key `{text}`")).help(help));
    }

    fn wrong(&mut self, id: NodeId, shape: &Shape, name: &str) -> Option<Value> {
        let node = self.tree.node(self.tree.resolve(id));
        let found = match &node.kind {
            _ if node.tag.is_some() => format!("a value tagged `{}`", node.tag.as_deref().unwrap_or_default()),
            Kind::List(_) => "a list".to_owned(),
            Kind::Map(_) => "a map".to_owned(),
            Kind::Scalar { value, plain } => scalar_kind(value, *plain).describe(value),
            Kind::Alias(_) => "an alias".to_owned(),
        };
        let place = self.tree.place(id, self.source);
        let message = format!("{name} is {found}, expected {}", shape.describe());
        let fault = Diagnostic::new(Code::WrongType, place, message);
        let wants_text = matches!(shape, Shape::Text);
        self.faults.push(match (&node.kind, wants_text) {
            (Kind::Map(_), true) => fault.help("quote a text that holds `: ` or begins with `{`"),
            (Kind::List(_), true) => fault.help("quote a text that begins with `[` or `- `"),
            _ => fault,
        });
        None
    }
}

/// Whether a node's kind is the one that `shape` describes, whatever it holds.
fn fits(kind: &Kind<'_>, shape: &Shape) -> bool {
    match (kind, shape) {
        (Kind::List(_), Shape::List(_)) | (Kind::Map(_), Shape::Map(_) | Shape::Named(_)) => true,
        (Kind::Scalar { value, plain }, Shape::Text) => !matches!(scalar_kind(value, *plain), ScalarKind::Nothing),
        _ => false,
    }
}

/// What a scalar is to YAML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ScalarKind {
    Text,
    Bool,
    Integer,
    Number,
    Nothing,
}

impl ScalarKind {
    fn describe(self, text: &str) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Bool => format!("the truth value `{text}`"),
            Self::Integer | Self::Number => format!("the number `{text}`"),
            Self::Nothing => "empty".to_owned(),
        }
    }
}

/// Asks serde_yaml itself, so that both readings of a file agree on what is a number.
fn scalar_kind(text: &str, plain: bool) -> ScalarKind {
    if !plain {
        return ScalarKind::Text;
    }
    // Longer than any number that serde_yaml knows; and no text of two lines is one.
    if text.len() > 64 || text.contains('\n') {
        return ScalarKind::Text;
    }
    match serde_yaml::from_str::<Value>(text) {
        Ok(Value::Null) => ScalarKind::Nothing,
        Ok(Value::Bool(_)) => ScalarKind::Bool,
        Ok(Value::Number(n)) if n.is_f64() => ScalarKind::Number,
        Ok(Value::Number(_)) => ScalarKind::Integer,
        _ => ScalarKind::Text,
    }
}
