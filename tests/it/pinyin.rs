//! Whole questions in pinyin, without a space and without tones, find what their ideographs find.

use std::path::Path;
use std::sync::Arc;

use wenda::eval::{self, Expected};
use wenda::knowledge;
use wenda::responder::Responder;
use wenda::text::Lang;
use wenda::text::likeness::reading;

/// The text as somebody types it who has no input method: ideographs by their usual reading, the rest as it stands.
fn pinyin(text: &str) -> String {
    text.chars().map(|c| reading(c).map_or_else(|| c.to_string(), str::to_owned)).collect()
}

#[test]
fn ideographs_are_spelt_out() {
    assert_eq!(pinyin("周六 WiFi 怎么连？"), "zhouliu WiFi zenmelian？");
}

/// Of the plain questions of a set, asked in ideographs and in pinyin, how many rank the right entry first.
fn ranked_first(set: &str) -> [usize; 3] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/sets").join(set);
    let responder = Responder::new(Arc::new(knowledge::load(&folder.join("knowledge")).expect("a sound set")));
    let cases = eval::load(&[folder.join("questions.yaml")], responder.knowledge()).expect("sound questions");
    let mut counts = [0; 3];
    for case in cases.iter().filter(|case| case.category.as_deref() == Some("plain")) {
        let Expected::Any(expected) = &case.expected else { continue };
        let is_first = |text: &str| {
            let first = responder.search(text, Lang::Zh, 1);
            first.first().is_some_and(|card| expected.contains(&card.id))
        };
        let ways = [true, is_first(&case.ask), is_first(&pinyin(&case.ask))];
        for (count, way) in counts.iter_mut().zip(ways) {
            *count += usize::from(way);
        }
    }
    counts
}

#[test]
fn hardly_any_is_lost() {
    let sets = ["library-zh", "hospital-zh", "estate-zh"].map(ranked_first);
    for [asked, ideographs, pinyin] in sets {
        assert!(asked >= 100, "too few questions to tell: {sets:?}");
        assert!((ideographs.saturating_sub(pinyin)) * 100 <= asked * 5, "of one set: {sets:?}");
    }
    let [asked, ideographs, pinyin] = [0, 1, 2].map(|way| sets.iter().map(|set| set[way]).sum::<usize>());
    assert!(ideographs.saturating_sub(pinyin) * 100 <= asked * 3, "of all: {sets:?}");
}
