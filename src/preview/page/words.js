// Everything that the page says, in its two languages.

const WORDS = {
  zh: {
    skip: "跳到输入框", tagline: "本机预览", chats: "会话列表", language: "语言", knowledge: "知识库", back: "返回会话列表",
    why: "依据", why_panel: "为什么这样回答", why_of: "为什么这样回答？", log: "聊天记录", down: "跳到最新消息",
    composer: "输入区", menu: "命令菜单", words: "消息", send: "发送", save: "保存修改", close: "关闭",
    bot: "机器人", members: (n) => `${n} 位成员`, typing: "正在输入…", speakers: "发言人", you: (n) => `${n}（我）`,
    say: "问点什么…", say_as: (n) => `以“${n}”的身份发言…`, start: "开始", hello: "它能做什么？",
    edited: "已编辑", reply: "回复", edit: "编辑", remove: "删除", cancel: "取消", replying: (n) => `回复 ${n}`, editing: "编辑消息",
    gone: "原消息已不在", via: "来自", added: (a, b) => `${a} 将 ${b} 加入了群组`, by_at: (who, at) => `${who}，${at}`,
    show_more: "展开全文", show_less: "收起", entries: (n, p) => `${n} 个条目，${p} 种问法`, live: "保存 YAML，下一问即生效",
    lost: "与预览断开，正在重连…", lost_end: "已重新连上", fault_count: (n) => `知识库有 ${n} 处错误`,
    fault_keeps: "上一份正确的知识库仍在作答", fault_gone: "知识库已修好", fault_more: (n) => `另有 ${n} 处，见 wenda check`, refused: "没有成功",
    no_answer: "机器人没有回应", results: "内联结果", none_found: "没有结果", options: (n) => `${n} 项，用上下键选择`, commands: "命令", inline_hint: "边输入边查，选中即发送",
    unread: (n) => `${n} 条未读`, buttons: "按钮",
    try_chat: "闲聊一句", try_mention: "提到它", try_ask: "/ask 提问", try_inline: "内联查询", try_reply: "替别人 /ask",
    text_chat: "大家吃过午饭了吗？", pick_question: "先回复一条别人的消息，再发送 /ask",
    k_question: "问题", k_command: "命令", k_button: "按钮打开的条目", k_inline: "内联模式发送的条目", k_courtesy: "寒暄",
    k_silence: "不出声", k_empty: "没有可答的内容", k_nothing: "没有可说明的",
    s_silence: "这条消息不是对机器人说的：没有命令，没有提到它，也不是回复它。它收到了，但不作声。",
    s_courtesy: "这是问候、道谢或一串符号，没有问什么，所以只回以礼貌。", s_button: "按下的按钮直接指向这个条目，无需匹配。",
    s_inline: "选中的结果直接指向这个条目，无需匹配。", s_nothing: "这条消息背后没有匹配过程。", s_command: (c) => `/${c} 是命令，直接执行，无需匹配。`,
    s_unasked: "叫到了机器人，但没有提问。", s_wordless: "消息里没有文字。", s_unknown_command: "没有这个命令。",
    pick: "点一条消息旁的“依据”，这里会说明它是怎么来的。",
    o_answer: "直接回答", o_suggest: "给出候选", o_none: "文中没有提到", asked: "问题", decided: "裁决", turns: "取决于", read_as: "读作",
    words_h: "怎么读这句话", words_n: "色深表示分量：越深越能说明问题；虚线表示最佳条目里没有它。", ranks_h: "候选条目",
    subject: "〈大会名〉", entry: "条目", score: "得分", covers: "覆盖问题", covers_back: "覆盖问法", where_h: "写在哪里", show: (id) => `看条目 ${id}`, chosen: "已采用",
    no_place: "现在的文件里找不到这个条目。", no_rank: "没有任何问法与它有共同的关键字词。", line: (n) => `第 ${n} 行`,
    r_exact: "与问法逐字相同", r_sure: "把握够大", r_bare: "话里没有实词，而这一条正是这样问的",
    r_nothing_asked: "这句话没有能说明问题的词", r_nothing_alike: "没有问法与它有共同的关键字词",
    r_out_of_scope: (a) => `“${a}”已列为文中不涉及的内容`, r_blocked: "最像的条目被拦下：见候选表中的说明", r_unsure: "最像的一条也没有足够把握",
    r_followed: "它接着上一个问题问", r_elliptical: "它省略了前面说的话，而那是在说别的事", r_beside: "这些词只是夹在别的话里，没有在问",
    b_fact: (a) => `条目里没有“${a}”`, f_edition: (a) => `第${a}届`, f_last: "上一届", f_next: "下一届", f_every: "历届", f_year: (a) => `${a}年`, f_month: (a) => `${a}月`, f_day: (a) => `${a}日`,
    f_ordinal: (a) => `第${a}`, f_number: (a) => `数字 ${a}`, f_superlative: "“最”", f_country: (a) => a,
    a_when: "何时", a_where: "何地", a_who: "何人", a_many: "多少", a_why: "为何",
    b_denial: "问的是否定，条目没有否定", b_no_denial: "条目讲的是否定，问题没有", b_kind: (a) => `条目不是用来答“${a}”的`,
    b_unknown: "缺少关键的词",
    c_phrasing: "在该问法中", c_synonym: "问法中有同义词", c_pooled: "在该条目的其他问法中", c_body: "在答案或引文中", c_alone: "只对上一个字", c_missing: "没有",
  },
  en: {
    skip: "Skip to the message box", tagline: "Local preview", chats: "Chats", language: "Language", knowledge: "Knowledge", back: "Back to the chats",
    why: "Why", why_panel: "Why this answer", why_of: "Why this answer?", log: "Messages", down: "To the newest message",
    composer: "Write", menu: "Commands", words: "Message", send: "Send", save: "Save the edit", close: "Close",
    bot: "bot", members: (n) => `${n} members`, typing: "typing…", speakers: "Speak as", you: (n) => `${n} (you)`,
    say: "Ask something…", say_as: (n) => `Speak as ${n}…`, start: "Start", hello: "What can this bot do?",
    edited: "edited", reply: "Reply", edit: "Edit", remove: "Delete", cancel: "Cancel", replying: (n) => `Reply to ${n}`, editing: "Edit message",
    gone: "The message is gone", via: "via", added: (a, b) => `${a} added ${b} to the group`, by_at: (who, at) => `${who}, ${at}`,
    show_more: "Show all", show_less: "Show less", entries: (n, p) => `${n} entries, ${p} phrasings`, live: "Save a YAML file and ask again",
    lost: "The preview is gone, reconnecting…", lost_end: "Back again", fault_count: (n) => `${n} ${n === 1 ? "fault" : "faults"} in the knowledge`,
    fault_keeps: "The last good knowledge keeps answering", fault_gone: "The knowledge is sound again", fault_more: (n) => `and ${n} more: wenda check`, refused: "That did not work",
    no_answer: "The bot did not respond", results: "Inline results", none_found: "Nothing found", options: (n) => `${n} options, use the arrow keys`, commands: "Commands", inline_hint: "results as you type; choose one to send it",
    unread: (n) => `${n} unread`, buttons: "Buttons",
    try_chat: "Small talk", try_mention: "Mention it", try_ask: "/ask it", try_inline: "Inline mode", try_reply: "/ask for somebody",
    text_chat: "Has everybody had lunch?", pick_question: "Reply to somebody's message first, then send /ask",
    k_question: "Question", k_command: "Command", k_button: "Entry opened by a button", k_inline: "Entry sent by inline mode", k_courtesy: "Courtesy",
    k_silence: "Silence", k_empty: "Nothing to answer", k_nothing: "Nothing to explain",
    s_silence: "This message does not speak to the bot: no command, no mention, no reply to it. The bot hears it and stays silent.",
    s_courtesy: "A greeting, thanks or mere signs: nothing is asked, so the bot is polite and no more.", s_button: "The button names this entry; nothing had to be matched.",
    s_inline: "The chosen result names this entry; nothing had to be matched.", s_nothing: "No question stands behind this message.", s_command: (c) => `/${c} is a command: it is carried out, nothing has to be matched.`,
    s_unasked: "The bot was called, but not asked anything.", s_wordless: "There are no words in the message.", s_unknown_command: "There is no such command.",
    pick: "Choose “Why” beside a message to see where it comes from.",
    o_answer: "Answered", o_suggest: "Suggested", o_none: "Not in the document", asked: "Question", decided: "Decided by", turns: "Turns on", read_as: "Read as",
    words_h: "How it was read", words_n: "The darker, the more telling; dashed where the best entry lacks it.", ranks_h: "Candidates",
    subject: "‹its name›", entry: "Entry", score: "Score", covers: "Question covered", covers_back: "Phrasing covered", where_h: "Where it is written", show: (id) => `Show the entry ${id}`, chosen: "used",
    no_place: "The entry is not in the files as they are now.", no_rank: "No phrasing shares a telling word with it.", line: (n) => `line ${n}`,
    r_exact: "It is a curated phrasing, letter for letter", r_sure: "The best is sure enough", r_bare: "It holds no telling word, and the best entry is asked just so",
    r_nothing_asked: "It holds no telling word", r_nothing_alike: "No phrasing shares a telling word with it",
    r_out_of_scope: (a) => `“${a}” is listed as out of scope`, r_blocked: "The best entry is blocked: see the candidates", r_unsure: "Even the best is not sure enough",
    r_followed: "It takes up the question before it", r_elliptical: "It leaves out what was said before it, which is about something else", r_beside: "The words stand beside other matters, and nothing is asked",
    b_fact: (a) => `does not carry ${a}`, f_edition: (a) => `edition ${a}`, f_last: "the last edition", f_next: "the next edition", f_every: "all editions", f_year: (a) => `year ${a}`, f_month: (a) => `month ${a}`, f_day: (a) => `day ${a}`,
    f_ordinal: (a) => `number ${a} in order`, f_number: (a) => `number ${a}`, f_superlative: "a superlative", f_country: (a) => a,
    a_when: "when", a_where: "where", a_who: "who", a_many: "how many", a_why: "why",
    b_denial: "denies nothing", b_no_denial: "is about a denial", b_kind: (a) => `is not asked “${a}”`,
    b_unknown: "lacks a telling word",
    c_phrasing: "in the phrasing", c_synonym: "a synonym in the phrasing", c_pooled: "in another phrasing of the entry", c_body: "in the answer or passage", c_alone: "one character only", c_missing: "missing",
  },
};

const KEPT = "wenda.lang";

function preferred() {
  try {
    const kept = localStorage.getItem(KEPT);
    if (kept in WORDS) return kept;
  } catch { /* Storage may be switched off; the browser's own language does then. */ }
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

let current = preferred();

export const lang = () => current;

/** What is said under a key. */
export function t(key, ...args) {
  const said = WORDS[current][key] ?? key;
  return typeof said === "function" ? said(...args) : said;
}

/** Whether anything is said under a key. */
export const knows = (key) => key in WORDS[current];

/** Puts the words into all that is marked in the document: `data-w` for text, `data-l` for labels. */
export function speak(language = current) {
  current = language;
  try {
    localStorage.setItem(KEPT, language);
  } catch { /* As above. */ }
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-w]")) node.textContent = t(node.dataset.w);
  for (const node of document.querySelectorAll("[data-l]")) {
    const said = t(node.dataset.l);
    node.setAttribute("aria-label", said);
    if (node.tagName === "BUTTON") node.title = said;
  }
  for (const node of document.querySelectorAll("[data-lang]")) {
    node.setAttribute("aria-pressed", String(node.dataset.lang === language));
  }
}
