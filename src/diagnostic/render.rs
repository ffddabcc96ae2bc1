//! Shows a fault: with the line and a caret under the right character for people, as one line of JSON for programs.
//!
//! Invariant: every rendering holds `file:line:column`.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Place, Severity};

/// The fault with its lines, ready to print; `colored` for terminals.
#[must_use]
pub fn render(diagnostic: &Diagnostic, colored: bool) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code.as_str()));
    let mut shown = vec![(&diagnostic.place, diagnostic.label.as_str(), AnnotationKind::Primary)];
    shown.extend(diagnostic.related.iter().map(|(p, label)| (p, label.as_str(), AnnotationKind::Context)));
    while let Some((first, ..)) = shown.first().copied() {
        let (here, elsewhere): (Vec<Shown<'_>>, Vec<Shown<'_>>) =
            shown.into_iter().partition(|(p, ..)| same_line(p, first));
        let window = Window::around(first, &here);
        if window.first > 1 {
            // The renderer counts columns from the text that it is given; of a cut line it is told.
            let name = first.source().name();
            group = group.element(Origin::path(name).line(first.line()).char_column(first.column()));
        }
        group = group.element(window.snippet(first, here));
        shown = elsewhere;
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if colored { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

type Shown<'a> = (&'a Place, &'a str, AnnotationKind);

/// How much of a line is handed to the renderer on either side of a mark: more than a terminal shows, and a bound to
/// its work, which grows with the text that it is given.
const MARGIN: usize = 1_000;

/// The part of a line that is shown.
struct Window {
    /// Its first column.
    first: usize,
    /// The column after its last.
    end: usize,
}

impl Window {
    /// The whole line where it is short; else what is around `place`, with those marks that are near it.
    fn around(place: &Place, marks: &[Shown<'_>]) -> Self {
        let end = place.source().line_length(place.line()) + 1;
        if end <= 2 * MARGIN {
            return Self { first: 1, end };
        }
        let near = |p: &Place| p.column().abs_diff(place.column()) < MARGIN;
        let columns = marks.iter().map(|(p, ..)| p).filter(|p| near(p)).map(|p| p.column());
        let (low, high) = columns.fold((place.column(), place.column()), |(l, h), c| (l.min(c), h.max(c)));
        Self { first: low.saturating_sub(MARGIN).max(1), end: end.min(high + MARGIN) }
    }

    /// One line of a file with everything that is marked in it.
    fn snippet<'a>(&self, place: &'a Place, marks: Vec<Shown<'a>>) -> Snippet<'a, Annotation<'a>> {
        let source = place.source();
        let start = source.byte(place.line(), self.first);
        let stop = source.byte(place.line(), self.end);
        let text = source.text().get(start..stop).unwrap_or_default();
        let byte = |column: usize| source.byte(place.line(), column).clamp(start, stop) - start;
        let annotations = marks.into_iter().map(|(p, label, kind)| {
            let annotation = kind.span(byte(p.column())..byte(p.column() + p.length()));
            if label.is_empty() { annotation } else { annotation.label(label) }
        });
        let snippet = Snippet::source(text).line_start(place.line()).annotations(annotations);
        if self.first > 1 { snippet } else { snippet.path(source.name()) }
    }
}

fn same_line(a: &Place, b: &Place) -> bool {
    a.line() == b.line() && a.source().name() == b.source().name()
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    length: usize,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
}

impl<'a> JsonPlace<'a> {
    fn new(place: &'a Place, label: &'a str) -> Self {
        let file = place.source().name();
        Self { file, line: place.line(), column: place.column(), length: place.length(), label }
    }
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
    related: Vec<JsonPlace<'a>>,
    help: Option<&'a str>,
}

/// The fault as one line of JSON: `severity`, `code`, `message`, `file`, `line`, `column`, `length`, `label` where
/// there is one, `related` (more such places) and `help` (or null).
#[must_use]
pub fn to_json(diagnostic: &Diagnostic) -> String {
    let shape = JsonDiagnostic {
        severity: diagnostic.severity().as_str(),
        code: diagnostic.code.as_str(),
        message: &diagnostic.message,
        place: JsonPlace::new(&diagnostic.place, &diagnostic.label),
        related: diagnostic.related.iter().map(|(p, label)| JsonPlace::new(p, label)).collect(),
        help: diagnostic.help.as_deref(),
    };
    serde_json::to_string(&shape).expect("strings and numbers always serialize")
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Diagnostic, SourceText};
    use super::{render, to_json};

    #[test]
    fn the_caret_stands_under_the_character_in_full_width_text() {
        let file = SourceText::new("k/a.yaml", "x\n    passage: 于11月在乌镇举办\n".to_owned());
        let document = SourceText::new("k/d.txt", "　　大会于１１月在乌镇举办。".to_owned());
        let fault = Diagnostic::new(Code::PassageNotInSource, file.place(2, 15, 1), "not in `d.txt`")
            .label("found `1`")
            .related(document.place(1, 6, 1), "the document has `１`")
            .help("copy it from the document");
        let expected = "\
error[passage-not-in-source]: not in `d.txt`
 --> k/a.yaml:2:15
  |
2 |     passage: 于11月在乌镇举办
  |                ^ found `1`
  |
 ::: k/d.txt:1:6
  |
1 | 　　大会于１１月在乌镇举办。
  |           -- the document has `１`
  |
  = help: copy it from the document";
        assert_eq!(render(&fault, false), expected);
        assert_eq!(
            to_json(&fault),
            r#"{"severity":"error","code":"passage-not-in-source","message":"not in `d.txt`","file":"k/a.yaml","line":2,"column":15,"length":1,"label":"found `1`","related":[{"file":"k/d.txt","line":1,"column":6,"length":1,"label":"the document has `１`"}],"help":"copy it from the document"}"#
        );
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let file = SourceText::new("a.yaml", format!("k: {}X{}", "乌镇".repeat(5_000), "ab".repeat(5_000)));
        let shown = render(&Diagnostic::new(Code::BadValue, file.place(1, 10_004, 1), "no"), false);
        assert!(shown.contains("--> a.yaml:1:10004"), "{shown}");
        let lines: Vec<&str> = shown.lines().collect();
        let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        let marked = lines.iter().find_map(|l| l.split_once('X')).map(|(before, _)| width(before));
        let caret = lines.iter().find_map(|l| l.split_once('^')).map(|(before, _)| width(before));
        assert!(marked.is_some() && marked == caret, "{shown}");
    }

    #[test]
    fn colors_come_only_when_asked_for() {
        let file = SourceText::new("a.yaml", "x".to_owned());
        let fault = Diagnostic::new(Code::YamlSyntax, file.start(), "no");
        assert!(render(&fault, true).contains('\u{1b}'));
        assert!(!render(&fault, false).contains('\u{1b}'));
    }

    #[test]
    fn places_beyond_the_line_or_file_are_shown_all_the_same() {
        let file = SourceText::new("a.yaml", "乌".to_owned());
        for (line, column, length) in [(1, 2, 1), (1, 9, 9), (7, 1, 3), (1, 1, 0)] {
            let fault = Diagnostic::new(Code::YamlSyntax, file.place(line, column, length), "no");
            assert!(render(&fault, false).contains(&format!("a.yaml:{line}:")), "{line}:{column}");
        }
    }
}
