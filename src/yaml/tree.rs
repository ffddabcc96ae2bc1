//! Reads YAML into a flat tree that knows where everything stands.
//!
//! Invariants: built without recursion from parser events; aliases stay leaves that point at what they stand for, and
//! what they would unfold to is counted, never built; reading stops at the first fault and keeps what came before.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, Tag};

use crate::diagnostic::{Code, Diagnostic, Place, SourceText};

/// How deep lists and maps may lie in one another: ten times what knowledge or config needs, and below the 128 at
/// which serde_yaml gives up, so that this pass is the one that explains.
pub const MAX_DEPTH: usize = 64;

/// How much a file's aliases may add once they are unfolded, in bytes of text and [`NODE_WEIGHT`] for every node.
/// Real files hardly use aliases; this is far above them and well below any machine's memory.
const MAX_UNFOLDED: u64 = 64 << 20;

/// What a node weighs beside its text: about what the value it becomes takes in memory.
const NODE_WEIGHT: u64 = 32;

/// The number of a node in its tree.
pub type NodeId = usize;

/// What a node is.
#[derive(Debug)]
pub enum Kind<'a> {
    /// A text, number, truth value or nothing; `plain` where it is not quoted.
    Scalar { value: Cow<'a, str>, plain: bool },
    /// A list of values.
    List(Vec<NodeId>),
    /// Pairs of key and value, in order, repeated keys included.
    Map(Vec<(NodeId, NodeId)>),
    /// Another name of a node that came before.
    Alias(NodeId),
}

/// A value and where it stands.
#[derive(Debug)]
pub struct Node<'a> {
    /// What it is.
    pub kind: Kind<'a>,
    /// Its tag, if it has one that is not among YAML's own.
    pub tag: Option<String>,
    start: Marker,
    end: Marker,
    weight: u64,
    open: bool,
}

/// Why reading stopped.
#[derive(Debug)]
pub struct Fault {
    code: Code,
    message: String,
    help: Option<&'static str>,
    line: usize,
    column: usize,
}

impl Fault {
    /// The fault as people read it.
    pub fn diagnose(&self, source: &Arc<SourceText>) -> Diagnostic {
        let place = source.place(self.line, self.column, 1);
        let fault = Diagnostic::new(self.code, place, self.message.as_str());
        match self.help {
            Some(help) => fault.help(help),
            None => fault,
        }
    }
}

/// A file's values with their places.
#[derive(Debug, Default)]
pub struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    fault: Option<Fault>,
}

impl<'a> Tree<'a> {
    /// Reads `text`, up to its first fault.
    pub fn new(text: &'a str) -> Self {
        let mut builder = Builder::default();
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let step = match event {
                Ok((event, span)) => builder.take(event, span),
                // The parser's own limit, which it meets while it looks ahead.
                Err(error) if error.info() == "recursion limit exceeded" => Err(too_deep(*error.marker())),
                Err(error) => Err(Fault {
                    code: Code::YamlSyntax,
                    message: error.info().to_owned(),
                    help: None,
                    line: error.marker().line(),
                    column: error.marker().col() + 1,
                }),
            };
            if let Err(fault) = step {
                return Self { nodes: builder.nodes, fault: Some(fault) };
            }
        }
        Self { nodes: builder.nodes, fault: None }
    }

    /// Why reading stopped before the end of the file.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Whether the file is one that must not be unfolded.
    pub fn hostile(&self) -> bool {
        self.fault.as_ref().is_some_and(|f| matches!(f.code, Code::TooDeep | Code::TooManyAliases))
    }

    /// Whether the file holds nothing but white space and comments.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty() && self.fault.is_none()
    }

    /// The outermost value.
    pub fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(0)
    }

    /// A node, as written: it may be an alias.
    pub fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id]
    }

    /// The node itself, or what it is an alias of.
    pub fn resolve(&self, id: NodeId) -> NodeId {
        match self.nodes[id].kind {
            Kind::Alias(target) => target,
            _ => id,
        }
    }

    /// The text of a scalar.
    pub fn scalar(&self, id: NodeId) -> Option<&str> {
        match &self.nodes[self.resolve(id)].kind {
            Kind::Scalar { value, .. } => Some(value),
            _ => None,
        }
    }

    /// Where a node stands: a scalar up to the end of its line, a map by its first key, a list by its first character.
    pub fn place(&self, id: NodeId, source: &Arc<SourceText>) -> Place {
        let node = &self.nodes[id];
        if let Kind::Map(pairs) = &node.kind
            && let Some(&(key, _)) = pairs.first()
        {
            return self.place(key, source);
        }
        let length = match node.kind {
            Kind::List(_) => 1,
            _ if node.start.line() == node.end.line() => node.end.col() - node.start.col(),
            _ => usize::MAX,
        };
        source.place(node.start.line(), node.start.col() + 1, length)
    }

    /// The place of the `nth` character of a scalar's text, where the file writes the text as it is; else the whole.
    pub fn place_within(&self, id: NodeId, nth: usize, source: &Arc<SourceText>) -> Place {
        let id = self.resolve(id);
        let Kind::Scalar { value, .. } = &self.nodes[id].kind else {
            return self.place(id, source);
        };
        let whole = self.place(id, source);
        let (mut line, mut column) = (whole.line(), whole.column());
        let begin = |line: usize, column: usize| source.line(line).chars().skip(column - 1).peekable();
        let mut written = begin(line, column);
        if written.next_if(|c| matches!(c, '"' | '\'')).is_some() {
            column += 1;
        } else if written.next_if(|c| matches!(c, '|' | '>')).is_some() {
            (line, column) = (line + 1, 1);
            written = begin(line, column);
        }
        for (at, wanted) in value.chars().chain([' ']).enumerate() {
            // A line break in the file, with its indentation, stands for one space, one line break or nothing.
            while written.peek().is_none() && at < nth.max(1) && line <= self.nodes[id].end.line() {
                (line, column) = (line + 1, 1);
                written = begin(line, column);
            }
            if column == 1 && line > whole.line() {
                while written.next_if(|c| *c == ' ').is_some() {
                    column += 1;
                }
            }
            if at == nth {
                return source.place(line, column, 1);
            }
            if written.next_if_eq(&wanted).is_some() {
                column += 1;
            } else if !wanted.is_whitespace() {
                return whole;
            }
        }
        whole
    }
}

/// Puts events together.
#[derive(Default)]
struct Builder<'a> {
    nodes: Vec<Node<'a>>,
    /// Lists and maps that are not closed yet, each with the key that waits for its value.
    open: Vec<(NodeId, Option<NodeId>)>,
    anchors: HashMap<usize, NodeId>,
    unfolded: u64,
}

impl<'a> Builder<'a> {
    fn take(&mut self, event: Event<'a>, span: Span) -> Result<(), Fault> {
        match event {
            Event::DocumentStart(_) if !self.nodes.is_empty() => Err(fault(
                Code::YamlSyntax,
                span.start,
                "a second document begins here; a file holds one",
                "remove the line `---`, or put what follows it into a file of its own",
            )),
            Event::Scalar(value, style, anchor, tag) => {
                let weight = value.len() as u64;
                let kind = Kind::Scalar { value, plain: style == ScalarStyle::Plain };
                self.add(kind, tag.as_deref(), anchor, span, weight).map(|_| ())
            }
            Event::Alias(anchor) => self.add_alias(anchor, span),
            Event::SequenceStart(anchor, tag) => self.enter(Kind::List(Vec::new()), tag.as_deref(), anchor, span),
            Event::MappingStart(anchor, tag) => self.enter(Kind::Map(Vec::new()), tag.as_deref(), anchor, span),
            Event::SequenceEnd | Event::MappingEnd => {
                self.leave(span);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn enter(&mut self, kind: Kind<'a>, tag: Option<&Tag>, anchor: usize, span: Span) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(span.start));
        }
        let id = self.add(kind, tag, anchor, span, 0)?;
        self.nodes[id].open = true;
        self.open.push((id, None));
        Ok(())
    }

    fn leave(&mut self, span: Span) {
        let Some((id, _)) = self.open.pop() else {
            return;
        };
        self.nodes[id].open = false;
        self.nodes[id].end = span.end;
        let weight = self.nodes[id].weight;
        if let Some(&(parent, _)) = self.open.last() {
            self.nodes[parent].weight = self.nodes[parent].weight.saturating_add(weight);
        }
    }

    fn add_alias(&mut self, anchor: usize, span: Span) -> Result<(), Fault> {
        let Some(&target) = self.anchors.get(&anchor) else {
            return Err(fault(Code::YamlSyntax, span.start, "unknown anchor", "quote a text that begins with `*`"));
        };
        if self.nodes[target].open {
            let message = "an alias stands inside of what it stands for";
            return Err(fault(Code::TooManyAliases, span.start, message, "quote a text that begins with `*`"));
        }
        let target = match self.nodes[target].kind {
            Kind::Alias(first) => first,
            _ => target,
        };
        let weight = self.nodes[target].weight;
        self.add(Kind::Alias(target), None, 0, span, weight).map(|_| ())
    }

    fn add(
        &mut self,
        kind: Kind<'a>,
        tag: Option<&Tag>,
        anchor: usize,
        span: Span,
        weight: u64,
    ) -> Result<NodeId, Fault> {
        let id = self.nodes.len();
        let weight = weight.saturating_add(NODE_WEIGHT);
        if matches!(kind, Kind::Alias(_)) {
            self.unfolded = self.unfolded.saturating_add(weight);
        }
        if self.unfolded > MAX_UNFOLDED {
            let message = "the aliases up to here unfold to more than 64 MiB";
            return Err(fault(Code::TooManyAliases, span.start, message, "write out what is meant, without aliases"));
        }
        let is_branch = matches!(kind, Kind::List(_) | Kind::Map(_));
        let tag = tag.filter(|t| !t.is_yaml_core_schema()).map(ToString::to_string);
        self.nodes.push(Node { kind, tag, start: span.start, end: span.end, weight, open: false });
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        if let Some((parent, key)) = self.open.last_mut() {
            let parent = *parent;
            match (&mut self.nodes[parent].kind, key.take()) {
                (Kind::List(items), _) => items.push(id),
                (Kind::Map(pairs), Some(key)) => pairs.push((key, id)),
                (Kind::Map(_), None) => *key = Some(id),
                _ => {}
            }
            if !is_branch {
                self.nodes[parent].weight = self.nodes[parent].weight.saturating_add(weight);
            }
        }
        Ok(id)
    }
}

fn too_deep(at: Marker) -> Fault {
    let message = format!("lists and maps are nested more than {MAX_DEPTH} deep");
    fault(Code::TooDeep, at, &message, "quote the text if brackets belong to it")
}

fn fault(code: Code, at: Marker, message: &str, help: &'static str) -> Fault {
    Fault { code, message: message.to_owned(), help: Some(help), line: at.line(), column: at.col() + 1 }
}

#[cfg(test)]
mod tests {
    use super::Tree;
    use crate::diagnostic::SourceText;

    #[track_caller]
    fn check(yaml: &str, nth: usize, expected: (usize, usize)) {
        let source = SourceText::new("f", yaml.to_owned());
        let tree = Tree::new(source.text());
        let root = tree.root().expect("a value");
        let super::Kind::Map(pairs) = &tree.node(root).kind else { panic!("a map") };
        let place = tree.place_within(pairs[0].1, nth, &source);
        assert_eq!((place.line(), place.column()), expected, "{yaml:?}");
    }

    #[test]
    fn a_character_of_a_text_is_found_in_the_file() {
        check("k: 乌镇举办", 2, (1, 6));
        check("k: \"乌镇举办\"", 2, (1, 7));
        check("k: '乌镇举办'", 0, (1, 5));
        check("k: |\n  乌镇\n  举办\n", 0, (2, 3));
        check("k: |\n  乌镇\n  举办\n", 3, (3, 3));
        check("k: >\n  乌镇\n  举办\n", 4, (3, 4));
        check("k: 乌镇\n  举办\n", 3, (2, 3));
        check("k: 乌镇", 2, (1, 6));
        check("k: \"a\\u0007b\"", 1, (1, 6));
        check("k: \"a\\u0007b\"", 2, (1, 4));
    }
}
