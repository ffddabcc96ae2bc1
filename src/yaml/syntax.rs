//! Says in plain words why a file is not YAML, and what people usually did.

use std::sync::Arc;

use super::tree::Tree;
use crate::diagnostic::{Code, Diagnostic, SourceText};

/// The fault behind an error of serde_yaml.
pub fn diagnose(source: &Arc<SourceText>, tree: &Tree<'_>, error: &serde_yaml::Error) -> Diagnostic {
    let problem = problem(&error.to_string());
    if problem.contains("more than one document")
        && let Some(fault) = tree.fault()
    {
        return fault.diagnose(source);
    }
    let control = source.text().char_indices().find(|(_, c)| is_forbidden(*c));
    if let Some((at, c)) = control {
        let message = format!("the control character U+{:04X} may not stand in YAML", u32::from(c));
        return Diagnostic::new(Code::YamlSyntax, source.place_at_byte(at, 1), message).help("remove it");
    }
    let place = match (error.location(), tree.fault()) {
        (Some(location), _) => source.place_at_byte(location.index(), 1),
        (None, Some(fault)) => fault.diagnose(source).place,
        (None, None) => source.start(),
    };
    let rest: String = source.line(place.line()).chars().skip(place.column() - 1).collect();
    let help = help(&problem, &rest, source.line(place.line()));
    let fault = Diagnostic::new(Code::YamlSyntax, place, format!("not YAML: {problem}"));
    match help {
        Some(help) => fault.help(help),
        None => fault,
    }
}

/// libyaml's words without the places in them: the place is ours to show.
fn problem(message: &str) -> String {
    let parts = message.split(", ").map(|part| match part.find(" at line ").or_else(|| part.find(" at position ")) {
        Some(at) => part.get(..at).unwrap_or(part),
        None => part,
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn help(problem: &str, rest: &str, line: &str) -> Option<&'static str> {
    let indentation = line.chars().take_while(|c| c.is_whitespace());
    if rest.starts_with('\t') || indentation.into_iter().any(|c| c == '\t') {
        return Some("indent with spaces; YAML does not take tabs");
    }
    if rest.starts_with('\u{3000}') || line.trim_start_matches(' ').starts_with('\u{3000}') {
        return Some("indent with plain spaces; this is a full-width one");
    }
    if problem.contains("mapping values are not allowed") {
        return Some("quote a text that holds `: `");
    }
    if rest.starts_with(['@', '`', '%', '*', '&', '!', '|', '>', ']', '}']) {
        return Some("quote a text that begins with a sign that means something to YAML");
    }
    if problem.contains("did not find expected") || problem.contains("could not find expected ':'") {
        return Some("look at the indentation here, and for a quotation mark that is not closed or comes too early");
    }
    None
}

fn is_forbidden(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    control || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}
