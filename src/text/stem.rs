//! Brings English inflections together: forums and forum, held and hold.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use rust_stemmers::{Algorithm, Stemmer};

/// Common irregular forms, each line the base and its forms: what a suffix stripper cannot know.
const IRREGULAR: &str = "hold held|speak spoke spoken|say said|take took taken|give gave given|begin began begun|\
    come came|go went gone|make made|get got gotten|know knew known|see saw seen|send sent|show shown|tell told|\
    think thought|write wrote written|build built|bring brought|choose chose chosen|drive drove driven|grow grew grown|\
    lead led|leave left|mean meant|meet met|pay paid|put put|run ran|set set|stand stood|teach taught|win won|\
    child children|person people|man men|woman women|country countries";

/// Irregular form -> base.
static BASES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = IRREGULAR.split('|').map(str::split_whitespace);
    lines.filter_map(|mut words| words.next().map(|base| words.map(move |form| (form, base)))).flatten().collect()
});

thread_local! {
    /// Stems met so far by this thread, bounded so that a flood of made-up words cannot fill memory.
    static STEMS: RefCell<FxHashMap<CompactString, CompactString>> = RefCell::new(FxHashMap::default());
}

/// The most stems that a thread remembers.
const REMEMBERED: usize = 1 << 16;

/// The Snowball English (Porter2) stem of a lower-case word; a word of other letters comes back as it is.
#[must_use]
pub fn stem(word: &str) -> CompactString {
    if word.len() > 40 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.into();
    }
    STEMS.with_borrow_mut(|stems| {
        if let Some(stem) = stems.get(word) {
            return stem.clone();
        }
        let base = BASES.get(word).copied().unwrap_or(word);
        let stem = CompactString::from(Stemmer::create(Algorithm::English).stem(base).as_ref());
        if stems.len() < REMEMBERED {
            stems.insert(word.into(), stem.clone());
        }
        stem
    })
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn inflections_share_a_stem() {
        for [one, other] in [["forums", "forum"], ["held", "holding"], ["companies", "company"], ["children", "child"]]
        {
            assert_eq!(stem(one), stem(other), "{one} and {other}");
        }
        assert_ne!(stem("forum"), stem("form"));
    }
}
