//! Tells whether a clause asks, rather than telling something, by its form alone.
//!
//! English asks by its order of words (a verb or a question word before the subject) or announces that it will (I was
//! wondering whether …); Chinese asks by a word in place (什么, 几), by a particle (吗), or by offering both sides (能不能).
//! A clause may ask without a mark, and the mark of a sentence says nothing about its other clauses.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::text::lexicon::{self, Role};
use crate::text::{Kind, Token, fold, tokenize};

/// Words that ask wherever they stand in a Chinese clause.
static ZH_ASKS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = "什么 甚么 啥 哪 谁 多少 多久 多大 多长 多远 多高 怎 咋 如何 是否 能否 可否 有无 会否 何时 何处 何地 何种 何人 为何 几时 \
    请问 想问 想知道 想了解 想请问 想请教 请教 想打听 想咨询 求问 问一下 问下 告诉我 告知";
    AhoCorasick::new(words.split_whitespace()).expect("a handful of words")
});
/// Particles that ask at the end of a Chinese clause.
const ZH_ENDS: [char; 6] = ['吗', '呢', '么', '嘛', '不', '否'];
/// Ideographs beside 几 that make it an indefinite number (这几天, 好几个, 几乎) rather than a question.
const BESIDE_FEW: &str = "好这那前近十第乎";

/// English verbs that begin a question.
const VERBS: &str = "is are was were am do does did can could will would shall should may might has have had";
/// Of these, the ones that as often begin an order or a wish: they ask only before one who acts (have you, do I).
const ORDERING: &str = "do have had has may might will";
/// Those who act.
const SUBJECTS: &str = "i you we they he she it there this that the any anyone anybody someone somebody my your our";
/// Those before which a verb hardly stands but in a question.
const PRONOUNS: &str = "i you we they he she it there";
/// English question words.
const WH: &str = "what when where who whom whose which why how";
/// Words behind which a question word makes an indirect question.
const TELLS: &str = "tell know explain ask advise understand see clarify show sure idea confirm find out wonder wondering \
    me us about explaining knowing describe check learn need";
/// Words behind "how" that ask wherever they stand.
const HOW: &str = "to much many long do does can often far old big";

/// Whether `text` asks; `marked` where a question mark ends it.
#[must_use]
pub fn asks(text: &str, marked: bool) -> bool {
    marked || asks_folded(&fold(text))
}

fn asks_folded(text: &str) -> bool {
    if !text.is_ascii() && asks_in_chinese(text) {
        return true;
    }
    let tokens = tokenize(text);
    tokens.iter().any(|t| t.kind == Kind::Word) && asks_in_english(&tokens)
}

fn asks_in_chinese(text: &str) -> bool {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let end = chars.iter().rev().find(|c| !"啊呀哈了的 ".contains(**c) && c.is_alphanumeric());
    let both_sides = |w: &[char]| matches!(w, [a, '不' | '没', b] if a == b);
    let few = |i: usize| {
        let beside = |j: Option<usize>| j.and_then(|j| chars.get(j)).is_some_and(|c| BESIDE_FEW.contains(*c));
        chars[i] == '几' && !beside(i.checked_sub(1)) && !beside(Some(i + 1))
    };
    end.is_some_and(|c| ZH_ENDS.contains(c))
        || ZH_ASKS.is_match(text)
        || chars.windows(3).any(both_sides)
        || (0..chars.len()).any(few)
}

fn asks_in_english(tokens: &[Token]) -> bool {
    let is_in = |at: usize, words: &str| tokens.get(at).is_some_and(|t| listed(words, &t.text));
    let begins = |at: usize| {
        let subject = is_in(at + 1, SUBJECTS) || is_in(at + 1, "not") && is_in(at + 2, SUBJECTS);
        // What I like, when we arrived: a question word before one who acts tells, unless a verb parts them.
        is_in(at, WH) && !is_in(at + 1, PRONOUNS)
            || is_in(at, VERBS) && at + 1 < tokens.len() && (subject || !is_in(at, ORDERING) && !is_in(at + 1, "not"))
    };
    let inverted = |at: usize| is_in(at, VERBS) && !is_in(at, "had was were am has have") && is_in(at + 1, PRONOUNS);
    let indirect = |at: usize| {
        is_in(at, "whether wondering wonder")
            || is_in(at, TELLS) && (is_in(at + 1, WH) || is_in(at + 1, "if"))
            || is_in(at, "how") && is_in(at + 1, HOW)
    };
    begins(0) || begins(behind_frames(tokens)) || (0..tokens.len()).any(|at| inverted(at) || indirect(at))
}

/// Where the clause begins once greetings and joining words are passed over.
fn behind_frames(tokens: &[Token]) -> usize {
    let mut at = 0;
    while at < tokens.len() {
        at += match lexicon::longest(&tokens[at..]) {
            Some((len, Some(Role::Frame))) => len,
            _ if listed("and but so or also then ok well", &tokens[at].text) => 1,
            _ => break,
        };
    }
    at
}

fn listed(words: &str, word: &str) -> bool {
    words.split(' ').any(|w| w == word)
}

#[cfg(test)]
mod tests {
    use super::asks;

    #[track_caller]
    fn check(expected: bool, texts: &[&str]) {
        for text in texts {
            assert_eq!(asks(text, false), expected, "whether {text:?} asks");
        }
    }

    #[test]
    fn english_asks_by_its_order_of_words() {
        check(
            true,
            &["what is the theme", "can I bring a dog", "is there a fee", "and where is it", "how to get there"],
        );
        check(
            true,
            &["please, could you look into this", "don't you open on Sunday", "for students is there a discount"],
        );
        check(false, &["I lost my card", "my ride is still running", "have a nice day", "do not hesitate", "theme"]);
        check(false, &["when I was in town", "looking through my bills I noticed a charge", "thank you for your help"]);
    }

    #[test]
    fn english_asks_by_announcing_it() {
        check(true, &["I was wondering whether you rent bikes", "would like to ask whether there is a discount"]);
        check(true, &["I'd be grateful if you could explain how it works", "tell me what the theme is"]);
    }

    #[test]
    fn chinese_asks_by_words_particles_and_both_sides() {
        check(true, &["主题是什么", "几点开门", "能不能续借", "有没有停车场", "可以带狗吗", "在哪儿", "八点能进馆不"]);
        check(true, &["想知道有停车的地方", "是否收费"]);
        check(false, &["我在写论文", "这几天我都在", "主题", "我好几次都没赶上", "几乎忘了还书"]);
    }

    #[test]
    fn a_mark_asks_whatever_the_words() {
        assert!(asks("主题", true) && asks("a student discount", true));
    }
}
