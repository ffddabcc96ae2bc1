// Inline mode: results appear while the bot's name and words are typed, page by page; one is sent into the group.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BOT, DESKTOP, GROUP, PHONE, go, open, reply, start } from "./scene.mjs";

for (const size of [DESKTOP, PHONE]) {
  test(`results appear as one types, and the chosen one is sent, at ${size.width} pixels`, async (t) => {
    const page = await open(t, await start(t), { size });
    await go(page, GROUP);
    const list = page.getByRole("listbox", { name: "内联结果" });
    await page.locator("#words").pressSequentially("@wen");
    // The name is completed by a key.
    await page.press("#words", "Enter");
    assert.equal(await page.inputValue("#words"), `@${BOT} `);
    await list.getByRole("option").nth(19).waitFor();
    await page.locator("#words").pressSequentially("举办地点");
    await list.getByRole("option").first().getByText("大会在哪里举办").waitFor();
    await page.press("#words", "ArrowDown");
    assert.equal(await page.getAttribute("#words", "aria-activedescendant"), "option0");
    await page.press("#words", "Enter");
    const sent = page.locator(".message.mine").last();
    await sent.getByText("乌镇 <浙江>。").waitFor();
    assert.match(await sent.innerText(), new RegExp(`来自 @${BOT}`));
    assert.equal(await page.inputValue("#words"), "");

    // Its link leads into the private chat.
    await sent.getByRole("button", { name: "查看更多" }).click();
    await page.locator("#title", { hasText: "wenda 问答" }).waitFor();
    await reply(page, "乌镇 <浙江>。");
  });
}

test("further pages come as the list is scrolled", async (t) => {
  const page = await open(t, await start(t));
  await go(page, GROUP);
  await page.fill("#words", `@${BOT} `);
  const options = page.getByRole("option");
  await options.nth(19).waitFor();
  assert.equal(await options.count(), 20);
  await options.nth(19).scrollIntoViewIfNeeded();
  await options.nth(39).waitFor();
  await options.nth(39).scrollIntoViewIfNeeded();
  await options.nth(50).waitFor();
  await page.getByRole("button", { name: "私聊提问" }).click();
  await page.locator("#title", { hasText: "wenda 问答" }).waitFor();
  await reply(page, "您好");
});

test("words that find nothing say so, and a mention can still be sent", async (t) => {
  const page = await open(t, await start(t), { locale: "en-US" });
  await go(page, GROUP);
  await page.fill("#words", `@${BOT} qqqq`);
  await page.getByRole("button", { name: /^Nothing found/ }).waitFor();
  await page.press("#words", "Enter");
  await reply(page, "Sorry");
});
