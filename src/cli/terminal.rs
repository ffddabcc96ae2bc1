//! What the place that is written to can show: how wide it is, and whether it has colours.
//!
//! Invariant: text that is not written to a terminal is neither wrapped nor coloured.

use std::ffi::OsString;
use std::io::{self, IsTerminal};

/// The narrowest and the widest measure that text is set in: narrower is unreadable, wider tires the eye.
const MEASURE: (usize, usize) = (24, 100);

/// How text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminal {
    /// The columns to wrap at; `None` leaves lines as they are.
    pub width: Option<usize>,
    /// Whether colours may be used.
    pub color: bool,
}

/// What a piece of text is, as far as its look goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The fact itself.
    Strong,
    /// What stands behind it: quotes, sources, hints.
    Faint,
    /// A number or command that can be typed.
    Key,
}

impl Terminal {
    /// Looks at standard output; `variable` reads the environment.
    #[must_use]
    pub fn of_stdout(variable: impl Fn(&str) -> Option<OsString>) -> Self {
        if !io::stdout().is_terminal() {
            return Self::default();
        }
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        Self { width: Some(width.clamp(MEASURE.0, MEASURE.1)), color: color_wanted(variable) }
    }

    /// `text` in `ink`, where there are colours.
    #[must_use]
    pub fn paint(self, ink: Ink, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Strong => 1,
            Ink::Faint => 2,
            Ink::Key => 36,
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// Whether a terminal with this environment gets colours: not with a non-empty `NO_COLOR`, nor on a dumb terminal.
#[must_use]
pub fn color_wanted(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let refused = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = variable("TERM").is_some_and(|value| value == "dumb");
    !refused && !dumb
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::{Ink, Terminal, color_wanted};

    #[track_caller]
    fn check(environment: &[(&str, &str)], expected: bool) {
        let read = |name: &str| environment.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v));
        assert_eq!(color_wanted(read), expected, "{environment:?}");
    }

    #[test]
    fn colors_can_be_refused() {
        check(&[], true);
        check(&[("NO_COLOR", "1")], false);
        check(&[("NO_COLOR", "")], true);
        check(&[("TERM", "dumb")], false);
        check(&[("TERM", "xterm-256color")], true);
    }

    #[test]
    fn paint_without_color_is_the_text() {
        assert_eq!(Terminal::default().paint(Ink::Strong, "乌镇"), "乌镇");
        let colored = Terminal { width: None, color: true };
        assert_eq!(colored.paint(Ink::Strong, "乌镇"), "\u{1b}[1m乌镇\u{1b}[0m");
        assert_eq!(colored.paint(Ink::Strong, ""), "");
    }
}
