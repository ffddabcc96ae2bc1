//! What a page must hold, and what it must not.

use std::path::PathBuf;

use super::page;
use crate::eval::report::{Failure, Row, Shown};
use crate::eval::trial::{Estimate, Step, Trial};
use crate::eval::{Confidence, Expected, Grade, Missed, Report, Tally};
use crate::knowledge::{EntryId, Knowledge};

const EVIL: &str = "<script>alert('大会')</script> & \"quoted\"";

/// Three cases in scope, one of them wrong, and two out of scope, one of them answered.
fn report() -> Report {
    let trial = |in_scope, confidence: u16, right| Trial {
        in_scope,
        steps: vec![Step { confidence, grade: if right { Grade::Right } else { Grade::Wrong } }],
        estimate: Some(Estimate { score: confidence, right }),
    };
    let trials = [
        trial(true, 950, true),
        trial(true, 810, true),
        trial(true, 790, false),
        trial(false, 785, false),
        trial(false, 200, false),
    ];
    let venue = Expected::Any(EntryId::new("venue").into_iter().collect());
    let mut tally = Tally::default();
    let grades = [Grade::Right, Grade::Right, Grade::Wrong].map(|grade| (venue.clone(), grade));
    for (expected, grade) in
        grades.into_iter().chain([(Expected::NoAnswer, Grade::Wrong), (Expected::NoAnswer, Grade::Refused)])
    {
        tally.count(&expected, grade);
    }
    let failure = Failure {
        place: "q.yaml:3:10".to_owned(),
        category: Some("<typo>".to_owned()),
        ask: EVIL.to_owned(),
        expected: "venue".to_owned(),
        grade: "wrong",
        rank: None,
        instead: vec![Shown { id: "dates".to_owned(), score: 640 }],
        explain: Some("cover <0.5>".to_owned()),
    };
    let mut report = Report {
        tally,
        categories: vec![Row { category: "<typo>".to_owned(), tally }],
        confidence: Confidence::new(&trials, 780),
        failures: vec![failure],
        ..Report::default()
    };
    report.measure();
    report.missed = Missed::all(&report, &["hit@1=90".parse().expect("a limit")], &[]);
    report
}

fn html() -> String {
    page(&report(), &Knowledge::default(), &[PathBuf::from("<q>.yaml")])
}

#[test]
fn texts_of_files_never_become_markup() {
    let html = html();
    assert!(html.contains("&lt;script&gt;alert(&#39;大会&#39;)&lt;/script&gt; &amp; &quot;quoted&quot;"), "{html}");
    for evil in ["<script", "<typo>", "<q>", "<0.5>"] {
        assert!(!html.contains(evil), "{evil} in {html}");
    }
}

#[test]
fn it_loads_nothing_and_runs_nothing() {
    let html = html();
    assert!(html.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""), "{html}");
    for way in ["http:", "https:", "src=", "url(", "@import", "<link", "<script", "<iframe", "onload", "onclick"] {
        assert!(!html.contains(way), "{way:?} in {html}");
    }
}

/// Every element that is opened is closed, in the right order; attributes are quoted.
#[test]
fn it_is_well_formed() {
    const VOID: [&str; 2] = ["meta", "!doctype"];
    let html = html();
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag)) {
        let name = tag.split_whitespace().next().unwrap_or_default();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "</{name}> in {html}");
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "<{tag}>");
    }
    assert_eq!(open, Vec::<&str>::new());
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let unique: std::collections::BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for named in html.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(named.split(' ').all(|id| ids.contains(&id)), "{named} of {ids:?}");
    }
}

#[test]
fn every_figure_is_there() {
    let (html, report) = (html(), report());
    for (measure, value) in &report.measures {
        let row = format!(">{}</bdi></th><td class=\"number\">{value:.2}&nbsp;%", measure.as_str());
        assert!(html.contains(&row), "{row} in {html}");
    }
    let names: Vec<&str> = report.measures.iter().map(|(measure, _)| measure.as_str()).collect();
    for name in ["auroc", "accuracy@90", "accuracy@95", "risk", "aurc", "ece"] {
        assert!(names.contains(&name), "{name} of {names:?}");
    }
    let parts = [
        "hit@1 is 66.67, below the floor of 90",
        "dates 640",
        "q.yaml:3:10",
        "cover &lt;0.5&gt;",
        "As wenda answers now it covers 100.0 % at a risk of 50.0 %.",
        "<bdi>0.780 (now)</bdi>",
        "now 66.7 %",
        "<bdi>0.9 to 1.0</bdi></th><td class=\"number\">1</td><td class=\"number\">95.0</td>",
    ];
    for part in parts {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert_eq!(html.matches("<svg ").count(), 3, "{html}");
}

#[test]
fn what_cannot_be_drawn_is_left_out() {
    let mut report = report();
    let inside = Trial { in_scope: true, steps: vec![Step { confidence: 950, grade: Grade::Right }], estimate: None };
    report.confidence = Confidence::new(std::slice::from_ref(&inside), 780);
    let html = page(&report, &Knowledge::default(), &[]);
    assert_eq!(html.matches("<svg ").count(), 1, "neither refusal nor reliability: {html}");
    let empty = page(&Report::default(), &Knowledge::default(), &[]);
    assert_eq!(empty.matches("<svg ").count(), 0, "{empty}");
}
