//! Tests reading as a whole: shapes, all faults at once, and files made to do harm.

use std::fmt::Write;
use std::time::{Duration, Instant};

use serde::Deserialize;

use super::{Field, Ordered, Places, Reading, Shape, Step, Text, present, read};
use crate::diagnostic::{Code, SourceText, sort};

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    #[serde(deserialize_with = "present")]
    name: Option<Text>,
    number: Option<i64>,
    share: Option<f64>,
    flag: Option<bool>,
    texts: Vec<Text>,
    named: Ordered<Text>,
    items: Vec<Item>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Item {
    id: Text,
    #[serde(default)]
    note: Option<Text>,
}

const SHAPE: Shape = Shape::Map(&[
    Field::optional("name", Shape::Text),
    Field::optional("number", Shape::Integer),
    Field::optional("share", Shape::Number),
    Field::optional("flag", Shape::Bool),
    Field::optional("texts", Shape::List(&Shape::Text)),
    Field::optional("named", Shape::Named(&Shape::Text)),
    Field::optional(
        "items",
        Shape::List(&Shape::Map(&[Field::required("id", Shape::Text), Field::optional("note", Shape::Text)])),
    ),
]);

fn reading(yaml: &str) -> (Reading<Raw>, Vec<String>) {
    let source = SourceText::new("f", yaml.to_owned());
    let places = Places::new(&source);
    let mut reading: Reading<Raw> = read(&places, &SHAPE);
    sort(&mut reading.faults);
    let told =
        reading.faults.iter().map(|f| format!("{}:{} {}: {}", f.place.line(), f.place.column(), f.code, f.message));
    let told = told.collect();
    (reading, told)
}

#[track_caller]
fn check(yaml: &str, expected: &[&str]) {
    assert_eq!(reading(yaml).1, expected, "{yaml}");
}

#[test]
fn sound_files_are_read() {
    check(
        "name: 乌镇\nnumber: 3\nshare: 0.5\nflag: true\ntexts: [a, \"16\"]\nnamed: {b: x, a: y}\nitems: [{id: i}]\n",
        &[],
    );
    check("\u{FEFF}name: x\r\ntexts:\r\n  - a\r\n", &[]);
    check("", &[]);
    check("# nothing\n", &[]);
    check("---\nname: x\n...\n", &[]);
    check("texts:\nitems:\nnamed:\n", &[]);
    check("name: &a x\ntexts: [*a, *a]\n", &[]);
    check("name: !!str 16\n", &[]);
    check("name: no\n", &[]);
    check("share: 1\n", &[]);
}

#[test]
fn numbers_and_truth_values_are_not_texts() {
    check("name: 16", &["1:7 wrong-type: `name` is the number `16`, expected a text"]);
    check("name: 1.10", &["1:7 wrong-type: `name` is the number `1.10`, expected a text"]);
    check("texts: [a, true]", &["1:12 wrong-type: an item of `texts` is the truth value `true`, expected a text"]);
    check("name:", &["1:5 wrong-type: `name` is empty, expected a text"]);
    check("name: ~", &["1:7 wrong-type: `name` is empty, expected a text"]);
    check("number: x", &["1:9 wrong-type: `number` is a text, expected a whole number"]);
    check("number: 1.5", &["1:9 wrong-type: `number` is the number `1.5`, expected a whole number"]);
    check("share: x", &["1:8 wrong-type: `share` is a text, expected a number"]);
    check("share: [0.5]", &["1:8 wrong-type: `share` is a list, expected a number"]);
    check("flag: yes", &["1:7 wrong-type: `flag` is a text, expected `true` or `false`"]);
    check("name: !secret x", &["1:7 wrong-type: `name` is a value tagged `!secret`, expected a text"]);
}

#[test]
fn all_faults_of_a_file_come_at_once() {
    check(
        "nam: x\nname: {a: b}\ntexts: one\nitems:\n  - note: 2016\n  - id: a\n    id: b\n    nte: c\n  - just text\nname: y\n",
        &[
            "1:1 unknown-key: unknown key `nam`",
            "2:8 wrong-type: `name` is a map, expected a text",
            "3:8 wrong-type: `texts` is a text, expected a list of texts",
            "5:5 missing-key: an item of `items` has no `id`",
            "5:11 wrong-type: `note` is the number `2016`, expected a text",
            "7:5 duplicate-key: the key `id` comes twice",
            "8:5 unknown-key: unknown key `nte`",
            "9:5 wrong-type: an item of `items` is a text, expected a map with `id` or `note`",
            "10:1 duplicate-key: the key `name` comes twice",
        ],
    );
    check("named: {a: x, b: y, a: z}", &["1:21 duplicate-key: the key `a` comes twice"]);
    check("<<: {name: x}\n", &["1:1 unknown-key: unknown key `<<`"]);
    check("- a\n- b\n", &["1:1 wrong-type: the file is a list, expected a map"]);
    check("just text", &["1:1 wrong-type: the file is a text, expected a map"]);
}

#[test]
fn what_is_sound_in_a_faulty_file_is_read_and_keeps_its_place() {
    let source = SourceText::new("f", "items:\n  - nonsense\n  - id: 7\n    x: y\n  - id: b\n".to_owned());
    let places = Places::new(&source);
    let reading: Reading<Raw> = read(&places, &SHAPE);
    let ids: Vec<Text> = reading.value.unwrap_or_default().items.into_iter().map(|i| i.id).collect();
    assert_eq!(ids, [Text("7".to_owned()), Text("b".to_owned())]);
    assert!(!reading.whole);
    let way = [Step::Key("items"), Step::Item(1), Step::Key("id")];
    assert_eq!(places.value(&way).to_string(), "f:5:9");
    assert_eq!(places.key(&way).to_string(), "f:5:5");
}

#[test]
fn aliases_lead_to_what_they_stand_for() {
    let source = SourceText::new("f", "texts: &t\n  - a\n  - b\nitems: [{id: *t}]\nnamed: *t\n".to_owned());
    let places = Places::new(&source);
    assert_eq!(places.value(&[Step::Key("named"), Step::Item(1)]).to_string(), "f:3:5");
    assert_eq!(places.value(&[Step::Key("named")]).to_string(), "f:5:8");
}

#[test]
fn what_is_not_yaml_is_told_with_its_place() {
    check("name: a: b\n", &["1:8 yaml-syntax: not YAML: mapping values are not allowed in this context"]);
    check(
        "texts:\n\t- a\n",
        &["2:1 yaml-syntax: not YAML: found character that cannot start any token, while scanning for the next token"],
    );
    check(
        "name: \"open\n",
        &["2:1 yaml-syntax: not YAML: found unexpected end of stream, while scanning a quoted scalar"],
    );
    check(
        "name: @x\n",
        &["1:7 yaml-syntax: not YAML: found character that cannot start any token, while scanning for the next token"],
    );
    check("name: a\0b\n", &["1:8 yaml-syntax: the control character U+0000 may not stand in YAML"]);
    check("名: 乌\u{7}\n", &["1:5 yaml-syntax: the control character U+0007 may not stand in YAML"]);
    check("name: x\n---\nname: y\n", &["2:1 yaml-syntax: a second document begins here; a file holds one"]);
    check("name: *nobody\n", &["1:7 yaml-syntax: not YAML: unknown anchor"]);
    check(
        "texts: [a, b\n",
        &["2:1 yaml-syntax: not YAML: did not find expected ',' or ']', while parsing a flow sequence"],
    );
}

/// Reads a file made to do harm: refused with that code and a place, soon.
#[track_caller]
fn refuse(yaml: &str, code: Code) {
    let begun = Instant::now();
    let (reading, told) = reading(yaml);
    assert_eq!(reading.faults.first().map(|f| f.code), Some(code), "{told:?}");
    assert!(reading.value.is_none());
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[test]
fn hostile_files_are_refused_in_bounded_time() {
    refuse(&format!("texts: {}", "[".repeat(100_000)), Code::TooDeep);
    refuse(&format!("texts: {}{}", "[\"]\", ".repeat(100_000), "]".repeat(100_000)), Code::TooDeep);
    refuse(&format!("texts: {}", "{a: ".repeat(50_000)), Code::TooDeep);
    refuse(&"- ".repeat(100_000), Code::TooDeep);
    refuse(&"? ".repeat(50_000), Code::TooDeep);
    refuse(&"%TAG !a! tag:a,2000:\n".repeat(50_000), Code::YamlSyntax);
    refuse("texts: &a [*a]", Code::TooManyAliases);

    let mut laughs = "texts:\n  - &a0 [lol, lol]\n".to_owned();
    for level in 1..40 {
        let before = level - 1;
        writeln!(laughs, "  - &a{level} [*a{before}, *a{before}, *a{before}, *a{before}]").expect("into a string");
    }
    refuse(&laughs, Code::TooManyAliases);

    let mut million = format!("name: &n {}\ntexts:\n", "乌".repeat(10_000));
    million.push_str(&"  - *n\n".repeat(1_000_000));
    refuse(&million, Code::TooManyAliases);
}

#[test]
fn many_faults_cost_time_in_proportion() {
    let begun = Instant::now();
    for yaml in [format!("texts:\n{}", "  - 16\n".repeat(20_000)), format!("texts: [{}]", "16, ".repeat(20_000))] {
        let (reading, _) = reading(&yaml);
        assert_eq!(reading.faults.len(), 20_000);
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
