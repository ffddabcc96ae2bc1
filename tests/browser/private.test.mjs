// A private chat: questions, buttons, commands, edits; on a desktop in Chinese and on a phone in English.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, deed, open, reply, say, start } from "./scene.mjs";

test("a question is answered, a suggestion is chosen, a related question opened, a vote taken", async (t) => {
  const page = await open(t, await start(t));
  await page.getByRole("button", { name: "开始" }).click();
  await reply(page, "您好");

  await say(page, "大会什么时候举办");
  const answer = await reply(page, "11月16日至18日。");
  assert.equal(await answer.locator("blockquote").innerText(), "第三届大会于11月16日至18日在乌镇举办");
  await answer.getByRole("button", { name: "› 大会在哪里举办" }).click();
  // What looks like markup in an answer is text.
  await reply(page, "乌镇 <浙江>。");

  await answer.getByRole("button", { name: "👍 有帮助" }).click();
  await page.getByText("谢谢您的反馈！").waitFor();
  await answer.getByRole("button", { name: "✓ 有帮助" }).waitFor();

  await say(page, "大会设置多少");
  const offer = await reply(page, "您想问的是不是");
  assert.equal(await offer.locator(".replied").innerText().then((text) => text.includes("大会设置多少")), true, "the question is quoted");
  await offer.getByRole("button", { name: "大会设置多少个议题" }).click();
  await reply(page, "20个议题。");

  await say(page, "门票多少钱");
  const none = await reply(page, "抱歉");
  await none.getByRole("button", { name: "所有话题" }).click();
  await none.getByRole("button", { name: /基本信息/ }).click();
  await none.getByRole("button", { name: "大会在哪里举办" }).waitFor();
});

test("an edited question changes its answer in place", async (t) => {
  for (const size of [DESKTOP, PHONE]) {
    const page = await open(t, await start(t), { size });
    await say(page, "大会什么时候举办");
    await reply(page, "11月16日至18日。");
    const before = await page.locator(".message").count();
    await deed(page, "大会什么时候举办", "编辑");
    assert.equal(await page.inputValue("#words"), "大会什么时候举办");
    await page.fill("#words", "大会在哪里举办");
    await page.getByRole("button", { name: "保存修改" }).click();
    const answer = await reply(page, "乌镇 <浙江>。");
    assert.equal(await page.locator(".message").count(), before);
    assert.equal(await answer.getByText("已编辑").count(), 1);
    // The arrow up takes the last message back, as Telegram's own app does; escape leaves it.
    await page.fill("#words", "");
    await page.press("#words", "ArrowUp");
    assert.equal(await page.inputValue("#words"), "大会在哪里举办");
    await page.press("#words", "Escape");
    assert.equal(await page.inputValue("#words"), "");
    await deed(page, "大会在哪里举办", "删除");
    await page.locator(".message.mine").waitFor({ state: "detached" });
  }
});

test("a long quote is folded and unfolds", async (t) => {
  const page = await open(t, await start(t), { size: PHONE, locale: "en-US" });
  await say(page, "What are the proposals");
  const quote = (await reply(page, "Five proposals.")).locator("blockquote");
  const height = async () => (await quote.boundingBox()).height;
  const folded = await height();
  await quote.getByRole("button", { name: "Show all", expanded: false }).click();
  assert.ok((await height()) > folded * 1.3);
  await quote.getByRole("button", { name: "Show less", expanded: true }).click();
  assert.equal(await height(), folded);
});

test("the menu of commands is in the person's language and led by the keys", async (t) => {
  const page = await open(t, await start(t), { locale: "en-US" });
  await page.getByRole("button", { name: "Commands" }).click();
  const options = page.getByRole("listbox", { name: "Commands" }).getByRole("option");
  assert.match(await options.first().innerText(), /^\/dates\s+When is the conference held$/);
  await page.fill("#words", "/ven");
  assert.equal(await options.count(), 1);
  await page.press("#words", "Enter");
  await reply(page, "Wuzhen <Zhejiang>.");

  await page.getByRole("button", { name: "中文" }).click();
  await page.getByRole("button", { name: "命令菜单" }).click();
  await page.getByRole("option", { name: "/dates 大会什么时候举办" }).waitFor();
  await page.press("#words", "Escape");
  assert.equal(await page.getByRole("listbox").count(), 0);
});

test("the page is in the browser's language, switches at once and remembers", async (t) => {
  const scene = await start(t);
  const page = await open(t, scene, { locale: "en-GB" });
  assert.equal(await page.getAttribute("html", "lang"), "en");
  assert.equal(await page.getAttribute("#words", "placeholder"), "Ask something…");
  await page.getByRole("button", { name: "中文" }).click();
  await page.waitForFunction(() => document.querySelector("#words").placeholder === "问点什么…");
  await page.reload();
  await page.waitForSelector("body.ready");
  assert.equal(await page.getAttribute("html", "lang"), "zh-Hans");
  // The bot's own words follow.
  await page.getByRole("button", { name: "开始" }).click();
  await reply(page, "您好");
});

test("what was said is still there after a reload, and in a second window at once", async (t) => {
  const scene = await start(t);
  const [page, other] = [await open(t, scene), await open(t, scene, { size: PHONE })];
  await say(page, "大会什么时候举办");
  await reply(other, "11月16日至18日。");
  await page.reload();
  await reply(page, "11月16日至18日。");
});
