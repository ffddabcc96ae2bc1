//! Brings English inflections together, forums and forum, held and hold, and the spellings of Britain and America.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use compact_str::{CompactString, format_compact};
use rustc_hash::FxHashMap;

use rust_stemmers::{Algorithm, Stemmer};

/// Common irregular forms and spellings, each line the base and its forms: what a suffix stripper cannot know.
const IRREGULAR: &str = "hold held|speak spoke spoken|say said|take took taken|give gave given|begin began begun|\
    come came|go went gone|make made|get got gotten|know knew known|see saw seen|send sent|show shown|tell told|\
    think thought|write wrote written|build built|bring brought|choose chose chosen|drive drove driven|grow grew grown|\
    lead led|leave left|mean meant|meet met|pay paid|put put|run ran|set set|stand stood|teach taught|win won|\
    child children|person people|man men|woman women|country countries|\
    program programme programmes|center centre centres|theater theatre theatres|catalog catalogue catalogues|\
    license licence licences";

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
        let respelled = american(word);
        let spelled = respelled.as_deref().unwrap_or(word);
        let base = BASES.get(spelled).copied().unwrap_or(spelled);
        let stem = CompactString::from(Stemmer::create(Algorithm::English).stem(base).as_ref());
        if stems.len() < REMEMBERED {
            stems.insert(word.into(), stem.clone());
        }
        stem
    })
}

/// Words with `our` that America spells with `or`, whatever stands behind.
const OUR: [&str; 11] = [
    "behaviour",
    "colour",
    "endeavour",
    "favour",
    "flavour",
    "harbour",
    "honour",
    "humour",
    "labour",
    "neighbour",
    "rumour",
];
/// How verbs in `ise` and `yse` end, and what is made of them, behind that syllable's two letters.
const VERBAL: [&str; 8] = ["ations", "ation", "ers", "er", "ing", "ed", "es", "e"];
/// The fewest letters before the syllable: arise is no such verb.
const SHORTEST: usize = 4;

/// A British word as America spells it; `None` for any other.
///
/// By the letter before `ise`, which leaves promise, exercise, advertise, surprise and the like as they are.
fn american(word: &str) -> Option<CompactString> {
    if let Some((our, rest)) = OUR.into_iter().find_map(|our| Some((our, word.strip_prefix(our)?))) {
        return Some(format_compact!("{}or{rest}", our.strip_suffix("our")?));
    }
    VERBAL.into_iter().find_map(|ending| {
        let verb = word.strip_suffix(ending)?;
        if let Some(start) = verb.strip_suffix("ys").filter(|start| start.ends_with('l')) {
            return Some(format_compact!("{start}yz{ending}"));
        }
        let start = verb.strip_suffix("is").filter(|start| start.len() >= SHORTEST)?;
        let is_verb = start.ends_with(['l', 'n', 'r', 's']) && !start.ends_with("pr");
        is_verb.then(|| format_compact!("{start}iz{ending}"))
    })
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn inflections_share_a_stem() {
        for [one, other] in [
            ["forums", "forum"],
            ["held", "holding"],
            ["companies", "company"],
            ["children", "child"],
            ["organised", "organizes"],
            ["organisation", "organization"],
            ["analyse", "analyzed"],
            ["summarising", "summarizes"],
            ["favourite", "favorites"],
            ["colours", "color"],
            ["centre", "centers"],
            ["programmes", "program"],
        ] {
            assert_eq!(stem(one), stem(other), "{one} and {other}");
        }
        for [one, other] in [
            ["forum", "form"],
            ["hour", "horse"],
            ["raise", "raze"],
            ["four", "for"],
            ["expertise", "expert"],
            ["analysis", "anal"],
        ] {
            assert_ne!(stem(one), stem(other), "{one} and {other}");
        }
    }
}
