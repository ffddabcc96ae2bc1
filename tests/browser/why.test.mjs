// "Why this answer": the reckoning of a question, silence, commands, buttons; and changes of the knowledge.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { GROUP, PHONE, deed, go, open, reply, say, start } from "./scene.mjs";

test("beside the chat stands how the last answer came about", async (t) => {
  const scene = await start(t);
  const page = await open(t, scene);
  const why = page.getByRole("complementary", { name: "为什么这样回答" });
  await say(page, "请问大会举办地点");
  await reply(page, "乌镇");
  await why.getByText("直接回答").waitFor();
  const rows = why.getByRole("row");
  assert.match(await rows.nth(1).innerText(), /^venue\s*已采用\s+举办地点\s+\d\.\d\d\s+\d\.\d\d\s+\d\.\d\d$/);
  await why.getByText(join(scene.knowledge, "conference.yaml:17"), { exact: true }).waitFor();
  assert.match(await why.locator(".line.marked").innerText(), /20\s+questions:.*举办地点/);

  // Another candidate is shown by a click.
  await why.getByRole("button", { name: "看条目 dates" }).click();
  await why.locator(".line", { hasText: "id: dates" }).waitFor();

  await say(page, "第四届大会什么时候举办");
  await reply(page, "抱歉");
  await why.getByText("取决于").waitFor();
  assert.match(await why.innerText(), /第4届/);
  assert.match(await why.locator(".verdict").innerText(), /^文中没有提到/);

  await say(page, "门票多少钱");
  await why.getByText("“门票”已列为文中不涉及的内容").waitFor();

  await say(page, "/dates");
  await why.getByText("/dates 是命令，直接执行，无需匹配。").waitFor();
  await (await reply(page, "11月16日")).getByRole("button", { name: "› 大会在哪里举办" }).click();
  await why.getByText("按下的按钮直接指向这个条目，无需匹配。").waitFor();
  await why.locator(".line", { hasText: "id: venue" }).waitFor();

  // An earlier message is explained as its own, whatever was said since; an edit is reckoned anew.
  await page.locator(".message.bot", { hasText: "抱歉" }).first().getByRole("button", { name: "为什么这样回答" }).click();
  await why.getByText("第四届大会什么时候举办").waitFor();
  await deed(page, "第四届大会什么时候举办", "编辑");
  await page.fill("#words", "大会什么时候举办");
  await page.press("#words", "Enter");
  await why.getByText("与问法逐字相同").waitFor();
});

test("silence in a group is explained too, and so is who asked for whom", async (t) => {
  const page = await open(t, await start(t), { locale: "en-US" });
  await go(page, GROUP);
  const why = page.getByRole("complementary", { name: "Why this answer" });
  await say(page, "When is the conference held");
  await deed(page, "When is the conference held", "Why this answer?");
  await why.getByText("This message does not speak to the bot").waitFor();
  await deed(page, "When is the conference held", "Reply");
  await page.fill("#words", "/ask");
  await page.press("#words", "Enter");
  await reply(page, "16 to 18 November.");
  await why.getByText("It is a curated phrasing, letter for letter").waitFor();
});

test("on a phone it is a sheet that covers the chat and gives the focus back", async (t) => {
  const page = await open(t, await start(t), { size: PHONE });
  await say(page, "大会什么时候举办");
  const button = (await reply(page, "11月16日")).getByRole("button", { name: "为什么这样回答" });
  await button.focus();
  await page.keyboard.press("Enter");
  await page.getByText("与问法逐字相同").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "why-close");
  assert.equal(await page.evaluate(() => document.getElementById("chat").inert), true);
  await page.keyboard.press("Escape");
  await page.locator("#why").waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.activeElement.className), "because");
});

test("a saved change counts from the next question on, and a faulty one is shown", async (t) => {
  const scene = await start(t);
  const page = await open(t, scene);
  const file = join(scene.knowledge, "conference.yaml");
  const good = readFileSync(file, "utf8");
  writeFileSync(file, good.replace("11月16日至18日。", "改为11月20日。"));
  // No more than the next look at the file is waited for.
  await assert.doesNotReject(async () => {
    for (;;) {
      await say(page, "大会什么时候举办");
      const said = await page.locator(".message.bot").last().innerText().catch(() => "");
      if (said.includes("改为11月20日。")) return;
    }
  });

  writeFileSync(file, good.replace("related: [venue]", "relatet: [venue]"));
  const trouble = page.getByRole("alert");
  await trouble.getByText("知识库有 1 处错误").waitFor();
  assert.match(await trouble.innerText(), /conference\.yaml:16:\d+\s*unknown-key[\s\S]*`relatet`[\s\S]*did you mean `related`/);
  await say(page, "大会在哪里举办");
  await reply(page, "乌镇");

  writeFileSync(file, good);
  await page.getByText("知识库已修好").waitFor();
  assert.equal(await page.getByRole("alert").count(), 0);
});
