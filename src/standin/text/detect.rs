//! Finds what Telegram finds in any text by itself: commands, mentions, hashtags, links.
//!
//! The borders matter to bots: `/ask什么` is no command and `@bot什么` no mention, for a letter follows at once.

use super::Entity;

pub(super) fn entities(text: &str) -> Vec<Entity> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let (mut at, mut offset) = (0, 0);
    while let Some(&c) = chars.get(at) {
        let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied();
        let rest = chars.get(at..).unwrap_or_default();
        let hit = match c {
            '/' => command(before, rest).map(|n| ("bot_command", n)),
            '@' => mention(before, rest).map(|n| ("mention", n)),
            '#' => hashtag(before, rest).map(|n| ("hashtag", n)),
            'h' | 't' => link(before, rest).map(|n| ("url", n)),
            _ => None,
        };
        let taken = hit.map_or(1, |(_, n)| n);
        let length: usize = rest.iter().take(taken).map(|c| c.len_utf16()).sum();
        found.extend(hit.map(|(kind, _)| Entity::new(kind, offset, length)));
        at += taken;
        offset += length;
    }
    found
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn name(chars: &[char]) -> usize {
    chars.iter().take_while(|c| is_name(**c)).count()
}

fn command(before: Option<char>, chars: &[char]) -> Option<usize> {
    let borders = |c: char| is_word(c) || matches!(c, '/' | '<' | '>');
    let mut end = 1 + name(chars.get(1..)?);
    if before.is_some_and(borders) || !(2..=65).contains(&end) {
        return None;
    }
    if chars.get(end) == Some(&'@') {
        let bot = name(chars.get(end + 1..)?);
        if (3..=32).contains(&bot) {
            end += 1 + bot;
        }
    }
    if chars.get(end).copied().is_some_and(borders) { None } else { Some(end) }
}

fn mention(before: Option<char>, chars: &[char]) -> Option<usize> {
    let end = 1 + name(chars.get(1..)?);
    let cut = before.is_some_and(is_word) || chars.get(end).copied().is_some_and(is_word);
    if cut || !(4..=33).contains(&end) { None } else { Some(end) }
}

fn hashtag(before: Option<char>, chars: &[char]) -> Option<usize> {
    let end = 1 + chars.get(1..)?.iter().take_while(|c| is_word(**c)).count();
    let digits_alone = chars.get(1..end)?.iter().all(char::is_ascii_digit);
    if before.is_some_and(is_word) || digits_alone || end < 2 { None } else { Some(end) }
}

fn link(before: Option<char>, chars: &[char]) -> Option<usize> {
    if before.is_some_and(is_word) {
        return None;
    }
    let starts = |prefix: &str| prefix.chars().enumerate().all(|(i, c)| chars.get(i) == Some(&c));
    let prefix = ["https://", "http://", "t.me/"].into_iter().find(|prefix| starts(prefix))?;
    let graphic = |c: &&char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"');
    let mut end = chars.iter().take_while(graphic).count();
    while end > 0 && chars.get(end - 1).is_some_and(|c| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '\'')) {
        end -= 1;
    }
    (end > prefix.len()).then_some(end)
}
