//! The words of Taiwan where the mainland has others: 雲端運算 is what 云计算 is.
//!
//! Only what the mainland never says, or says of the same thing; a word that it uses for something else (品質, 影片, 線上)
//! stays, for a curator's synonyms to join.

/// Words of Taiwan, simplified, and those of the mainland: `typed meant`, a word a pair.
pub(super) const WORDS: &str = "\
    网路 网络|网际网路 互联网|网际网络 互联网|无线网路 无线网络|行动网路 移动网络|行动网络 移动网络|行动支付 移动支付|行动装置 移动设备|宽频 宽带|\
    资讯 信息|讯息 消息|简讯 短信|巨量资料 大数据|资料库 数据库|云端运算 云计算|云端计算 云计算|人工智慧 人工智能|智慧型手机 智能手机|数位化 数字化|数位经济 数字经济|\
    数位科技 数字科技|数位落差 数字鸿沟|软体 软件|硬体 硬件|程式 程序|伺服器 服务器|骇客 黑客|部落格 博客|晶片 芯片|萤幕 屏幕|滑鼠 鼠标|列印 打印|登入 登录|帐号 账号|\
    使用者 用户|计程车 出租车|捷运 地铁|脚踏车 自行车";
/// Words of the mainland in which one of [`WORDS`] shows by chance; they stay.
pub(super) const MAINLAND: &str = "方程式 软体动物 系列 陈列 排列 序列 并列 行列 下列 上列 队列 数列";

#[cfg(test)]
mod tests {
    use crate::text::regional::tests::check;

    #[test]
    fn words_of_taiwan_are_written_as_on_the_mainland() {
        check("雲端運算有沒有被提到", "云计算有没有被提到");
        check("網際網路與人工智慧", "互联网与人工智能");
        check("資訊安全", "信息安全");
        check("館內可以列印嗎", "馆内可以打印吗");
        check("數位落差怎麼辦", "数字鸿沟怎么办");
        check("軟體和硬體", "软件和硬件");
    }

    #[test]
    fn words_of_the_mainland_stay() {
        for text in ["数位嘉宾", "方程式", "软体动物", "系列印章", "影片品质", "一行动网住了鱼"]
        {
            check(text, text);
        }
    }
}
