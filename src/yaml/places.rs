//! Finds where a value of a file stands, by its way from the top; reads the file again only when first asked.

use std::cell::{OnceCell, RefCell};
use std::collections::HashSet;
use std::sync::Arc;

use super::tree::{Kind, NodeId, Tree};
use crate::diagnostic::{Place, SourceText};

/// One step on the way from the top of a file to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'s> {
    /// Into a map, to the value of a key.
    Key(&'s str),
    /// Into a list, to an item by its 0-based number among the items that were read.
    Item(usize),
}

/// The places of a file.
#[derive(Debug)]
pub struct Places<'a> {
    source: &'a Arc<SourceText>,
    tree: OnceCell<Tree<'a>>,
    /// List items that were not read because they are faulty: item numbers skip them.
    skipped: RefCell<HashSet<NodeId>>,
}

impl<'a> Places<'a> {
    /// The places of `source`.
    #[must_use]
    pub fn new(source: &'a Arc<SourceText>) -> Self {
        Self { source, tree: OnceCell::new(), skipped: RefCell::default() }
    }

    /// The file.
    #[must_use]
    pub fn source(&self) -> &'a Arc<SourceText> {
        self.source
    }

    /// Where the value at the end of `way` stands, or the nearest thing around it that is there.
    #[must_use]
    pub fn value(&self, way: &[Step<'_>]) -> Place {
        self.walk(way).map_or_else(|| self.source.start(), |(_, value)| self.tree().place(value, self.source))
    }

    /// Where the last key of `way` stands; the value where the last step is an item.
    #[must_use]
    pub fn key(&self, way: &[Step<'_>]) -> Place {
        let found = self.walk(way).map(|(key, value)| key.unwrap_or(value));
        found.map_or_else(|| self.source.start(), |node| self.tree().place(node, self.source))
    }

    /// Where the `nth` character (from 0) of the text at the end of `way` stands.
    #[must_use]
    pub fn character(&self, way: &[Step<'_>], nth: usize) -> Place {
        let found = self.walk(way);
        found.map_or_else(|| self.source.start(), |(_, v)| self.tree().place_within(v, nth, self.source))
    }

    /// How many items the list at the end of `way` has; 0 where there is none.
    #[must_use]
    pub fn count(&self, way: &[Step<'_>]) -> usize {
        let tree = self.tree();
        match self.exactly(way).map(|value| &tree.node(tree.resolve(value)).kind) {
            Some(Kind::List(items)) => items.len(),
            _ => 0,
        }
    }

    /// The text or number right at the end of `way`.
    #[must_use]
    pub fn scalar(&self, way: &[Step<'_>]) -> Option<&str> {
        self.tree().scalar(self.exactly(way)?)
    }

    pub(super) fn tree(&self) -> &Tree<'a> {
        self.tree.get_or_init(|| Tree::new(self.source.text()))
    }

    pub(super) fn skip(&self, items: HashSet<NodeId>) {
        self.skipped.replace(items);
    }

    /// The value at the end of `way`, if the file goes so far.
    fn exactly(&self, way: &[Step<'_>]) -> Option<NodeId> {
        self.follow(way, false).map(|(_, value)| value)
    }

    /// The key and the value at the end of `way`, or as far along it as the file goes.
    fn walk(&self, way: &[Step<'_>]) -> Option<(Option<NodeId>, NodeId)> {
        self.follow(way, true)
    }

    /// Goes `way`; where the file ends before it does, `nearest` says to stop there.
    fn follow(&self, way: &[Step<'_>], nearest: bool) -> Option<(Option<NodeId>, NodeId)> {
        let tree = self.tree();
        let skipped = self.skipped.borrow();
        let mut here = (None, tree.root()?);
        for step in way {
            let next = match (&tree.node(tree.resolve(here.1)).kind, *step) {
                (Kind::Map(pairs), Step::Key(key)) => {
                    let pair = pairs.iter().find(|(k, _)| tree.scalar(*k) == Some(key));
                    pair.map(|&(key, value)| (Some(key), value))
                }
                (Kind::List(items), Step::Item(nth)) if skipped.is_empty() => items.get(nth).map(|&i| (None, i)),
                (Kind::List(items), Step::Item(nth)) => {
                    items.iter().filter(|i| !skipped.contains(i)).nth(nth).map(|&i| (None, i))
                }
                _ => None,
            };
            match next {
                Some(next) => here = next,
                None if nearest => break,
                None => return None,
            }
        }
        Some(here)
    }
}
