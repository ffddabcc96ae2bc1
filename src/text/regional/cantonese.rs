//! Cantonese as it is typed: 喺邊度 asks what 在哪里 asks.
//!
//! An ideograph that only Cantonese has (嘅, 唔, 佢) is always rewritten; a word that Mandarin could spell across two
//! words (邊度 in 周边度假) gives way to the longer words in [`MANDARIN`].

/// Cantonese words, simplified, and the standard ones: `typed meant`, a word a pair.
pub(super) const WORDS: &str = "\
    边度 哪里|边处 哪里|边到 哪里|系边 在哪里|系边度 在哪里|响边 在哪里|响边度 在哪里|喺边 在哪里|喺边度 在哪里|\
    边个 谁|边位 哪位|边届 哪届|边年 哪年|边日 哪天|边啲 哪些|边间 哪家|边种 哪种|边类 哪类|边条 哪条|边项 哪项|边场 哪场|边次 哪次|边几 哪几|边一 哪一|边两 哪两|\
    边个国 哪个国|边个城 哪个城|边个省 哪个省|边个地 哪个地|边个领 哪个领|边个方 哪个方|边个议 哪个议|边个论 哪个论|边个企 哪个企|边个公 哪个公|边个机 哪个机|\
    边个月 哪个月|边个时 哪个时|边个主 哪个主|边个环 哪个环|边个镇 哪个镇|\
    咩 什么|乜 什么|咩嘢 什么|乜嘢 什么|乜野 什么|咩野 什么|乜鬼 什么|系咩 是什么|系乜 是什么|系乜嘢 是什么|系咩嘢 是什么|嘢 东西|\
    点解 为什么|点样 怎样|点睇 怎么看|点先 怎么才|点算好 怎么办|几多 多少|几耐 多久|几时 什么时候|几钱 多少钱|几多钱 多少钱|\
    系唔系 是不是|系咪 是不是|系冇 是没有|有冇 有没有|唔该 谢谢|唔 不|冇 没有|唔好 不要|唔使 不用|\
    嘅 的|咗 了|喺 在|喺度 在|佢 他|佢哋 他们|我哋 我们|你哋 你们|哋 们|嚟 来|啲 些|嗰 那|呢届 这届|呢次 这次|呢个 这个|呢度 这里|嗰度 那里|而家 现在|\
    今届 本届|今次 这次|听日 明天|寻日 昨天|噚日 昨天|睇 看|搵 找|攞 拿|谂 想|畀 给|俾 给|仲有 还有|同埋 以及|定系 还是|噉 这样|咁 这么|咁样 这样|\
    㗎 啊|喎 啊|啩 吧|嘞 啦|喇 啦|噃 啊|啫 啊";
/// Mandarin words in which one of [`WORDS`] shows by chance; they stay.
pub(super) const MANDARIN: &str = "周边 旁边 身边 海边 湖边 河边 江边 路边 右边 左边 上边 下边 里边 外边 前边 后边 东边 西边 南边 北边 那边 这边 一边 两边 双边 多边 单边 半边 手边 天边 \
    边到边 点解决 点解释 点解读 点解析 点解答 点解除 点解放 点解说 点解密 点解锁 点样本 点样式 点样子 点样品 几几 几多边 几时间 呢个人 而家庭 而家长 而家里 而家乡 而家族 而家用 而家电 而家园 \
    今次要 听日语 听日本 体系 关系 联系 派系 星系 院系 直系 母系 父系 世系 谱系 语系 水系 学系 维系 干系 俾路支 定系统 唔唔";

/// Ideographs that make 係 beside them a part of a word: 關係, 係數.
const BEFORE_TIE: &str = "關关聯联干維维";
/// The same behind it.
const BEHIND_TIE: &str = "數数";

/// Writes the copula 係 as 是; to be used while the script is as typed, since simplified 系 is also that of 體系.
pub(in crate::text) fn copula(text: &str) -> Option<String> {
    if !text.contains('係') {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let beside = |at: Option<usize>, list: &str| at.and_then(|i| chars.get(i)).is_some_and(|c| list.contains(*c));
    let written = chars.iter().enumerate().map(|(i, c)| {
        let tie = beside(i.checked_sub(1), BEFORE_TIE) || beside(Some(i + 1), BEHIND_TIE);
        // 係邊度 is 喺邊度 mistyped, as often as not: a place is asked for.
        let place = beside(Some(i + 1), "邊边") && beside(Some(i + 2), "度处處");
        match c {
            '係' if place => '在',
            '係' if !tie => '是',
            c => *c,
        }
    });
    Some(written.collect())
}

#[cfg(test)]
mod tests {
    use crate::text::regional::tests::check;

    #[test]
    fn cantonese_is_written_in_standard_words() {
        check("舉辦地點喺邊度", "举办地点在哪里");
        check("大會係邊度開", "大会在哪里开");
        check("今屆會議的主題係咩", "本届会议的主题是什么");
        check("四項原則係邊屆大會提出嘅", "四项原则是哪届大会提出的");
        check("有幾多人仲未上到網", "有多少人仲未上到网");
        check("邊個致辭", "谁致辞");
        check("邊個國家主辦", "哪个国家主办");
        check("點解要構建命運共同體", "为什么要构建命运共同体");
        check("佢講咗乜嘢", "他讲了什么");
        check("係唔係烏鎮", "是不是乌镇");
        check("有冇講過", "有没有讲过");
    }

    #[test]
    fn mandarin_stays() {
        for text in [
            "乌镇周边度假",
            "重点解决什么问题",
            "体系和关系",
            "多边民主透明",
            "那边个个都好",
            "唔, 我想想",
            "这几个点样子",
        ] {
            check(text, text);
        }
        check("體係數據與關係", "体系数据与关系");
        check("而家庭上網", "而家庭上网");
    }
}
