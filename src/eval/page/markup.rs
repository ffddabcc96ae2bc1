//! Builds tables out of texts.
//!
//! Invariant: a cell made of a text holds it escaped; only [`Cell::number`] takes markup, of the program's own.

use std::fmt::Write;

use crate::text::{Lang, detect};

/// A text as it may stand in markup and in a quoted attribute. What no page may hold is shown as unreadable.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

/// A text that people wrote: set apart from the page's own direction and language.
fn spoken(text: &str) -> String {
    let lang = if detect(text) == Some(Lang::Zh) { " lang=\"zh\"" } else { "" };
    format!("<bdi{lang}>{}</bdi>", escape(text))
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    kind: Kind,
    html: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Head,
    Text,
    Number,
    Fold(usize),
}

impl Cell {
    /// What the row is about.
    pub fn head(text: &str) -> Self {
        Self { kind: Kind::Head, html: spoken(text) }
    }

    /// A text.
    pub fn text(text: &str) -> Self {
        Self { kind: Kind::Text, html: spoken(text) }
    }

    /// A figure.
    pub fn number(html: String) -> Self {
        Self { kind: Kind::Number, html }
    }

    /// A share in percent; a dash where there is nothing to share.
    pub fn share(percent: Option<f64>) -> Self {
        Self::number(percent.map_or_else(|| "–".to_owned(), |percent| format!("{percent:.1}")))
    }

    /// The cell with a smaller line below.
    pub fn line(mut self, text: &str) -> Self {
        if !text.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(self.html, "<small>{}</small>", spoken(text));
        }
        self
    }

    /// A text that unfolds, in a row of its own below one of so many cells.
    pub fn fold(columns: usize, title: &str, text: &str) -> Self {
        let (title, text) = (escape(title), escape(text));
        let html = format!("<details><summary>{title}</summary><pre tabindex=\"0\">{text}</pre></details>");
        Self { kind: Kind::Fold(columns), html }
    }

    fn html(&self) -> String {
        let Self { kind, html } = self;
        match kind {
            Kind::Head => format!("<th scope=\"row\">{html}</th>"),
            Kind::Text => format!("<td>{html}</td>"),
            Kind::Fold(columns) => format!("<td class=\"fold\" colspan=\"{columns}\">{html}</td>"),
            Kind::Number => format!("<td class=\"number\">{html}</td>"),
        }
    }
}

/// A table that scrolls by itself where the screen is too narrow. A heading that begins with `#` is one of figures.
pub fn table(caption: &str, head: &[&str], rows: &[Vec<Cell>]) -> String {
    let head: String = head
        .iter()
        .map(|name| match name.strip_prefix('#') {
            Some(name) => format!("<th scope=\"col\" class=\"number\">{}</th>", escape(name)),
            None => format!("<th scope=\"col\">{}</th>", escape(name)),
        })
        .collect();
    let row = |cells: &Vec<Cell>| format!("<tr>{}</tr>\n", cells.iter().map(Cell::html).collect::<String>());
    let rows: String = rows.iter().map(row).collect();
    let caption = escape(caption);
    format!(
        "<div class=\"table\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n<table>\n\
         <caption>{caption}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{Cell, escape, table};

    #[test]
    fn no_text_becomes_markup() {
        assert_eq!(escape("<a b=\"c\">&'\u{0}</a>\n"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39;\u{FFFD}&lt;/a&gt;\n");
        let cells = vec![Cell::text("<i>").line("<b>"), Cell::head("<tt>")];
        let html = table("<p>", &["<q>", "#<r>"], &[cells, vec![Cell::fold(2, "<u>", "<s>")]]);
        for tag in ["<i>", "<b>", "<u>", "<s>", "<p>", "<q>", "<r>", "<tt>"] {
            assert!(!html.contains(tag) && html.contains(&escape(tag)), "{tag} in {html}");
        }
    }
}
