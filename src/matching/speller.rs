//! Repairs slips before a question is read: wrong letters, missing spaces, swapped or like-sounding ideographs, pinyin,
//! whole or cut down to its initials.
//!
//! A repair goes only towards words that the knowledge or the lexicon knows, and only from what neither knows, so that
//! nothing curated is ever changed. Numbers, countries and denials are never repaired into or out of: there one
//! character changes the question.

mod han;
mod initials;
mod joined;
mod latin;
mod pinyin;

use compact_str::CompactString;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use serde::{Deserialize, Serialize};

use crate::matching::phrasebook::Keyed;
use crate::text::gazetteer::countries;
use crate::text::{Kind, Token, lexicon};

/// What is known of spelling.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Speller {
    /// Words of letters and how often each was seen: what a slip is repaired into.
    words: HashMap<CompactString, u32>,
    /// How many words of letters were seen.
    total: u32,
    /// Stems that are right as they stand: of these words, of countries, of things out of scope.
    stems: HashSet<CompactString>,
    /// The words again, by length in characters and in order, for the search of near ones.
    words_by_len: latin::Words,
    /// Ideographs (or 第 for an ordinal) seen side by side, and how often.
    pairs: HashMap<(char, char), u32>,
    /// The same, but for function words alone.
    function_pairs: HashMap<(char, char), u32>,
    /// How often an ideograph stands in front of another in the knowledge and behind one, and how many pairs it holds.
    met: HashMap<char, u32>,
    met_behind: HashMap<char, u32>,
    meetings: u32,
    /// Ideographs seen behind one.
    behind: HashMap<char, Vec<char>>,
    /// Ideographs seen in front of one.
    before: HashMap<char, Vec<char>>,
    /// Known ideographs by their syllable.
    by_syllable: HashMap<CompactString, Vec<char>>,
    /// Pairs that are right as they stand but never a repair's aim: countries, things out of scope.
    protected: HashSet<(char, char)>,
}

/// A question's tokens after repair.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spelled {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// How far each token's spelling is trusted, 0 to 1.
    pub trust: Vec<f32>,
    /// What was repaired: as typed and as read.
    pub repairs: Vec<(String, String)>,
}

impl Spelled {
    /// Puts the `tokens` of `read` in the place of `len` tokens; gives how many to go on by.
    fn put(&mut self, at: usize, len: usize, read: &str, tokens: Vec<Token>, trust: f32) -> usize {
        let typed: Vec<&str> = self.tokens[at..at + len].iter().map(|t| t.text.as_str()).collect();
        self.repairs.push((typed.join(" "), read.to_owned()));
        let count = tokens.len();
        self.trust.splice(at..at + len, std::iter::repeat_n(trust, count));
        self.tokens.splice(at..at + len, tokens);
        count.max(1)
    }
}

impl Speller {
    /// Learns the spelling of function words; the knowledge is learnt as it is read, and
    /// [`finish`](Self::finish) ends it.
    #[must_use]
    pub fn new() -> Self {
        let mut speller = Self::default();
        for word in lexicon::words() {
            let gap = if word.iter().all(|w| w.is_ascii()) { " " } else { "" };
            speller.learn(&Keyed::new(&word.join(gap)));
        }
        speller.function_pairs.clone_from(&speller.pairs);
        for (name, _) in countries() {
            speller.protect(&Keyed::new(name));
        }
        speller
    }

    /// Takes in a text whose spelling is right.
    pub(super) fn learn(&mut self, text: &Keyed) {
        for (token, key) in text.tokens.iter().zip(&text.keys) {
            if token.kind == Kind::Word {
                self.total += 1;
                if let Some(count) = self.words.get_mut(&token.text) {
                    *count += 1;
                } else {
                    self.words.insert(token.text.clone(), 1);
                    self.stems.insert(key.clone());
                }
            }
        }
        for pair in text.tokens.windows(2) {
            if let [a, b] = pair
                && let (Some(a), Some(b)) = (sign(a), sign(b))
            {
                *self.pairs.entry((a, b)).or_default() += 1;
            }
        }
    }

    /// Takes in a text that is right as it stands but that nothing is repaired into.
    pub(super) fn protect(&mut self, Keyed { tokens, keys }: &Keyed) {
        self.stems.extend(tokens.iter().zip(keys).filter(|(t, _)| t.kind == Kind::Word).map(|(_, key)| key.clone()));
        for pair in tokens.windows(2) {
            if let [a, b] = pair
                && let (Some(a), Some(b)) = (sign(a), sign(b))
            {
                self.protected.insert((a, b));
            }
        }
    }

    /// Sets up the ways from what is seen to what may be meant.
    pub(super) fn finish(&mut self) {
        let mut known: HashSet<char> = HashSet::default();
        let mut pairs: Vec<(char, char)> = self.pairs.keys().copied().collect();
        pairs.sort_unstable();
        for (a, b) in pairs {
            let seen = self.asked(a, b);
            *self.met.entry(a).or_default() += seen;
            *self.met_behind.entry(b).or_default() += seen;
            self.meetings += seen;
            self.behind.entry(a).or_default().push(b);
            self.before.entry(b).or_default().push(a);
            known.extend([a, b]);
        }
        let mut known: Vec<char> = known.into_iter().collect();
        known.sort_unstable();
        for c in known {
            for syllable in crate::text::likeness::readings(c) {
                self.by_syllable.entry(syllable.into()).or_default().push(c);
            }
        }
        let mut words: Vec<(&CompactString, &u32)> = self.words.iter().collect();
        words.sort_unstable();
        for (word, count) in words {
            self.words_by_len.push(latin::Word::new(word, *count));
        }
    }

    /// Repairs the tokens of a question.
    #[must_use]
    pub fn spell(&self, tokens: Vec<Token>) -> Spelled {
        let trust = vec![1.0; tokens.len()];
        let mut spelled = Spelled { tokens, trust, repairs: Vec::new() };
        self.read_pinyin(&mut spelled);
        self.part_words(&mut spelled);
        self.repair_words(&mut spelled);
        self.read_initials(&mut spelled);
        self.repair_swaps(&mut spelled);
        self.repair_ideographs(&mut spelled);
        spelled
    }

    /// How often the knowledge has `a` and `b` side by side.
    fn asked(&self, a: char, b: char) -> u32 {
        self.seen(a, b).saturating_sub(self.function_pairs.get(&(a, b)).copied().unwrap_or(0))
    }

    /// How often `a` and `b` were seen side by side.
    fn seen(&self, a: char, b: char) -> u32 {
        self.pairs.get(&(a, b)).copied().unwrap_or(0)
    }
}

/// The character by which a token takes part in pairs: an ideograph itself, 第 for an ordinal.
fn sign(token: &Token) -> Option<char> {
    match token.kind {
        Kind::Han => token.text.chars().next(),
        Kind::Ordinal(_) => Some('第'),
        Kind::Number(_) => Some('#'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Keyed, Speller};
    use crate::text::{fold, tokenize};

    fn speller() -> Speller {
        let mut speller = Speller::default();
        for text in [
            "第三届大会主题是什么",
            "论坛有几场",
            "博览会规模",
            "网络主权",
            "大会主题",
            "怎么提主权",
            "时间地点",
            "大会什么时候举办",
            "中国有多少网民",
            "各国的国际合作",
            "发展中国家的国家利益",
            "会议日期",
            "我一般在哪一年",
            "几年了",
            "开会了",
            "周五几点闭馆",
            "说了什么",
            "vip和lm3",
            "when is the conference held",
            "what is the theme",
            "how do i join",
            "the late fee of a day pass",
            "the opening hours of the workshop",
        ] {
            speller.learn(&Keyed::new(text));
        }
        speller.protect(&Keyed::new("美国"));
        speller.protect(&Keyed::new("ticket"));
        speller.finish();
        speller
    }

    #[track_caller]
    fn check(typed: &str, read: &str) {
        let spelled = speller().spell(tokenize(&fold(typed)));
        let texts: Vec<_> = spelled.tokens.into_iter().map(|t| t.text).collect();
        let expected: Vec<_> = tokenize(&fold(read)).into_iter().map(|t| t.text).collect();
        assert_eq!(texts, expected, "spelling {typed:?}");
    }

    #[test]
    fn a_word_of_the_language_is_no_slip() {
        check("我失恋了", "我失恋了");
        check("大会的笑话", "大会的笑话");
        // One that sounds just like a word of the knowledge may be: 主体 is no phrasing's.
        check("大会主体", "大会主题");
    }

    #[test]
    fn initials_are_read_where_they_leave_no_doubt() {
        check("dh zhuti", "大会主题");
        check("dh什么sh举办", "大会什么时候举办");
        check("dhzt", "大会主题");
        // Beside English words they are none; one letter tells nothing; of these two nothing known stands out.
        for text in ["when is the dh", "z", "大会的vpn", "hq在哪"] {
            check(text, text);
        }
    }

    #[test]
    fn english_words_are_no_pinyin() {
        for text in ["manage", "women", "mode"] {
            check(text, text);
        }
    }

    #[test]
    fn what_stands_on_both_sides_of_a_denial_was_meant() {
        check("大会聊不聊主题", "大会聊不聊主题");
        check("大会聊没聊主题", "大会聊没聊主题");
    }

    #[test]
    fn homophones_and_look_alikes_are_repaired() {
        check("主提", "主题");
        check("论谈有几场", "论坛有几场");
        check("第三屇大会", "第三届大会");
        check("博览汇规模", "博览会规模");
        check("网络主劝", "网络主权");
        check("论坛有几埸", "论坛有几场");
        check("大会的曰期", "大会的日期");
    }

    #[test]
    fn wrong_letters_are_repaired() {
        check("whn is the confernce held", "when is the conference held");
        check("theem", "theme");
        check("what is the thme", "what is the theme");
    }

    #[test]
    fn pinyin_is_read_as_ideographs() {
        check("zhuti", "主题");
        check("shijian didian", "时间地点");
        check("da hui shen me shi hou ju ban", "大会什么时候举办");
        check("di si jie da hui zhu ti", "第四届大会主题");
        check("disanjiedahui", "第三届大会");
        check("nvxing", "nvxing");
        // What no phrasing holds is read as the language has it, once there is enough to be sure that it is pinyin.
        check("dahuishenmeshihoujubanxiezhuzhengming", "大会什么时候举办协助证明");
        check("wozuijintingpengyoushuodahuihenhaowan", "我最近听朋友说大会很好玩");
        check("zuijindebianhuahenda", "最近的变化很大");
        check("nvtongxuehuodongshoucelvse", "女同学活动手册绿色");
    }

    #[test]
    fn letters_and_numbers_stand_between_syllables() {
        check("vipshijiandidian", "vip时间地点");
        check("shijian didian workshop", "时间地点 workshop");
        check("workshop shijian didian theme", "workshop 时间地点 theme");
        check("lm3zhuti", "lm3主题");
        // The knowledge does not know it, so it may be anything.
        check("xqcshijiandidian", "xqcshijiandidian");
    }

    #[test]
    fn laughter_is_no_pinyin() {
        for text in ["hahahaha", "lalalalala", "xixixixixixi", "wuwuwuwuwuwu", "shi shi shi shi shi shi"] {
            check(text, text);
        }
        check("zhuti zhuti", "主题主题");
    }

    #[test]
    fn other_languages_are_no_pinyin() {
        for text in [
            "he can manage a banana",
            "minimun age",
            "cancellation",
            "roadside",
            "bike donation",
            "username",
            "what ping can i expect",
        ] {
            let spelled = speller().spell(tokenize(&fold(text)));
            assert!(spelled.tokens.iter().all(|token| token.text.is_ascii()), "{text}: {spelled:?}");
        }
    }

    #[test]
    fn missing_spaces_are_put_in() {
        check("latefee", "late fee");
        check("howdo i join", "how do i join");
        check("whenisthe conference", "when is the conference");
        check("openinghuors", "opening hours");
        check("ticketpass", "ticket pass");
        check("work shop", "workshop");
    }

    #[test]
    fn slips_of_the_hand_come_first() {
        check("passses", "passes");
        check("howw", "how");
        check("hte theme", "the theme");
        check("openign hours", "opening hours");
    }

    #[test]
    fn swapped_ideographs_are_put_right() {
        check("间时地点", "时间地点");
        check("坛论有几场", "论坛有几场");
        check("大会题主是什么", "大会主题是什么");
        check("主提是什么", "主题是什么");
    }

    #[test]
    fn a_long_run_of_letters_is_left_alone_at_once() {
        for run in ["abcdefgh".repeat(512), "latefee".repeat(585), "a".repeat(4096), "late fe".repeat(585)] {
            let tokens = tokenize(&fold(&run));
            let speller = speller();
            let start = std::time::Instant::now();
            let _ = speller.spell(tokens);
            assert!(start.elapsed() < std::time::Duration::from_millis(200), "spelling {} letters", run.len());
        }
    }

    #[test]
    fn what_is_right_or_protected_stays() {
        for text in [
            "周三闭馆",
            "第三届大会吗",
            "美国有多少网民",
            "没有",
            "ticket",
            "主题",
            "zzzz",
            "李彦宏",
            "carpool",
            "美国主题",
            "16",
            "one",
        ] {
            check(text, text);
        }
    }
}
