//! Tells at a glance which files could cost serde_yaml more than their size, so that they are counted before they are
//! unfolded. False alarms cost one more pass, nothing else.

/// Brackets up to which serde_yaml's parser, whose work grows with the square of their nesting, needs at most some
/// hundredths of a second.
const FEW_BRACKETS: usize = 4_000;

/// More directives than any file has; the parser compares each with all before it.
const FEW_DIRECTIVES: usize = 16;

/// Whether the text could hold aliases, the one way to make a small file large, or nest brackets by the thousand.
pub fn suspicious(text: &str) -> bool {
    let aliases = text.contains('&') && text.contains('*');
    aliases || text.bytes().filter(|b| matches!(b, b'[' | b'{')).take(FEW_BRACKETS + 1).count() > FEW_BRACKETS
}

/// Where a file that is mostly directives has one too many.
pub fn directives(text: &str) -> Option<usize> {
    if !text.starts_with('%') && !text.contains("\n%") {
        return None;
    }
    let begins = text.match_indices("\n%").map(|(at, _)| at + 1);
    begins.take(FEW_DIRECTIVES + 1).nth(FEW_DIRECTIVES)
}
