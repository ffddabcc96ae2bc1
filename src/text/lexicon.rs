//! The function words of Chinese and English: what asks, what denies, what is only polite, and what says little.
//!
//! They belong to the languages, not to any one knowledge. Matching gives them a role instead of a weight learnt from
//! the file, since a file of fifty entries is too small to learn that 请问 says nothing.

use std::sync::LazyLock;

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::text::formed::{self, formed};
use crate::text::token::{Kind, Token};

/// What kind of answer a question word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Asked {
    /// A time.
    When,
    /// A place.
    Where,
    /// A person.
    Who,
    /// A quantity or a duration.
    HowMany,
    /// A reason.
    Why,
}

impl Asked {
    /// The token text that stands for every spelling of the question word.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::When => "?when",
            Self::Where => "?where",
            Self::Who => "?who",
            Self::HowMany => "?many",
            Self::Why => "?why",
        }
    }
}

/// What a function word does in a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Greets, thanks or begs, or is a bare particle: says nothing and is dropped.
    Frame,
    /// Asks for a kind of answer.
    Asks(Asked),
    /// Denies.
    Denies,
    /// Says little: 具体, 目前, 什么, the, about.
    Weak,
    /// Says little where no longer word holds it: 是, 在, 中.
    Light,
}

/// Words that ask for a time.
const WHEN: &str = "什么时候 何时 几时 啥时候 什么时间 啥时间 哪天 哪一天 哪几天 几号 几月 几月几号 几月几日 哪月 哪个月 几月份 \
    哪年 哪一年 何年 何月 何日 什么日子 啥日子 多会儿 什么时候儿 \
    在哪天 在哪一天 在哪几天 在哪年 在哪一年 在哪个月 在哪个时间 when";
/// Words that ask for a place.
const WHERE: &str = "哪里 哪儿 在哪 在那里 在那儿 何处 何地 什么地方 啥地方 哪个地方 哪块儿 哪座城市 哪个城市 哪个省 \
    在哪个城市 在哪座城市 在哪个省 在哪个地方 在哪个国家 在哪个镇 在哪个区 在哪一带 where whereabouts";
/// Words that ask for a person.
const WHO: &str = "谁 哪位 何人 什么人 啥人 哪些人 哪个人 who whom whose";
/// Words that ask for a quantity or a duration.
const HOW_MANY: &str = "多少 几个 几 多久 多长时间 几天 多长 多大 how·many how·much how·long how·big how·large";
/// Words that ask for a reason.
const WHY: &str = "为什么 为何 为啥 干嘛要 干吗要 干啥要 干嘛不 干吗不 干啥不 干嘛非 干吗非 凭什么 凭啥 何以 缘何 why how·come what·for";
/// Words that deny. What only looks like a denial (不断, 有没有) stands in [`WEAK`] or [`SOLID`].
const DENIES: &str =
    "没有 没 不 未 无 非 别 勿 并非 不是 不会 不能 无法 并不 并没有 从不 毫无 not no never without cannot none nor";

/// Greetings, thanks, polite frames and particles.
const FRAMES: &str = "请问 请问一下 请教 请教一下 想问 想问问 想问一下 我想问 我想问一下 想请问 问一下 问下 问问 想知道 我想知道 想了解 \
    我想了解 想了解一下 了解一下 我想了解一下 您好 你好 在吗 在么 在不在 有人吗 有人在吗 大家好 各位好 老师好 早上好 下午好 晚上好 嗨 哈喽 哈罗 喂 麻烦 麻烦您 麻烦你 麻烦问一下 \
    麻烦问下 劳驾 打扰 打扰了 打扰一下 不好意思 抱歉 对不起 谢谢 谢谢您 谢谢你 谢了 感谢 多谢 非常感谢 十分感谢 感激不尽 拜托 拜托了 辛苦了 辛苦 \
    能告诉我 能不能告诉我 可以告诉我 可否告诉我 可否告知 能否告知 烦请告知 请告知 告知 告诉我 告诉我一下 跟我说 跟我说说 给我讲讲 给我说说 给我介绍 \
    说说 说一下 讲讲 讲一下 谈谈 聊聊 说一说 讲一讲 查一下 查查 帮我查一下 帮我查 帮忙查一下 帮忙 帮我 帮我看看 看看 看一下 有人知道 有谁知道 谁知道 \
    你知道 您知道 知道 知不知道 知道不 你知道吗 求问 求解 求助 话说 那么 嗯 呃 哎 诶 唉 哦 噢 喔 亲们 小编 你们好 老师们好 同学们好 朋友们好 \
    能否 可否 能不能 可不可以 请您 请你 我想 我要 想要 顺便 顺便问一下 另外 还有就是 这个嘛 有空 急 在线等 求 \
    不知道 不知 不晓得 想咨询 想咨询一下 我想咨询 我想咨询一下 想打听 想打听一下 打听一下 想请教 想请教一下 想问下 想了解下 请问下 请教下 冒昧问一下 冒昧打扰 \
    指点 指点一下 指点指点 先谢过 先谢谢 先谢了 提前谢谢 预先感谢 感谢您 感谢你们 万分感谢 不胜感激 感激 谢谢啦 谢啦 多谢啦 辛苦啦 添麻烦了 给您添麻烦了 \
    给你们添麻烦了 麻烦您了 麻烦你了 麻烦你们了 麻烦告知 麻烦告知一声 告知一声 劳烦 劳烦您 劳烦告知 盼复 盼回复 望回复 期待回复 期待您的回复 尊敬的 各位老师 请多指教 \
    请问各位 请问大家 问下各位 问问各位 问下大家 问问大家 各位大佬 各位大神 我记得 我以为 我听说 我觉得 听别人说 有人说 朋友说 我朋友说 同事说 他们说 \
    祝好 此致 敬礼 此致敬礼 祝您生活愉快 祝工作顺利 方便的话 如果方便的话 方便告知 \
    的 了 吗 呢 吧 啊 呀 嘛 啦 么 咧 呗 哇 嘞 \
    hi hello hey dear sir madam good·morning good·afternoon good·evening please pls plz thanks thank·you thx many·thanks \
    thank·you·very·much thanks·a·lot could·you can·you would·you could·you·please can·you·please tell·me \
    could·you·tell·me can·you·tell·me please·tell·me i·want·to·know i·would·like·to·know i·d·like·to·know i·like·to·know \
    do·you·know does·anyone·know may·i·ask i·wonder i·was·wondering just·wondering excuse·me sorry let·me·know \
    i·want·to·ask i·have·a·question give·me show·me tell·us kindly \
    hi·there hello·there hey·there good·day dear·team dear·all dear·support dear·sir·or·madam hi·all hi·team hi·folks to·whom·it·may·concern cheers you·got i·heard i·heard·that i·think·that i·thought·that someone·said my·friend·says my·friend·said \
    i·hope·you·are·well hope·you·are·well i·hope·this·finds·you·well hope·all·is·well thank·you·for·your·help thanks·for·your·help thank·you·so·much thanks·so·much \
    thanks·for·any·help thank·you·for·your·time thank·you·in·advance thanks·in·advance many·thanks·in·advance much·appreciated kind·regards best·regards \
    warm·regards with·kind·regards best·wishes regards yours·sincerely yours·faithfully have·a·nice·day have·a·great·day have·a·good·day looking·forward·to·your·reply \
    looking·forward·to·hearing·from·you quick·question a·quick·question quick·one if·i·may if·you·do·not·mind if·possible if·it·is·possible if·it·not·too·much·trouble \
    if·it·is·not·too·much·trouble sorry·to·bother·you sorry·for·bothering·you sorry·to·trouble·you i·would·be·grateful·if·you·could i·be·grateful·if·you·could \
    i·would·be·grateful·if i·be·grateful·if i·would·appreciate·it·if·you·could i·appreciate·it·if·you·could be·so·kind·as·to so·kind·as·to would·you·be·so·kind·as·to \
    could·you·be·so·kind·as·to could·you·kindly can·you·kindly would·you·mind would·it·be·possible·to would·it·be·possible would·it·be·at·all·possible·to is·it·possible·to \
    would·like·to·know would·like·to·ask i·would·like·to·ask i·like·to·ask would·kindly·ask was·wondering were·wondering wondering was·wondering·if was·wondering·whether \
    i·was·wondering·if i·was·wondering·whether i·wonder·if i·wonder·whether whether happen·to you·could·tell·me you·can·tell·me if·you·could·tell·me \
    if·you·can·tell·me someone·tell·me somebody·tell·me can·someone·tell·me could·someone·tell·me can·anyone·tell·me help·me could·you·help·me can·you·help·me \
    please·help please·help·me i·hope·you·can·help·me hope·you·can·help might·be·able·to·help·me be·able·to·help·me able·to·help·me \
    i·wonder·if·somebody·might·be·able·to·help·me i·wonder·if·someone·could·help·me i·wonder·if·you·could·help·me would·you·please could·you·please could·you·explain can·you·explain could·you·please·explain please·explain please·let·me·know could·you·let·me·know";

/// Words that say little, and forms that ask without saying for what. One-character words stand here only where they
/// are never part of a longer telling word.
const WEAK: &str = "什么 啥 甚么 哪些 哪个 哪一个 哪几个 哪几 哪种 哪项 哪样 哪方面 哪些方面 哪 什么样 什么样的 啥样 怎么 怎样 如何 咋 怎么样 咋样 咋回事 怎么回事 \
    是什么 有什么 有哪些 有没有 有无 是不是 是否 会不会 要不要 有否 对不对 可以 就是 \
    以及 而且 或者 但是 其中 这个 那个 这些 那些 这里 那里 它们 他们 她们 我们 你们 咱们 自己 还有 只是 比较 非常 十分 特别 真的 \
    到底 究竟 具体 具体来说 大概 大约 大致 差不多 一共 总共 总计 共有 合计 目前 现在 如今 当前 现今 眼下 这次 本次 此次 此番 \
    主要 一些 一下 一下子 一点 有点 有些 方面 内容 情况 事情 东西 相关 有关 关于 对于 至于 针对 里面 当中 之中 其他 等等 \
    所谓 意思 什么意思 啥意思 指的是 是指 叫做 称为 叫什么 叫啥 提到 说到 讲到 谈到 提及 提出 表示 认为 指出 \
    说明 阐述 阐明 列举 列出 列明 简述 介绍 描述 解释 请说明 请阐述 请阐明 请列举 请列出 请列明 请简述 请介绍 请描述 请解释 简单说 简单介绍 详细说明 \
    来着 忘了 居然 竟然 听说 据说 老听人说 听人说 其实 好像 似乎 大概是 究竟是 到底是 真的吗 对吗 是吗 对不对 对么 是真的吗 是这样吗 没错吧 对吧 是吧 \
    玩意 玩意儿 什么玩意 啥玩意 几个意思 什么鬼 什么说法 有什么说法 什么规定 怎么说 怎么讲 怎么说的 怎么讲的 咋说 咋说的 咋讲的 如何说 如何表述 怎么表述 \
    怎么理解 如何理解 怎样理解 怎么解释 如何解释 何种 有何 有啥 都有啥 都有谁 都有什么 都是什么 都有哪些 分别是什么 分别是 各是什么 具体是什么 具体有哪些 具体包括 包括什么 包括哪些 包含哪些 \
    包括 包含 涵盖 确定 所确定 所说 所讲 所提 里说 里讲 里提到 里说的 中说 中讲 中提到 中说的 说的是 讲的是 指什么 指啥 确认 确认一下 想确认 \
    原话 原句 那句 那句话 那段话 这句话 这么个 那么个 \
    别的 干嘛 干吗 干啥 干什么 做什么 做啥 好不好 行不行 成不成 非说 非要 非得 就行 就好 即可 一两 一二 两三 二三 三四 三五 四五 五六 六七 七八 八九 \
    进行 一个 一种 不断 不同 不少 不仅 不但 不管 不错 不过 不只 文中 文章 文章里 文里 \
    the a an of in on at to is are was were be been being am do does did for with by as from into onto over than then and or but if so \
    this that these those it its you your yours there here will would can could shall should may might must i me my mine we our us they \
    their them he she his her him what which how kind sort about any some all also just only very really exactly actually \
    main mainly detail details regarding concerning this·time verbatim word·for·word exact·words exact·wording in·a·sentence in·short in·brief in·a·nutshell in·a·few·words s t re ve ll d m has have had having get got out up mentioned mention \
    many much more most other such one ones describe explain list tell say says said state stated talk talks talked mean means \
    include includes including included involve involved there's during currently now today still ever yet already according text \
    document thing things something anything exact precise precisely briefly brief simply basically right correct true isn aren wasn \
    do·you·know find looking like specific specifically called name·of the·name·of";

/// One-character words that are part of many others: an ideograph that says little only where it stands alone.
const LIGHT: &str = "是 在 有 和 与 及 对 为 以 从 到 至 于 由 被 把 将 让 给 向 往 跟 同 并 而 且 或 但 所 其 这 那 此 该 它 他 她 我 都 也 还 就 又 再 才 只 \
    很 太 更 最 挺 真 约 共 里 中 上 下 内 等 个 些 种 指 叫 称 说 讲 谈 提 来 去 做 某 每 各 能 会 要 可 请 之 过 着 地 得 想 问 用 当 次 几 呐 哈 家 件 时 场 位 名 条 项 点 份 篇 句 段 啊 哪 何 号 应 该 曾 已 将 使 得 啦 吗";

/// Words that hold a denying or asking character but neither deny nor ask; they are cut as words and stay telling.
const SOLID: &str = "朋友圈 无线 无人 非法 未来 未成年 未成年人 不足 不平衡 不健全 不合理 不公正 不完善 不发达 不可或缺 别墅 几乎 非洲 无人驾驶 区别 分别 特别 级别 别国 性别 \
    不同国家 是非 除非 无穷 休戚 互联互通 不如 不久 不安全 \
    别人 别家 别处 别名 个别 类别 告别 识别 鉴别 辨别 差别 国别 派别 判别 甄别 离别 别致 别具 别有 别扭 \
    不得不 不由得 不得了 了不起 差不多 说不定 不至于 不止 不光 不妨 不禁 不外乎 不见得 要不 对不起 来不及 无论 无疑 无非 没准 没错 没事 未必";

/// A word's tokens, and what it does; `None` for a solid word.
type Entry = (Vec<CompactString>, Option<Role>);

/// Every function word, by its first token, longest first.
static LEXICON: LazyLock<FxHashMap<CompactString, Vec<Entry>>> = LazyLock::new(|| {
    let lists = [
        (WHEN, Some(Role::Asks(Asked::When))),
        (WHERE, Some(Role::Asks(Asked::Where))),
        (WHO, Some(Role::Asks(Asked::Who))),
        (HOW_MANY, Some(Role::Asks(Asked::HowMany))),
        (WHY, Some(Role::Asks(Asked::Why))),
        (DENIES, Some(Role::Denies)),
        (FRAMES, Some(Role::Frame)),
        (WEAK, Some(Role::Weak)),
        (LIGHT, Some(Role::Light)),
        (SOLID, None),
    ];
    let mut lexicon: FxHashMap<CompactString, Vec<Entry>> = FxHashMap::default();
    for (words, role) in lists {
        for word in words.split_whitespace() {
            let tokens: Vec<CompactString> =
                crate::text::tokenize(&word.replace('·', " ")).into_iter().map(|t| t.text).collect();
            if let Some(first) = tokens.first() {
                lexicon.entry(first.clone()).or_default().push((tokens, role));
            }
        }
    }
    for entries in lexicon.values_mut() {
        entries.sort_by_key(|(tokens, _)| std::cmp::Reverse(tokens.len())); // stable: an earlier list wins a tie
    }
    lexicon
});

/// The longest function or solid word at the start of `tokens`, listed or formed: how many tokens it takes and its role.
#[must_use]
pub fn longest(tokens: &[Token]) -> Option<(usize, Option<Role>)> {
    match (listed(tokens), formed(tokens)) {
        // What is formed is longer than what it is formed of (在哪), unless a list knows it whole.
        (Some((len, role)), Some((other, _))) if len > other => Some((len, role)),
        (_, Some((len, role))) => Some((len, Some(role))),
        (listed, None) => listed,
    }
}

/// The verb and denial that open a text as a question: how many tokens they take.
#[must_use]
pub fn opening(tokens: &[Token]) -> Option<usize> {
    formed::opening(tokens)
}

/// The longest word of the lists at the start of `tokens`.
fn listed(tokens: &[Token]) -> Option<(usize, Option<Role>)> {
    let first = tokens.first()?;
    if !matches!(first.kind, Kind::Han | Kind::Word) {
        return None;
    }
    let entries = LEXICON.get(&first.text)?;
    let fits =
        |words: &[CompactString]| words.len() <= tokens.len() && words.iter().zip(tokens).all(|(w, t)| *w == t.text);
    entries.iter().find(|(words, _)| fits(words)).map(|(words, role)| (words.len(), *role))
}

/// The token sequences of all function words: what the speller may repair towards.
pub fn words() -> impl Iterator<Item = &'static [CompactString]> {
    LEXICON.values().flatten().map(|(words, _)| words.as_slice())
}

#[cfg(test)]
mod tests {
    use super::{Asked, Role, longest};
    use crate::text::{fold, tokenize};

    #[track_caller]
    fn check(text: &str, expected: Option<(usize, Option<Role>)>) {
        assert_eq!(longest(&tokenize(&fold(text))), expected, "longest function word of {text:?}");
    }

    #[test]
    fn the_longest_word_wins() {
        check("什么时候开", Some((4, Some(Role::Asks(Asked::When)))));
        check("什么", Some((2, Some(Role::Weak))));
        check("有没有论坛", Some((3, Some(Role::Weak))));
        check("没有网络", Some((2, Some(Role::Denies))));
        check("how many forums", Some((2, Some(Role::Asks(Asked::HowMany)))));
        check("how is it", Some((1, Some(Role::Weak))));
        check("未成年人", Some((4, None)));
        check("别人", Some((2, None)));
        check("别的国家", Some((2, Some(Role::Weak))));
        check("能不能告诉我", Some((6, Some(Role::Frame))));
        check("在哪几个领域", Some((4, Some(Role::Weak))));
        check("在哪个城市", Some((5, Some(Role::Asks(Asked::Where)))));
        check("主题", None);
        check("会议", Some((1, Some(Role::Light))));
    }
}
