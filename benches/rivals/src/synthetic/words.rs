//! The words that the grammar is fed with: real ones first, then ones made of real characters or syllables, so that the
//! vocabulary grows with the collection as real vocabularies do.

use super::chance::{Chance, Zipf};

/// Ideographs, the common ones first, from which names and compounds are made.
const IDEOGRAPHS: &str = "人大国中年生时出会地动学工作行方成长发开部门高家经理民场进公同心海水电机车天日本月东\
西南北花山石金木火土春夏秋冬风云雨雪星光明华安平和美文新力员市区路街道桥城乡村里江河湖港湾岛林森田园果树草叶香茶米面饭菜\
鱼肉鸡鸭牛羊马龙虎熊鹿鸟燕鹤书画音乐舞戏影视剧棋球网信息数据软件云端智能芯片屏幕键盘手表衣服鞋帽裙裤布棉丝毛皮革包箱袋盒\
瓶杯碗盘刀叉锅炉灯床桌椅柜窗墙楼房屋院厅室厨卫浴池井泉源泽洲原野峰岭谷岸滩沙矿铁铜银钢铝玻璃瓷陶砖瓦漆胶纸笔墨砚印刷版\
医药病症治疗护养健康体检血压心肺肝胃眼耳鼻牙骨肌肤神脑童婴妇老青少男女父母兄弟姐妹夫妻亲友师徒客户商店铺货币银贷款息税费\
价格票券卡证照签章合约法律规章条例政策策划案件诉讼审判警察消防救援军旅航空船舶铁轨站台班次线网络频道台播映展览馆博物图档\
案考试题库课程班级教材研究院所实验校系科专业位历史地理化物数语英德法俄日韩泰越缅印巴土阿非欧澳拉丁希腊罗马佛道儒释禅武侠\
";

/// Nouns that people ask about.
const NOUNS_ZH: &str = "账户 密码 订单 发票 会员 积分 优惠券 快递 退款 押金 合同 社保 公积金 医保 护照 签证 驾照 身份证 居住证 \
户口 学籍 宿舍 食堂 图书馆 实验室 奖学金 助学金 学费 课程 选课 成绩 毕业证 论文 答辩 实习 招聘 简历 面试 工资 年假 加班 考勤 报销 差旅 \
会议室 打印机 投影仪 门禁 停车位 班车 地铁 公交 高铁 机票 酒店 门票 行李 保险 理赔 贷款 信用卡 储蓄卡 网银 转账 汇率 理财 基金 股票 \
手机 电脑 耳机 充电器 路由器 宽带 流量 套餐 号码 短信 邮箱 客服 热线 投诉 建议 维修 保修 安装 配件 空调 洗衣机 冰箱 热水器 燃气 水费 电费 \
物业 租房 房产证 装修 家具 搬家 宠物 疫苗 体检 挂号 门诊 住院 处方 药品 牙科 眼镜 健身房 游泳池 球场 教练 比赛 展览 讲座 论坛 志愿者 社团 \
平台 系统 软件 应用 接口 服务器 域名 证书 备份 日志 权限 角色 报表 模板 插件 版本 更新 数据 隐私 协议 设备 仪器 材料 零件 仓库 物流 采购 供应商";

const NOUNS_EN: &str = "account password order invoice membership voucher parcel refund deposit contract pension visa passport \
licence permit residence dormitory canteen library laboratory scholarship grant tuition course timetable grade diploma thesis \
internship vacancy resume interview salary leave overtime attendance expense trip room printer projector badge parking shuttle \
subway bus train ticket hotel luggage insurance claim loan card transfer rate fund share phone laptop headset charger router \
broadband plan number message mailbox support hotline complaint repair warranty installation part heater washer fridge gas \
water electricity rent flat furniture move pet vaccine checkup appointment clinic hospital prescription medicine dentist glasses \
gym pool court coach match exhibition lecture forum volunteer club platform system application interface server domain \
certificate backup log role report template plugin version update privacy agreement device material warehouse supplier bicycle \
helmet lock tyre battery frame wheel saddle pedal bottle jacket garden museum gallery theatre cinema concert festival market";

const SYLLABLES: &str = "an ar ba bel ber bo bri ca cel cor da del den do el en er fa fen fi for ga gen gra ha hel in ka ken la len \
li lo ma mar men mi mon na nel ni nor o pa pel per po qui ra ren ri ro sa sel ser si so sta ta tel ter ti to tri u va ven ver vi vo \
wa wel win ya yor za zen";

/// How many made words stand behind the real ones.
const MADE: usize = 30_000;

/// Words of one language, the common ones first.
pub struct Words {
    pub words: Vec<String>,
    zipf: Zipf,
}

impl Words {
    pub fn zh() -> Self {
        let ideographs: Vec<char> = IDEOGRAPHS.chars().filter(|c| !c.is_whitespace()).collect();
        let zipf = Zipf::new(ideographs.len());
        let make = |chance: &mut Chance| {
            let length = 2 + usize::from(chance.once_in(4));
            (0..length).map(|_| ideographs[zipf.pick(chance)]).collect()
        };
        Self::new(NOUNS_ZH, make)
    }

    pub fn en() -> Self {
        let syllables: Vec<&str> = SYLLABLES.split_whitespace().collect();
        let zipf = Zipf::new(syllables.len());
        let make = |chance: &mut Chance| {
            let length = 2 + chance.below(3);
            (0..length).map(|_| syllables[zipf.pick(chance)]).collect()
        };
        Self::new(NOUNS_EN, make)
    }

    fn new(real: &str, make: impl Fn(&mut Chance) -> String) -> Self {
        let mut chance = Chance::new(11);
        let real = real.split_whitespace().map(str::to_owned);
        let words: Vec<String> = real.chain((0..MADE).map(|_| make(&mut chance))).collect();
        let zipf = Zipf::new(words.len());
        Self { words, zipf }
    }

    pub fn pick(&self, chance: &mut Chance) -> usize {
        self.zipf.pick(chance)
    }
}
