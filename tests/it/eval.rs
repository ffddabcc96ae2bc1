//! `wenda eval`: measures that were worked out by hand, limits, faults.

use serde_json::{Value, json};

use crate::support::{Folder, Output};

/// In scope: 2 right, 1 wrong, 1 refused. Out of scope: 1 answered, 1 refused. Whatever is answered is a phrasing letter
/// for letter, so that it is certain.
///
/// AUROC, of 8 pairs: 3 ties of certain ones, 3 of a certain one and one refused, a tie of two refused: (1.5 + 3 + 0.5) / 8.
/// Accuracy: no threshold refuses the false answer but one that refuses all. Risk: 2 of 4 answers. AURC: that risk for
/// three quarters, and 3 of 5 for the last, who is never answered. ECE: of the three that are one question each, at 100 %,
/// one is right.
const CASES: &str = "\
version: 1
cases:
  - ask: 大会什么时候举办
    expect: [venue, dates]
    category: exact
  - ask: 大会在哪里举办？大会什么时候举办？
    expect_all: [dates, venue]
    category: compound
  - ask: 有多少家企业参展
    expect: [forums]
    category: exact
  - ask: xyzzy qwxz
    expect: venue
  - ask: 大会有多少场论坛
    expect: none
    category: outside
  - ask: qwxz xyzzy
    expect: none
    category: outside
";

fn eval(files: &[(&str, &str)], args: &[&str]) -> Output {
    let folder = Folder::with_conference();
    for (name, text) in files {
        folder.write(name, text.as_bytes());
    }
    folder.wenda(&[&["eval"], args].concat()).output()
}

/// Standard output without the line that tells the time, and without the scores, which are for the engine to say.
fn without_time(output: &Output) -> String {
    let lines = output.stdout.lines().filter(|line| !line.starts_with("time a question: median "));
    let unscored = |line: &str| match line.split_once("wrong: ") {
        Some((before, shown)) => format!("{before}wrong: {}", shown.trim_end_matches(|c: char| c.is_ascii_digit())),
        None => line.to_owned(),
    };
    lines.map(|line| unscored(line) + "\n").collect()
}

#[test]
fn measures_are_as_worked_out_by_hand() {
    let output = eval(&[("q.yaml", CASES)], &["q.yaml"]);
    output.check_code(0);
    let expected = "\
in scope          4 cases
  hit@1              2    50.0   answered rightly at once
  hit@3              2    50.0   or right among the first three suggestions
  hit@5              2    50.0   or right among the suggestions
  coverage           3    75.0   answered at once, rightly or not
  partial            0     0.0   answered in part
  wrong              1    25.0   answered wrongly
  suggested          0     0.0   of which 0 hold what is right
  refused            1    25.0
out of scope      2 cases
  false-answers      1    50.0   answered all the same
  suggested          0     0.0
  refused            1    50.0
confidence
  auroc                   62.5   how often, in %, a case in scope is surer than one out of scope; 50 is chance
  accuracy@90              0.0   hit@1 at the threshold that refuses 90 % of the cases out of scope
  accuracy@95              0.0   hit@1 at the threshold that refuses 95 % of them
  risk                    50.0   % of all answers that are wrong, those to cases out of scope included
  aurc                    52.5   the mean of that risk over all coverages, from none to all, in %
  ece                     66.7   how far the scores are from what comes true, in %, in the mean
  from confidence   coverage    risk   false
            0.900       75.0    50.0    50.0   as it answers now

category  cases   hit@1   hit@3   wrong  refused | cases   false
exact         2    50.0    50.0    50.0      0.0 |     0       -
compound      1   100.0   100.0     0.0      0.0 |     0       -
outside       0       -       -       -        - |     2    50.0

what could have gone better
q.yaml:9:10 [exact] 有多少家企业参展
    expected forums, wrong: companies 
q.yaml:12:10 xyzzy qwxz
    expected venue, refused
q.yaml:14:10 [outside] 大会有多少场论坛
    expected no answer, wrong: forums 
";
    assert_eq!(without_time(&output), expected, "{output}");
    assert_eq!(output.stderr, "", "{output}");
}

#[test]
fn json_holds_the_same() {
    let output = eval(&[("q.yaml", CASES)], &["q.yaml", "--json", "--floor", "hit@1=60"]);
    output.check_code(1);
    let mut report: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let measures = report["measures"].as_object_mut().expect("an object");
    for time in ["median-us", "p99-us"] {
        assert!(measures.remove(time).is_some_and(|value| value.is_number()), "{output}");
    }
    assert_eq!(
        report["measures"],
        json!({
            "hit@1": 50.0, "hit@3": 50.0, "hit@5": 50.0, "coverage": 75.0, "partial": 0.0, "wrong": 25.0,
            "refused": 25.0, "false-answers": 50.0, "auroc": 62.5, "accuracy@90": 0.0, "accuracy@95": 0.0, "risk": 50.0,
            "aurc": 52.5, "ece": 66.67,
        })
    );
    assert_eq!(
        report["in_scope"],
        json!({
            "cases": 4, "right": 2, "partial": 0, "wrong": 1, "suggested": 0, "suggested_in_3": 0,
            "suggested_in_5": 0, "refused": 1,
        })
    );
    assert_eq!(report["out_of_scope"], json!({"cases": 2, "answered": 1, "suggested": 0, "refused": 1}));
    let score = report["failures"][0]["instead"][0]["score"].take();
    assert!(score.as_u64().is_some_and(|score| (1..=1000).contains(&score)), "{output}");
    assert_eq!(
        report["failures"][0],
        json!({
            "place": "q.yaml:9:10", "category": "exact", "ask": "有多少家企业参展", "expected": "forums",
            "grade": "wrong", "rank": null, "instead": [{"id": "companies", "score": null}],
        })
    );
    let all = json!({"threshold": 1000, "coverage": 75.0, "risk": 50.0, "accuracy": 50.0, "false_answers": 50.0});
    let none = json!({"threshold": 1001, "coverage": 0.0, "risk": null, "accuracy": 0.0, "false_answers": 0.0});
    assert_eq!(report["confidence"]["curve"], json!([none, all]), "{output}");
    assert_eq!(
        report["confidence"]["reliability"][9],
        json!({"from": 900, "to": 1000, "cases": 3, "said": 100.0, "right": 33.33})
    );
    assert_eq!(report["missed"], json!([{"measure": "hit@1", "value": 50.0, "floor": 60.0, "ceiling": null}]));
    assert_eq!(report["leave_one_out"], Value::Null);
}

#[track_caller]
fn check_limits(limits: &[&str], missed: &[&str]) {
    let output = eval(&[("q.yaml", CASES)], &[&["q.yaml"], limits].concat());
    output.check_code(i32::from(!missed.is_empty()));
    let told: Vec<_> = output.stdout.lines().filter_map(|line| line.strip_prefix("missed: ")).collect();
    assert_eq!(told, missed, "{output}");
}

#[test]
fn limits_that_are_missed_fail_it() {
    check_limits(&["--floor", "hit@1=50", "--floor=coverage=75", "--ceiling", "wrong=25"], &[]);
    check_limits(
        &["--floor", "hit@1=50.1", "--ceiling", "wrong=2", "--ceiling", "false-answers=0"],
        &[
            "hit@1 is 50.00, below the floor of 50.1",
            "wrong is 25.00, above the ceiling of 2",
            "false-answers is 50.00, above the ceiling of 0",
        ],
    );
    check_limits(&["--floor", "auroc=62.5", "--ceiling", "ece=66.7", "--ceiling", "risk=50"], &[]);
    check_limits(&["--floor", "accuracy@95=1"], &["accuracy@95 is 0.00, below the floor of 1"]);
    check_limits(&["--floor", "loo-hit@1=1"], &["loo-hit@1 cannot be measured: there are no such cases"]);
}

#[test]
fn limits_that_mean_nothing_are_refused() {
    for limit in ["hit@2=1", "hit@1", "hit@1=x"] {
        eval(&[("q.yaml", CASES)], &["q.yaml", "--floor", limit]).check_refusal(&[limit]);
    }
}

#[test]
fn a_tab_separated_list_says_what_replies_must_hold() {
    let list = "\
# comment
大会什么时候举办\t11月16日;18日
大会在哪里举办\t上海|乌镇
有多少家企业参展\t近400家
大会有多少场论坛\t16场论坛;乌镇
xyzzy qwxz\t-
";
    let output = eval(&[("q.tsv", list)], &["q.tsv", "--json"]);
    output.check_code(0);
    let report: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let counts = &report["in_scope"];
    assert_eq!((&counts["cases"], &counts["right"]), (&json!(4), &json!(2)), "{output}");
    assert_eq!((&counts["wrong"], &counts["partial"]), (&json!(1), &json!(1)), "{output}");
    assert_eq!(report["out_of_scope"]["refused"], 1, "{output}");
    assert_eq!(report["failures"][0]["place"], "q.tsv:4:1", "{output}");
}

#[test]
fn files_add_up_and_the_reckoning_can_be_had() {
    let files = [("a.yaml", CASES), ("b.yaml", CASES)];
    let output = eval(&files, &["a.yaml", "b.yaml", "--explain"]);
    output.check_code(0);
    assert!(output.stdout.starts_with("in scope          8 cases\n"), "{output}");
    let plain = eval(&files, &["a.yaml", "b.yaml"]);
    assert!(output.stdout.len() > plain.stdout.len() + 100, "{output}");
}

#[test]
fn faults_are_told_with_their_places_and_nothing_is_run() {
    #[track_caller]
    fn check(name: &str, text: &str, parts: &[&str]) {
        eval(&[(name, text)], &[name]).check_refusal(parts);
    }
    check("q.yaml", "cases:\n  - ask: 问\n    expect: [venu]\n", &["q.yaml:3:14", "unknown-entry", "`venue`"]);
    check("q.yaml", "cases:\n  - ask: 问\n    expects: none\n", &["q.yaml:3:5", "unknown-key", "`expect`"]);
    check("q.yaml", "", &["q.yaml:1:1", "no-cases"]);
    check("q.yaml", "cases: [\n", &["q.yaml:", "yaml-syntax"]);
    check("q.yaml", "version: 2\ncases: []\n", &["q.yaml:1:10", "bad-value"]);
    check("q.tsv", "# nothing\n", &["q.tsv:1:1", "no-cases"]);
    check("q.tsv", "问\t答\n问\n", &["q.tsv:2:1", "bad-value"]);
    eval(&[], &["nowhere.yaml"]).check_refusal(&["`nowhere.yaml`"]);
    eval(&[], &[]).check_refusal(&["FILE"]);
}

#[test]
fn every_phrasing_is_left_out_in_turn() {
    let output = eval(&[], &["--leave-one-out", "--json"]);
    output.check_code(0);
    let report: Value = serde_json::from_str(&output.stdout).expect("JSON");
    let left_out = &report["leave_one_out"];
    assert_eq!(left_out["replies"]["cases"], 8, "two entries of four phrasings\n{output}");
    assert_eq!(left_out["passed_over"], 2, "two entries of one phrasing\n{output}");
    let counts = ["right", "partial", "wrong", "suggested", "refused"].map(|name| left_out["replies"][name].as_u64());
    assert_eq!(counts.into_iter().flatten().sum::<u64>(), 8, "{output}");
    let lost = left_out["worst"].as_array().expect("a list").iter().filter_map(|worst| worst["lost"].as_u64());
    assert_eq!(left_out["ranked_first"].as_u64(), Some(8 - lost.sum::<u64>()), "{output}");
}

/// What the curve says of the engine's own threshold is what the replies were.
#[test]
fn the_curve_goes_through_the_replies_that_were_given() {
    let report = shipped(&["tests/questions/blind-2.tsv", "tests/questions/held-out.yaml"], &["--json"]);
    let report: Value = serde_json::from_str(&report.stdout).expect("JSON");
    let (now, measures) = (&report["confidence"]["now"], &report["measures"]);
    let pairs = [("coverage", "coverage"), ("risk", "risk"), ("accuracy", "hit@1"), ("false_answers", "false-answers")];
    for (on_the_curve, measured) in pairs {
        assert_eq!(now[on_the_curve], measures[measured], "{measured}");
    }
    let curve = report["confidence"]["curve"].as_array().expect("a list");
    let thresholds: Vec<u64> = curve.iter().filter_map(|point| point["threshold"].as_u64()).collect();
    assert_eq!(thresholds.len(), curve.len());
    assert!(thresholds.is_sorted_by(|a, b| a > b), "the highest first: {thresholds:?}");
}

/// `wenda eval` of the shipped questions, on the shipped knowledge.
fn shipped(files: &[&str], args: &[&str]) -> Output {
    let here = |path: &&str| format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    let (files, knowledge): (Vec<String>, _) = (files.iter().map(here).collect(), here(&"knowledge"));
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let output = Folder::with(&[]).wenda(&[&["eval", "--knowledge", &knowledge], &*files, args].concat()).output();
    output.check_code(0);
    output
}

#[test]
fn what_there_are_no_cases_for_is_left_out() {
    #[track_caller]
    fn check(cases: &str, absent: &[&str]) {
        let output = eval(&[("q.yaml", &format!("version: 1\ncases:\n{cases}"))], &["q.yaml", "--json"]);
        output.check_code(0);
        let report: Value = serde_json::from_str(&output.stdout).expect("JSON");
        let measures = report["measures"].as_object().expect("an object");
        for name in ["auroc", "accuracy@90", "accuracy@95", "risk", "aurc", "ece"] {
            assert_eq!(measures.contains_key(name), !absent.contains(&name), "{name}\n{output}");
        }
    }
    check("  - {ask: 大会在哪里举办, expect: venue}\n", &["auroc", "accuracy@90", "accuracy@95"]);
    check("  - {ask: 大会在哪里举办, expect: none}\n", &["auroc", "accuracy@90", "accuracy@95", "risk", "aurc", "ece"]);
    check("  - {ask: xyzzy, expect: venue}\n", &["auroc", "accuracy@90", "accuracy@95", "risk", "ece"]);
}

#[test]
fn a_page_holds_the_measures_the_pictures_and_the_failures() {
    let cases = CASES.replace("xyzzy qwxz", "xyzzy <script>");
    let folder = Folder::with_conference();
    folder.write("q.yaml", cases.as_bytes());
    let output = folder.wenda(&["eval", "q.yaml", "--leave-one-out", "--explain", "--html", "page.html"]).output();
    output.check_code(0);
    assert!(output.stdout.starts_with("in scope          4 cases\n"), "the table is printed all the same\n{output}");
    let page = std::fs::read_to_string(folder.path().join("page.html")).expect("a page");
    let parts = ["<!doctype html>", "auroc", "62.50&nbsp;%", "loo-ece", "Risk over coverage", "xyzzy &lt;script&gt;"];
    for part in parts {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert!(!page.contains("<script"), "{page}");
    // Three of the cases, and two of the phrasings, of which none is out of scope.
    assert_eq!(page.matches("<svg ").count(), 5, "{page}");
    let unwritable = ["eval", "q.yaml", "--html", "nowhere/page.html"];
    folder.wenda(&unwritable).output().check_refusal(&["`nowhere/page.html`"]);
}

#[test]
fn phrasings_left_out_have_a_confidence_of_their_own() {
    let alone = eval(&[], &["--leave-one-out", "--json"]);
    let beside = eval(&[("q.yaml", CASES)], &["q.yaml", "--leave-one-out", "--json"]);
    let [alone, beside]: [Value; 2] = [alone, beside].map(|output| serde_json::from_str(&output.stdout).expect("JSON"));
    assert_eq!(alone["confidence"], Value::Null, "there are no cases");
    assert_eq!(alone["leave_one_out"]["confidence"]["now"]["false_answers"], Value::Null, "none is out of scope");
    assert_eq!(alone["leave_one_out"], beside["leave_one_out"], "the cases beside them change nothing");
    for (name, there) in [("loo-aurc", true), ("loo-ece", true), ("aurc", false), ("auroc", false)] {
        assert_eq!(alone["measures"].get(name).is_some(), there, "{name}");
    }
    assert_eq!(beside["measures"]["auroc"], 62.5, "of the cases alone");
}
