//! A small knowledge, of which a test can know all answers by heart.

/// The document.
const DOCUMENT: &str =
    "大会简介\n\n第三届世界互联网大会于１１月１６日至１８日在浙江乌镇举办。大会设置１６场论坛，近３００家企业参展。\n";

/// Four entries: `dates` and `venue` have two phrasings in each language, `forums` and `companies` one.
const KNOWLEDGE: &str = "\
version: 1
subject:
  title: {zh: 第三届世界互联网大会, en: the Third World Internet Conference}
  aliases: [世界互联网大会, WIC]
source:
  file: speech.txt
  title: {zh: 大会简介, en: About the conference}
topics:
  basics: {zh: 基本信息, en: Basics}
  program: {zh: 议程, en: Program}
entries:
  - id: dates
    topic: basics
    command: dates
    questions:
      zh: [大会什么时候举办, 大会的举办日期是哪几天]
      en: [When is the conference held, On which dates is the conference held]
    answer: {zh: 大会于11月16日至18日举办。, en: The conference is held from 16 to 18 November.}
    passage: 于１１月１６日至１８日在浙江乌镇举办
    related: [venue]
  - id: venue
    topic: basics
    questions:
      zh: [大会在哪里举办, 大会的举办地点在哪里]
      en: [Where is the conference held, In which place is the conference held]
    answer: {zh: 大会在浙江乌镇举办。, en: 'The conference is held in Wuzhen, Zhejiang.'}
    passage: 在浙江乌镇举办
    related: [dates]
  - id: forums
    topic: program
    questions: [大会有多少场论坛]
    answer: 大会设置16场论坛。
    passage: [大会设置１６场论坛, 近３００家企业参展]
  - id: companies
    questions: [有多少家企业参展]
    answer: 近300家企业参展。
";

/// The files in the places where they are looked for.
pub const FILES: [(&str, &str); 2] = [("knowledge/conference.yaml", KNOWLEDGE), ("knowledge/speech.txt", DOCUMENT)];
