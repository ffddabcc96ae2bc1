//! Reads function words that are formed anew in every sentence, so that no list can hold them: 算不算, 在哪几个, 六个字.
//!
//! Looked up by the lexicon beside its lists. Invariant: total; it looks only at what stands from a place on.

use crate::text::lexicon::Role;
use crate::text::token::{Kind, Token};

/// Words behind 哪 that ask for one among several (在哪几个领域), not for a place.
const AMONG: &[&str] = &["个", "些", "种", "项", "类", "届", "次", "段", "句", "条", "方", "步", "份", "位"];
/// Of these, the ones that say nothing of what is asked for.
const BARE: &[&str] = &["个", "些", "种", "项"];
/// Numbers between 哪 and these.
const HOW_MANY: &[&str] = &["几", "一", "两"];
/// What one among several of is a place all the same: 在哪个厅, 在哪条路.
const PLACES: &[&str] = &[
    "厅", "馆", "楼", "层", "室", "房", "区", "县", "市", "省", "国", "城", "镇", "村", "路", "街", "地", "场", "角",
    "位", "门", "校", "店", "院",
];
/// Particles that may stand at the end of a question behind what matters.
const ENDING: &[&str] = &["呢", "啊", "呀", "吧", "嘛", "哈", "的"];
/// Particles that make a question of 不是: 不是在乌镇吗 denies nothing.
const DOUBTING: &[&str] = &["吗", "么", "嘛", "吧"];
/// Verbs that open an English question.
const VERBS: &[&str] =
    &["is", "are", "was", "were", "do", "does", "did", "will", "would", "can", "could", "should", "has", "have", "had"];
/// What the one who acts begins with behind them.
const SUBJECTS: &[&str] = &[
    "the", "a", "an", "it", "this", "that", "these", "those", "there", "they", "you", "we", "i", "he", "she", "his",
    "her", "its", "their", "our", "your", "my", "all",
];
/// What the length of an answer is told in, the longest first: 六个字, 一句话.
const MEASURES: [&[&str]; 8] =
    [&["个", "字"], &["个", "词"], &["个", "成", "语"], &["句", "话"], &["段", "话"], &["字"], &["词"], &["行", "字"]];
/// Verbs that may stand behind it: 用一句话概括.
const TELLING: &[&str] =
    &["概括", "总结", "归纳", "形容", "说说", "说明", "说清", "讲清", "讲讲", "回答", "介绍", "表达"];
/// The same measures in English; "short" and its like may stand before.
const ENGLISH_MEASURES: &[&str] =
    &["word", "words", "sentence", "sentences", "line", "lines", "paragraph", "paragraphs", "character", "characters"];
/// Words between a number and what it counts: in two short sentences.
const SHORT: &[&str] = &["short", "simple", "brief", "single"];
/// Digits that are no numbers to the tokenizer, since they stand alone.
const DIGITS: &str = "一二两三四五六七八九";
/// More words than this are the matter of a text (论文要求三千字), not the wished length of a reply.
const LONGEST_REPLY: u64 = 30;

/// The formed word at the start of `tokens`: how many tokens it takes and its role.
pub(super) fn formed(tokens: &[Token]) -> Option<(usize, Role)> {
    which(tokens)
        .or_else(|| both_sides(tokens))
        .or_else(|| tag(tokens))
        .or_else(|| length_of_reply(tokens).map(|len| (len, Role::Frame)))
}

/// 在哪几个, 在哪些 and their like ask which, not where.
fn which(tokens: &[Token]) -> Option<(usize, Role)> {
    // Every ideograph of every text comes by here: the lists are for the few that are 在.
    if text(tokens, 0) != "在" || text(tokens, 1) != "哪" {
        return None;
    }
    let counted = 2 + usize::from(is_in(tokens, 2, HOW_MANY));
    let among = usize::from(is_in(tokens, counted, AMONG));
    let bare = usize::from(is_in(tokens, counted, BARE));
    (counted + among > 2 && !is_in(tokens, counted + among, PLACES)).then_some((counted + bare, Role::Weak))
}

/// 算不算, 支持不支持, 来没来: both sides are offered, so nothing is denied; the verb is read where it stands again.
fn both_sides(tokens: &[Token]) -> Option<(usize, Role)> {
    let turns = |at: usize| matches!(text(tokens, at), "不" | "没");
    let again = |len: usize| {
        turns(len)
            && (0..len).all(|i| {
                tokens[i].kind == Kind::Han && tokens.get(len + 1 + i).is_some_and(|t| t.text == tokens[i].text)
            })
    };
    [1, 2].into_iter().find(|&len| again(len)).map(|len| (len + 1, Role::Frame))
}

/// 不 and 没 at the end of a question (来了没有, 八点能进馆不), and 不是 before 吗: they ask.
fn tag(tokens: &[Token]) -> Option<(usize, Role)> {
    let ends = |len: usize| tokens.len() >= len && (len..tokens.len()).all(|i| is_in(tokens, i, ENDING));
    match (text(tokens, 0), text(tokens, 1), text(tokens, 2)) {
        ("了" | "过", "没", "有") if ends(3) => Some((3, Role::Frame)),
        ("不" | "没", ..) if ends(1) => Some((1, Role::Frame)),
        ("不", "是", _) if is_in(tokens, tokens.len() - 1, DOUBTING) => Some((2, Role::Weak)),
        _ => None,
    }
}

/// A verb and "not" that open a question (isn't the expo …, don't you …): how many tokens they take.
///
/// Who asks so expects a yes, so that nothing is denied; further on in a text the same words deny.
pub(super) fn opening(tokens: &[Token]) -> Option<usize> {
    (is_in(tokens, 0, VERBS) && text(tokens, 1) == "not" && is_in(tokens, 2, SUBJECTS)).then_some(2)
}

/// A number of words that the reply is to have: how many tokens tell of it.
///
/// It says how the answer should look and nothing of what it is about.
#[must_use]
pub fn length_of_reply(tokens: &[Token]) -> Option<usize> {
    let first = tokens.first()?;
    let is_number = match first.kind {
        Kind::Number(n) => n <= LONGEST_REPLY,
        Kind::Han => first.text.chars().all(|c| DIGITS.contains(c)),
        _ => false,
    };
    if !is_number {
        return None;
    }
    let at = 1 + usize::from(is_in(tokens, 1, SHORT));
    if is_in(tokens, at, ENGLISH_MEASURES) {
        return Some(at + 1);
    }
    let measured = |measure: &&&[&str]| (0..measure.len()).all(|i| text(tokens, 1 + i) == measure[i]);
    let len = 1 + MEASURES.iter().find(measured)?.len();
    let told = TELLING.iter().any(|verb| verb.chars().eq(tokens.iter().skip(len).take(2).flat_map(|t| t.text.chars())));
    Some(if told { len + 2 } else { len })
}

fn text(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |t| t.text.as_str())
}

fn is_in(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    tokens.get(at).is_some_and(|t| words.contains(&t.text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{formed, opening};
    use crate::text::lexicon::Role;
    use crate::text::{fold, tokenize};

    #[track_caller]
    fn check(text: &str, expected: Option<(usize, Role)>) {
        assert_eq!(formed(&tokenize(&fold(text))), expected, "the formed word of {text:?}");
    }

    #[test]
    fn which_is_no_place() {
        check("在哪几个领域", Some((4, Role::Weak)));
        check("在哪个方面合作", Some((3, Role::Weak)));
        check("在哪些方面", Some((3, Role::Weak)));
        check("在哪一方面合作", Some((3, Role::Weak)));
        for text in ["在哪里", "在哪儿开", "在哪办", "在哪个城市", "在哪条路上"] {
            check(text, None);
        }
    }

    #[test]
    fn offering_both_sides_denies_nothing() {
        check("算不算原则", Some((2, Role::Frame)));
        check("支持不支持创新", Some((3, Role::Frame)));
        check("支不支持创新", Some((2, Role::Frame)));
        check("来没来", Some((2, Role::Frame)));
        check("了没有", Some((3, Role::Frame)));
        check("不", Some((1, Role::Frame)));
        check("不是在乌镇吗", Some((2, Role::Weak)));
        for text in ["不是网民", "不能上网", "没有网络", "不同不能", "了没有网"] {
            check(text, None);
        }
    }

    #[test]
    fn a_denial_that_opens_a_question_asks() {
        let check = |text: &str, expected| assert_eq!(opening(&tokenize(&fold(text))), expected, "{text:?}");
        check("isn't the expo there", Some(2));
        check("dont u have it", Some(2));
        check("do not hesitate", None);
        check("why can't they get online", None);
    }

    #[test]
    fn the_length_of_a_reply_is_no_matter_of_it() {
        check("六个字", Some((2 + 1, Role::Frame)));
        check("十六个字概括", Some((5, Role::Frame)));
        check("一句话", Some((3, Role::Frame)));
        check("四个词", Some((3, Role::Frame)));
        check("one sentence", Some((2, Role::Frame)));
        check("two short lines", Some((3, Role::Frame)));
        for text in ["十字路口", "四项原则", "3000字", "一个国家", "16场论坛"] {
            check(text, None);
        }
    }
}
