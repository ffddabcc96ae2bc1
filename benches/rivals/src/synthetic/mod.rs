//! Makes collections of any size: entries with about ten phrasings each, and questions about them.
//!
//! A grammar, not noise: an entry is an aspect (price, time, how to cancel...) of a thing (a noun, mostly with a name or
//! another noun before it), and each phrasing says both in one of many frames. Words fall off as Zipf's law says, and
//! the vocabulary grows with the collection. The same call makes the same collection on every machine.

pub mod chance;
mod words;

use chance::Chance;
use words::Words;

/// A language of phrasings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    Zh,
    En,
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Zh => "zh",
            Self::En => "en",
        })
    }
}

/// How many phrasings an entry has, on average.
const PHRASINGS: usize = 10;

/// What is asked about a thing: for each aspect the ways to say it; `~` is the thing.
const ASPECTS_ZH: &[&[&str]] = &[
    &["~多少钱", "~的价格", "~怎么收费", "~贵不贵", "办~要花多少", "~费用标准"],
    &["~什么时候开放", "~的时间", "几点可以~", "~开放时间", "~营业到几点", "哪天能~"],
    &["~在哪里", "~的地址", "去哪儿办~", "~地点", "~怎么走", "哪里有~"],
    &["怎么申请~", "~申请流程", "如何办理~", "~怎么办", "想办~要做什么", "~办理步骤"],
    &["怎么取消~", "~能取消吗", "不想要~了", "~取消办法", "~退订", "撤销~"],
    &["~需要什么材料", "办~带什么", "~的材料清单", "~要准备哪些东西", "~所需证件"],
    &["~多久能好", "~要几天", "~办理时限", "~什么时候能下来", "~等多长时间"],
    &["~丢了怎么办", "补办~", "~遗失处理", "找不到~了", "~不见了怎么补"],
    &["怎么修改~", "~能改吗", "~填错了", "更改~信息", "~变更手续"],
    &["~打不开", "~出错了", "~无法使用", "~一直失败", "~故障怎么处理", "~用不了"],
    &["谁可以用~", "~的条件", "~有什么要求", "哪些人能办~", "~资格", "~限制"],
    &["~有哪些种类", "~分几种", "~的类型", "~可以选什么", "~有什么区别"],
    &["~联系谁", "~的电话", "~负责人是谁", "~客服在哪", "找谁问~"],
    &["怎么查询~", "~进度查询", "~在哪里查", "看不到~", "~查不到"],
    &["~可以延期吗", "~延长", "~到期了怎么办", "续办~", "~过期"],
    &["~安全吗", "~靠谱吗", "~会不会泄露", "~有保障吗", "~的风险"],
];

const ASPECTS_EN: &[&[&str]] = &[
    &[
        "how much is the ~",
        "what does the ~ cost",
        "price of the ~",
        "~ fee",
        "is the ~ expensive",
        "what do I pay for the ~",
    ],
    &[
        "when is the ~ open",
        "~ opening hours",
        "what time does the ~ start",
        "until when can I use the ~",
        "~ schedule",
    ],
    &["where is the ~", "~ address", "how do I get to the ~", "location of the ~", "where can I find the ~"],
    &["how do I apply for the ~", "~ application steps", "how to get a ~", "I want a ~", "what must I do for a ~"],
    &["how do I cancel the ~", "cancel my ~", "can the ~ be cancelled", "I no longer want the ~", "undo the ~"],
    &["what do I need for the ~", "documents for the ~", "what should I bring for the ~", "papers needed for a ~"],
    &["how long does the ~ take", "when will my ~ be ready", "~ processing time", "how many days for the ~"],
    &["I lost my ~", "replace a lost ~", "what if my ~ is gone", "my ~ is missing", "new ~ after losing it"],
    &["how do I change my ~", "edit the ~", "my ~ is wrong", "update ~ details", "correct a mistake in the ~"],
    &[
        "the ~ does not work",
        "~ fails",
        "error with the ~",
        "why is the ~ broken",
        "cannot open the ~",
        "~ keeps crashing",
    ],
    &["who can use the ~", "~ requirements", "am I allowed a ~", "conditions for the ~", "is there a limit on the ~"],
    &["what kinds of ~ are there", "types of ~", "which ~ can I choose", "difference between the ~ options"],
    &["who do I call about the ~", "~ phone number", "contact for the ~", "who is in charge of the ~", "~ support"],
    &["how do I check my ~", "~ status", "where can I see my ~", "I cannot see the ~", "track the ~"],
    &["can I extend the ~", "renew my ~", "what if the ~ expires", "~ extension", "prolong the ~"],
    &["is the ~ safe", "can I trust the ~", "risks of the ~", "is the ~ guaranteed", "~ security"],
];

/// What is done with a thing: `^` is the deed.
const DEEDS_ZH: &[&[&str]] = &[
    &["怎么^~", "~怎么^", "如何^~", "^~的流程", "~^步骤", "我要^~", "~^教程"],
    &["可以^~吗", "~能^吗", "能不能^~", "允许^~吗", "~支持^吗"],
    &["在哪里^~", "去哪^~", "~在哪儿^", "^~的地方", "^~的入口"],
    &["^~需要什么", "~^要带什么", "^~的条件", "^~有什么要求", "~^材料"],
    &["^~要多久", "~^几天能好", "^~什么时候生效", "~多久能^"],
    &["无法^~", "~^失败", "~^不了", "^~出错", "为什么不能^~"],
    &["^~要钱吗", "~^费用", "^~多少钱", "免费^~吗"],
];

const DEEDS_EN: &[&[&str]] = &[
    &["how do I ^ the ~", "how to ^ a ~", "steps to ^ my ~", "I want to ^ the ~", "help me ^ my ~", "guide to ^ a ~"],
    &["can I ^ my ~", "is it possible to ^ the ~", "may we ^ a ~", "am I able to ^ the ~"],
    &["where do I ^ the ~", "where can one ^ a ~", "which page lets me ^ my ~", "place to ^ the ~"],
    &["what do I need to ^ the ~", "requirements to ^ a ~", "papers to ^ my ~", "who may ^ the ~"],
    &["how long does it take to ^ the ~", "when can I ^ my ~", "days to ^ a ~"],
    &["I cannot ^ the ~", "trying to ^ my ~ fails", "error when I ^ the ~", "why does it refuse to ^ my ~"],
    &["what does it cost to ^ the ~", "is there a fee to ^ my ~", "can I ^ the ~ for free"],
];

const VERBS_ZH: &str = "查询 申请 取消 修改 补办 续签 打印 下载 绑定 解绑 转让 激活 冻结 开通 关闭 预约 登记 领取 退换 投诉 评价 升级 备份 恢复 \
导出 共享 授权 安装 卸载 注册 注销 充值 兑换 邮寄 认证 审核 签收 出租 回收 借用 归还 延长 合并 拆分 上传 翻译 订阅 屏蔽 举报 检测";

const VERBS_EN: &str = "check request cancel change replace renew print download link unlink transfer activate freeze open close book \
register collect return report rate upgrade save restore export share approve install remove join leave top redeem mail verify \
review sign rent recycle borrow extend merge split upload translate follow block track test repair";

const BEFORE_ZH: &[&str] = &[
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "请问",
    "我想知道",
    "想问一下",
    "你好，",
    "麻烦问下",
    "那个",
];
const BEHIND_ZH: &[&str] =
    &["", "", "", "", "", "", "", "", "", "？", "？", "？", "？", "？", "呢", "啊", "谢谢", "吗？"];
const BEFORE_EN: &[&str] = &[
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "please tell me ",
    "hi, ",
    "can you tell me ",
    "I would like to know ",
    "excuse me, ",
];
const BEHIND_EN: &[&str] =
    &["", "", "", "", "", "", "", "", "", "", "?", "?", "?", "", "", "?", "?", " please", " thanks", " exactly"];

/// A collection.
pub struct Collection {
    /// Each entry's phrasings.
    pub entries: Vec<Vec<String>>,
}

/// What is asked, and the entry that should answer; none for a question about something else.
#[derive(Clone, Debug)]
pub struct Asked {
    pub text: String,
    pub entry: Option<usize>,
}

/// What an entry is about.
struct Theme {
    /// Words before the noun and the noun.
    thing: Vec<usize>,
    /// The ways to say it.
    frames: &'static [&'static str],
    deed: &'static str,
}

/// Makes collections of one language.
pub struct Grammar {
    lang: Lang,
    words: Words,
    verbs: Vec<&'static str>,
}

impl Grammar {
    pub fn new(lang: Lang) -> Self {
        let (words, verbs) = match lang {
            Lang::Zh => (Words::zh(), VERBS_ZH),
            Lang::En => (Words::en(), VERBS_EN),
        };
        Self { lang, words, verbs: verbs.split_whitespace().collect() }
    }

    /// A collection of so many phrasings.
    pub fn collection(&self, phrasings: usize) -> Collection {
        let mut entries = Vec::new();
        let mut left = phrasings;
        let mut seen = std::collections::HashSet::new();
        while left > 0 {
            let number = entries.len();
            let theme = self.theme(number);
            let mut chance = Chance::new(number as u64 ^ 0xA5A5_0000);
            let count = (PHRASINGS / 2 + chance.below(PHRASINGS + 1)).min(left);
            let mut own: Vec<String> = Vec::with_capacity(count);
            for _ in 0..count {
                let mut text = self.phrase(&theme, &mut chance);
                // A knowledge file may not hold one question twice; a real one says more instead.
                while !seen.insert(text.clone()) {
                    let gap = if self.lang == Lang::En { " " } else { "" };
                    text = format!("{text}{gap}{}", self.words.words[self.words.pick(&mut chance)]);
                }
                own.push(text);
            }
            left -= count;
            entries.push(own);
        }
        Collection { entries }
    }

    /// Questions about the first `entries` entries: worded anew, one in four with slips, one in ten about something else.
    pub fn questions(&self, entries: usize, count: usize) -> Vec<Asked> {
        let mut chance = Chance::new(77);
        (0..count)
            .map(|_| {
                let known = !chance.once_in(10);
                let entry = chance.below(entries);
                let theme = self.theme(if known { entry } else { entry + 1_000_000_000 });
                let mut text = self.phrase(&theme, &mut chance);
                if chance.once_in(4) {
                    text = self.slip(&text, &mut chance);
                }
                Asked { text, entry: known.then_some(entry) }
            })
            .collect()
    }

    fn theme(&self, entry: usize) -> Theme {
        let mut chance = Chance::new(entry as u64);
        let length = 1 + usize::from(!chance.once_in(5)) + usize::from(chance.once_in(3));
        let thing = (0..length).map(|_| self.words.pick(&mut chance)).collect();
        let (aspects, deeds) = match self.lang {
            Lang::Zh => (ASPECTS_ZH, DEEDS_ZH),
            Lang::En => (ASPECTS_EN, DEEDS_EN),
        };
        let frames = *chance.any(if chance.clone().once_in(3) { aspects } else { deeds });
        Theme { thing, frames, deed: *chance.any(&self.verbs) }
    }

    fn phrase(&self, theme: &Theme, chance: &mut Chance) -> String {
        // One in six leaves the first word of the thing out, as people do.
        let skip = usize::from(theme.thing.len() > 1 && chance.once_in(6));
        let words: Vec<&str> = theme.thing[skip..].iter().map(|word| self.words.words[*word].as_str()).collect();
        let frame = chance.any(theme.frames).replace('^', theme.deed);
        let (gap, before, behind) = match self.lang {
            Lang::Zh => ("", BEFORE_ZH, BEHIND_ZH),
            Lang::En => (" ", BEFORE_EN, BEHIND_EN),
        };
        format!("{}{}{}", chance.any(before), frame.replace('~', &words.join(gap)), chance.any(behind))
    }

    /// Drops a character, doubles it, swaps it with the next or puts another of the language in its place.
    fn slip(&self, text: &str, chance: &mut Chance) -> String {
        let mut chars: Vec<char> = text.chars().collect();
        let at = chance.below(chars.len());
        match chance.below(4) {
            0 => drop(chars.remove(at)),
            1 => chars.insert(at, chars[at]),
            2 if at + 1 < chars.len() => chars.swap(at, at + 1),
            _ => {
                let other = &self.words.words[self.words.pick(chance)];
                chars[at] = other.chars().next().unwrap_or('x');
            }
        }
        chars.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Grammar, Lang};

    #[test]
    fn a_collection_is_the_same_every_time_and_grows_at_its_end() {
        for lang in [Lang::Zh, Lang::En] {
            let grammar = Grammar::new(lang);
            let (small, large) = (grammar.collection(1_000), Grammar::new(lang).collection(3_000));
            assert_eq!(small.entries.iter().map(Vec::len).sum::<usize>(), 1_000);
            let whole = small.entries.len() - 1;
            assert_eq!(small.entries[..whole], large.entries[..whole]);
            assert_eq!(grammar.questions(50, 20)[7].text, grammar.questions(50, 20)[7].text);
        }
    }
}
