//! Names of countries in Chinese and English, so that a question about one is never answered with another's fact.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One country a line: its spellings, Chinese first; several words of one name are joined by a middle dot.
const COUNTRIES: &str = "中国 我国 china chinese prc|美国 美利坚 america american usa united·states us·users the·us|英国 大不列颠 britain uk united·kingdom british england|\
    法国 france french|德国 germany german|俄罗斯 俄国 russia russian|日本 japan japanese|韩国 南韩 south·korea korea korean|朝鲜 北韩 north·korea|\
    印度 india indian|巴基斯坦 pakistan|孟加拉 孟加拉国 bangladesh|印度尼西亚 印尼 indonesia|马来西亚 malaysia|新加坡 singapore|泰国 thailand|越南 vietnam|\
    菲律宾 philippines|缅甸 myanmar|柬埔寨 cambodia|老挝 laos|蒙古 蒙古国 mongolia|哈萨克斯坦 kazakhstan|乌兹别克斯坦 uzbekistan|伊朗 iran|伊拉克 iraq|\
    以色列 israel|沙特 沙特阿拉伯 saudi·arabia saudi|阿联酋 uae|土耳其 turkey|叙利亚 syria|阿富汗 afghanistan|斯里兰卡 sri·lanka|尼泊尔 nepal|\
    埃及 egypt|南非 south·africa|尼日利亚 nigeria|肯尼亚 kenya|埃塞俄比亚 ethiopia|加纳 ghana|摩洛哥 morocco|阿尔及利亚 algeria|坦桑尼亚 tanzania|\
    加拿大 canada canadian|墨西哥 mexico|古巴 cuba|巴西 brazil|阿根廷 argentina|智利 chile|秘鲁 peru|哥伦比亚 colombia|委内瑞拉 venezuela|\
    澳大利亚 澳洲 australia|新西兰 new·zealand|意大利 italy italian|西班牙 spain spanish|葡萄牙 portugal|荷兰 netherlands dutch|比利时 belgium|\
    瑞士 switzerland swiss|瑞典 sweden|挪威 norway|芬兰 finland|丹麦 denmark|冰岛 iceland|爱尔兰 ireland|波兰 poland|捷克 czech|匈牙利 hungary|\
    罗马尼亚 romania|保加利亚 bulgaria|希腊 greece|奥地利 austria|乌克兰 ukraine|白俄罗斯 belarus|塞尔维亚 serbia|爱沙尼亚 estonia|\
    台湾 taiwan|香港 hong·kong|澳门 macau macao|欧盟 欧洲 europe european eu|非洲 africa african|拉美 拉丁美洲 南美 latin·america|东盟 东南亚 asean|中东 middle·east|北美 north·america|亚洲 asia";

/// Every spelling and the number of its country.
static SPELLINGS: LazyLock<Vec<(String, u16)>> = LazyLock::new(|| {
    let lines = COUNTRIES.split('|').enumerate();
    lines
        .flat_map(|(i, names)| {
            let number = u16::try_from(i).unwrap_or(u16::MAX);
            names.split_whitespace().map(move |name| (name.replace('·', " "), number))
        })
        .collect()
});

/// The spellings of all countries and regions with each one's number: the same for every spelling of one.
#[must_use]
pub fn countries() -> &'static [(String, u16)] {
    &SPELLINGS
}

/// A country's Chinese name by its number.
#[must_use]
pub fn country_name(number: u16) -> &'static str {
    static NAMES: LazyLock<HashMap<u16, &'static str>> = LazyLock::new(|| {
        let mut names = HashMap::new();
        for (name, number) in countries() {
            names.entry(*number).or_insert(name.as_str());
        }
        names
    });
    NAMES.get(&number).copied().unwrap_or_default()
}
