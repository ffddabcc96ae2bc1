//! Counts text as Telegram counts it and cuts it where a reader would.
//!
//! Invariants: lengths are UTF-16 units; a piece never ends inside a character, nor between a character and what is
//! drawn on it (accents, emoji variations, joined emoji) while there is any other place.

/// The most that a message holds after entities are parsed.
pub const MESSAGE: usize = 4096;

/// How many UTF-16 units `text` has.
#[must_use]
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Cuts `text` in two so that the first piece has at most `room` units: at a sentence end where one stands in the second
/// half of the room, else at the end of a clause, else between words, else between characters.
#[must_use]
pub fn cut(text: &str, room: usize) -> (&str, &str) {
    if units(text) <= room {
        return (text, "");
    }
    let (head, rest) = text.split_at_checked(place(text, room)).unwrap_or(("", text));
    (head.trim_end(), rest.trim_start())
}

/// At most `most` characters of `text` on one line, an ellipsis standing for what is left out.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let kept: String = line.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end().trim_end_matches('\u{200d}'))
}

/// The kinds of places to cut at, best first.
#[derive(Clone, Copy)]
enum Joint {
    Sentence,
    Clause,
    Word,
    Character,
    Unit,
}

fn place(text: &str, room: usize) -> usize {
    let mut best = [(0, 0); 5];
    let mut used = 0;
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        used += c.len_utf16();
        if used > room {
            break;
        }
        let next = chars.peek().map(|&(_, next)| next);
        let ended = before == Some(Joint::Sentence as usize) && is_closing(c);
        let joint = if ended { Joint::Sentence } else { joint(c, next) };
        before = Some(joint as usize);
        // A closing quotation mark, or a second stop, belongs to the sentence that it ends.
        let belongs_before = matches!(joint, Joint::Sentence) && next.is_some_and(|n| is_closing(n) || is_stop(n));
        if !belongs_before && let Some(slot) = best.get_mut(joint as usize) {
            *slot = (at + c.len_utf8(), used);
        }
    }
    let [sentence, clause, word, character, unit] = best;
    let enough = |(_, used): &(usize, usize)| *used > 0 && *used >= room / 2;
    let found = [sentence, clause, word].into_iter().find(enough);
    let any = [character, word, clause, sentence, unit].into_iter().max_by_key(|&(at, _)| at);
    let safe = [character, word, clause, sentence].into_iter().max_by_key(|&(at, _)| at).filter(|&(at, _)| at > 0);
    found.or(safe).or(any).map_or(0, |(at, _)| at)
}

fn joint(c: char, next: Option<char>) -> Joint {
    match c {
        _ if next.is_some_and(is_drawn_on) || c == '\u{200d}' => Joint::Unit,
        '\n' | '。' | '！' | '？' | '；' | '…' => Joint::Sentence,
        '.' | '!' | '?' | ';' if next.is_none_or(|n| n.is_whitespace() || is_closing(n)) => Joint::Sentence,
        '，' | '、' | '：' => Joint::Clause,
        ',' | ':' if next.is_none_or(char::is_whitespace) => Joint::Clause,
        _ if c.is_whitespace() => Joint::Word,
        _ => Joint::Character,
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '…' | '.' | '!' | '?')
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '）' | '」' | '』' | '》' | '】' | ')' | '"' | '\'')
}

/// Whether `c` is drawn on or joined to the character before it.
fn is_drawn_on(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{cut, shorten, units};

    #[track_caller]
    fn check(text: &str, room: usize, expected: (&str, &str)) {
        assert_eq!(cut(text, room), expected, "{text:?} cut at {room}");
    }

    #[test]
    fn text_is_cut_where_a_reader_would() {
        check("第一句。第二句。第三句", 9, ("第一句。第二句。", "第三句"));
        check("他说：“好。”然后走了", 8, ("他说：“好。”", "然后走了"));
        check("One two. Three four", 12, ("One two.", "Three four"));
        check("about 3.14 and so on", 9, ("about", "3.14 and so on"));
        check("一二三，四五六七", 6, ("一二三，", "四五六七"));
        check("一二三四五六七", 3, ("一二三", "四五六七"));
        check("短", 10, ("短", ""));
    }

    #[test]
    fn what_is_drawn_together_stays_together() {
        check("ab😀cd", 3, ("ab", "😀cd"));
        check("ab👍🏽cd", 5, ("ab", "👍🏽cd"));
        check("aé́́bc", 2, ("a", "é́́bc"));
        assert_eq!(units("😀中a"), 4);
    }

    #[test]
    fn a_label_is_one_line() {
        assert_eq!(shorten("a\n b", 10), "a b");
        assert_eq!(shorten("一二三四五", 4), "一二三…");
    }

    proptest! {
        #[test]
        fn a_cut_fits_and_goes_on(text in any::<String>(), room in 2_usize..60) {
            let (mut rest, mut steps) = (text.as_str(), 0);
            while !rest.is_empty() {
                let (head, tail) = cut(rest, room);
                assert!(units(head) <= room);
                assert!(tail.len() < rest.len(), "no step forward in {rest:?}");
                (rest, steps) = (tail, steps + 1);
                assert!(steps <= text.len() + 1);
            }
        }
    }
}
