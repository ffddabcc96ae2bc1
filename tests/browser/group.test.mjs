// A group: the bot is silent unless it is addressed, by a mention, a reply, `/ask`, or `/ask` in reply to somebody.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BOT, CHAT, DESKTOP, GROUP, PHONE, as, deed, go, open, reply, say, start } from "./scene.mjs";

for (const size of [DESKTOP, PHONE]) {
  test(`silence, mention, reply and /ask in reply, at ${size.width} pixels`, async (t) => {
    const page = await open(t, await start(t), { size });
    await go(page, GROUP);
    await page.getByText("阿文 将 wenda 问答 加入了群组").waitFor();
    await reply(page, "/ask");
    const replies = () => page.locator(".message.bot").count();
    const greeting = await replies();

    await say(page, "大会什么时候举办");
    await as(page, "小满");
    await say(page, "大会在哪里举办");
    // What is asked next is answered next: so nothing was said before it.
    await as(page, "May");
    await say(page, `@${BOT} How many forums are there`);
    const mention = await reply(page, "16 forums.");
    assert.equal(await replies(), greeting + 1);
    assert.match(await mention.locator(".replied").innerText(), /^May\s/);

    await deed(page, "16 forums.", "回复");
    await say(page, "How many issues are discussed");
    await reply(page, "20 issues.");

    await as(page, "老周");
    await deed(page, "大会在哪里举办", "回复");
    assert.match(await page.locator("#context").innerText(), /回复 小满/);
    await page.fill("#words", "/ask");
    await page.press("#words", "Enter");
    const behalf = await reply(page, "乌镇 <浙江>。");
    assert.match(await behalf.locator(".replied").innerText(), /^小满\s+大会在哪里举办$/);
    assert.equal(await replies(), greeting + 3);

    // A quote leads to what it quotes.
    await behalf.locator(".replied").click();
    await page.locator(".message:focus", { hasText: "大会在哪里举办" }).waitFor();
  });
}

test("what is said elsewhere is counted, and what was begun is kept", async (t) => {
  const scene = await start(t);
  const [page, other] = [await open(t, scene), await open(t, scene)];
  await page.fill("#words", "还没写完");
  await go(page, GROUP);
  assert.equal(await page.inputValue("#words"), "");
  await say(other, "大会什么时候举办");
  await page.locator("#chats .badge", { hasText: "2" }).waitFor();
  await go(page, CHAT);
  assert.equal(await page.inputValue("#words"), "还没写完");
  assert.equal(await page.locator("#chats .badge").count(), 0);
});
