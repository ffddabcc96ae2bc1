//! Reads labelled questions as curators keep them in spreadsheets: the question, a tab, what the reply must hold.
//!
//! `;` joins what must all be there, `|` separates alternatives, `-` stands for no answer, `#` begins a comment line.
//! Answer and passage are compared with what they must hold in one width and without white space.

use std::sync::Arc;

use super::case::{Case, Expected, fold_text};
use crate::diagnostic::{Code, Diagnostic, SourceText};

/// The cases of a file, and its faults.
pub fn read(source: &Arc<SourceText>) -> (Vec<Case>, Vec<Diagnostic>) {
    let mut cases = Vec::new();
    let mut faults = Vec::new();
    for (index, line) in source.text().lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let place = |column: usize, length: usize| source.place(index + 1, column, length);
        let fields: Vec<&str> = line.split('\t').collect();
        let [ask, holds] = fields.as_slice() else {
            let message =
                format!("expected a question, a tab and what the reply must hold, found {} fields", fields.len());
            faults.push(Diagnostic::new(Code::BadValue, place(1, line.chars().count()), message));
            continue;
        };
        let place_of_ask = place(1, ask.chars().count());
        match expected(holds) {
            Some(expected) => {
                let ask = ask.trim().to_owned();
                cases.push(Case { ask, expected, category: None, place: place_of_ask });
            }
            None => {
                let place = place(ask.chars().count() + 2, holds.chars().count());
                let message = "an alternative is empty, and any reply would hold it";
                let fault = Diagnostic::new(Code::BadValue, place, message);
                faults.push(fault.help("write `-` for a question that must not be answered"));
            }
        }
    }
    (cases, faults)
}

fn expected(holds: &str) -> Option<Expected> {
    if holds.trim() == "-" {
        return Some(Expected::NoAnswer);
    }
    let groups = holds.split(';').map(|group| group.split('|').map(fold_text).collect::<Vec<_>>());
    let groups: Vec<_> = groups.collect();
    let filled = groups.iter().flatten().all(|part| !part.is_empty());
    filled.then_some(Expected::Text(groups))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::diagnostic::SourceText;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let source = SourceText::new("f", text.to_owned());
        let (cases, faults) = read(&source);
        let cases = cases.iter().map(|case| format!("{} {} = {}", case.place, case.ask, case.expected));
        let faults = faults.iter().map(|fault| format!("{} {}", fault.place, fault.code));
        assert_eq!(cases.chain(faults).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lines_become_cases() {
        check("# head\n\n几号\t１１月 16日;18日|十八日\n", &["f:3:1 几号 = the text 11月16日;18日|十八日"]);
        check("门票\t-\r\n", &["f:1:1 门票 = no answer"]);
    }

    #[test]
    fn faults_have_places() {
        check("几号", &["f:1:1 bad-value"]);
        check("几号\t16\t日", &["f:1:1 bad-value"]);
        check("几号\t16||18", &["f:1:4 bad-value"]);
        check("几号\t", &["f:1:4 bad-value"]);
    }
}
