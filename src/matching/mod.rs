//! Question -> candidates -> score -> decide. Pure: no I/O, no clock, and it cannot fail.

mod candidates;
pub mod confidence;
mod explain;
pub mod facts;
mod features;
mod guards;
mod index;
mod judge;
mod linear;
mod message;
pub mod phrasebook;
pub mod postings;
mod ranking;
pub mod reader;
mod reckoning;
mod score;
pub mod speller;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::knowledge::{Entry, Knowledge};
use crate::matching::features::{Feature, features};
use crate::matching::linear::{Lessons, Linear};
use crate::matching::phrasebook::Keyed;
use crate::parallel;

/// Of ten parts of the phrasings nine still tell what all of them do.
const FOLDS: usize = 10;
/// So many phrasings a core reads before they are indexed: enough to be worth a thread, few enough to be little in memory
/// (read, one takes 3 KiB).
const PHRASINGS_AT_ONCE: usize = 512;

pub use explain::explain;
pub use guards::Block;
pub use judge::{Rule, Verdict};
pub use message::Decision;
pub use ranking::Ranked;
pub use reckoning::{Candidate, Reason, Reckoned, Reckoning, Word};

/// Finds the entries that answer a question. Built once from the knowledge; shared freely.
///
/// What is serialized is all but the knowledge, which whoever reads it back must put in its place again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Matcher {
    #[serde(skip)]
    knowledge: Arc<Knowledge>,
    reader: reader::Reader,
    speller: speller::Speller,
    index: index::Index,
    totals: score::Totals,
    out_of_scope: phrasebook::Phrasebook<usize>,
    linear: Option<Linear>,
    /// The ranker again, each time without a part of the phrasings: for those, when one is left out.
    #[serde(skip)]
    folds: OnceLock<Vec<Option<Linear>>>,
}

impl Matcher {
    /// Builds the index over `knowledge`.
    #[must_use]
    pub fn new(knowledge: Arc<Knowledge>) -> Self {
        let mut speller = speller::Speller::new();
        let reader = reader::Reader::new(&knowledge, &mut speller);
        let phrases = knowledge.out_of_scope.iter().enumerate().map(|(i, phrase)| {
            let phrase = Keyed::new(phrase);
            speller.protect(&phrase);
            (phrase.keys, i)
        });
        let out_of_scope = phrasebook::Phrasebook::new(phrases);
        let mut index = index::Builder::new(&knowledge);
        let mut lessons = Lessons::new(knowledge.entries.len());
        read(&knowledge.entries, &reader, &out_of_scope, &mut lessons, |text| {
            text.phrasings.iter().for_each(|phrasing| speller.learn(&phrasing.keyed));
            index.add(text);
        });
        let (index, linear) = parallel::both(
            || index.finish(),
            || {
                speller.finish();
                lessons.teach(|_| false)
            },
        );
        drop(lessons);
        let totals = score::Totals::new(&index);
        Self { knowledge, reader, speller, index, totals, out_of_scope, linear, folds: OnceLock::new() }
    }

    /// The same matcher, over `knowledge`: the very one it was built from.
    #[must_use]
    pub fn over(self, knowledge: Arc<Knowledge>) -> Self {
        Self { knowledge, ..self }
    }

    /// The number of the phrasing `question` of `entry`, to be left out.
    fn phrasing(&self, entry: usize, question: usize) -> Option<u32> {
        let (first, len) = self.index.entries.get(entry)?.phrasings;
        let question = u32::try_from(question).ok()?;
        (question < len).then_some(first + question)
    }

    /// The linear ranker; one that never saw the phrasing `left_out`.
    fn linear(&self, left_out: index::LeftOut) -> Option<&Linear> {
        let Some(left_out) = left_out else { return self.linear.as_ref() };
        let folds = self.folds.get_or_init(|| {
            let mut lessons = Lessons::new(self.knowledge.entries.len());
            read(&self.knowledge.entries, &self.reader, &self.out_of_scope, &mut lessons, |_| {});
            let fold = |fold: &usize| lessons.teach(|i| i % FOLDS == *fold);
            parallel::map(&(0..FOLDS).collect::<Vec<_>>(), 1, fold)
        });
        folds.get(left_out as usize % FOLDS)?.as_ref()
    }
}

/// The entries in as many parts as are read at once.
fn at_once(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    let mut room = PHRASINGS_AT_ONCE;
    entries.chunk_by(move |entry, _| {
        let fits = entry.questions.len() < room;
        room = if fits { room - entry.questions.len() } else { PHRASINGS_AT_ONCE };
        fits
    })
}

/// Reads the entries for `lessons`, as long as they are wanted, and hands each text to `take`; on all cores, and ahead.
fn read(
    entries: &[Entry],
    reader: &reader::Reader,
    out_of_scope: &phrasebook::Phrasebook<usize>,
    lessons: &mut Lessons,
    mut take: impl FnMut(&mut index::EntryText),
) {
    // Whoever reads ahead may work out features in vain; lessons that are not wanted take none in.
    let learns = AtomicBool::new(lessons.are_wanted());
    let read = |entry: &Entry| -> (index::EntryText, Vec<Vec<Feature>>) {
        let text = index::EntryText::new(entry, reader, out_of_scope);
        let taught = text.phrasings.iter().filter(|_| learns.load(Ordering::Relaxed));
        let features = taught.map(|phrasing| features(&phrasing.keyed, &phrasing.atoms)).collect();
        (text, features)
    };
    parallel::ahead(
        at_once(entries),
        |entries| entries.iter().map(read).collect::<Vec<_>>(),
        |texts| {
            for (text, features) in texts {
                take(text);
                lessons.add(features);
            }
            learns.store(lessons.are_wanted(), Ordering::Relaxed);
        },
    );
}
