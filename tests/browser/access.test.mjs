// For those who do not see the page, or do not use a pointer: names, roles, order, what is read out; and both widths.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, GROUP, PHONE, go, open, reply, say, start } from "./scene.mjs";

test("the accessibility tree names every part", async (t) => {
  const page = await open(t, await start(t));
  await say(page, "大会什么时候举办");
  await reply(page, "11月16日至18日。");
  await page.locator("#why").getByText("与问法逐字相同").waitFor();
  const tree = await page.locator("body").ariaSnapshot();
  for (const part of [
    /link "跳到输入框"/, /navigation "会话列表"/, /group "语言"/, /button "中文" \[pressed\]/, /list:\n\s+- listitem:\n\s+- button "wenda 问答/,
    /region "知识库"/, /main:/, /heading "wenda 问答" \[level=1\]/, /button "依据" \[expanded\]/, /log "聊天记录"/,
    /article "阿文，\d\d:\d\d"/, /article "wenda 问答，\d\d:\d\d"/, /blockquote: 第三届大会/, /group "按钮"/, /button "› 大会在哪里举办"/, /button "为什么这样回答？"/,
    /form "输入区"/, /button "命令菜单"/, /textbox "消息"/, /button "发送" \[disabled\]/,
    /complementary "为什么这样回答"/, /heading "为什么这样回答" \[level=2\]/, /columnheader "条目"/, /rowheader /, /region "候选条目"/, /button "关闭"/,
  ]) assert.match(tree, part);
});

test("no control is without a name, in either language", async (t) => {
  const scene = await start(t);
  for (const locale of ["zh-CN", "en-US"]) {
    const page = await open(t, scene, { locale });
    await say(page, "/dates");
    await page.locator(".message.bot").last().waitFor();
    await go(page, GROUP);
    const nameless = await page.evaluate(() =>
      [...document.querySelectorAll("button, a, input, textarea, [role=region], [role=listbox]")]
        .filter((node) => !(node.getAttribute("aria-label") || node.textContent.trim() || node.closest("label")?.textContent.trim()))
        .map((node) => node.outerHTML));
    assert.deepEqual(nameless, []);
    const keys = await page.evaluate(() => document.body.innerText.match(/\b[a-z]+_[a-z_]+\b/g)?.filter((word) => word !== "wenda_preview_bot") ?? []);
    assert.deepEqual(keys, [], "a key without words");
  }
});

test("everything can be reached and done by the keys", async (t) => {
  const page = await open(t, await start(t));
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "words");
  await page.keyboard.type("大会什么时候举办");
  await page.keyboard.press("Enter");
  await reply(page, "11月16日至18日。");
  // Back from the words: the menu, the examples, the last message's buttons.
  const label = () => page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
  for (let step = 0; step < 12 && !(await label()).includes("没帮助"); step += 1) await page.keyboard.press("Shift+Tab");
  while (!(await label()).includes("大会在哪里")) await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await reply(page, "乌镇 <浙江>。");
  // From a message the arrows lead to the others, and only one of them is in the order of the tab key.
  await page.locator(".message").last().focus();
  await page.keyboard.press("ArrowUp");
  assert.match(await page.evaluate(() => document.activeElement.innerText), /11月16日/);
  assert.equal(await page.locator("#log > [tabindex='0']").count(), 1);
  await page.keyboard.press("Home");
  assert.match(await page.evaluate(() => document.activeElement.innerText), /大会什么时候举办/);
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement.querySelector(".bubble")).outlineStyle);
  assert.equal(outline, "solid", "the focus can be seen");
});

test("the focus is not lost where what holds it is shown anew", async (t) => {
  const scene = await start(t);
  const [page, other] = [await open(t, scene), await open(t, scene)];
  const focus = () => page.evaluate(() => document.activeElement.innerText || document.activeElement.closest("label")?.innerText);
  await go(page, GROUP);
  await page.getByRole("radio", { name: "阿文（我）" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("#words").placeholder.includes("小满"));
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector("#words").placeholder.includes("May"));
  assert.match(await focus(), /May$/);
  // A list that moves while somebody is in it.
  await page.locator("#chats button").first().focus();
  await say(other, "/dates");
  await page.locator("#chats .badge").waitFor();
  assert.match(await focus(), /^wenda 问答/);
  // An answer that changes under its own button.
  await go(page, 0);
  await page.getByRole("button", { name: "👍 有帮助" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "✓ 有帮助" }).waitFor();
  assert.match(await focus(), /11月16日/);
});

test("what comes is read out, what was there is not", async (t) => {
  const page = await open(t, await start(t));
  const live = () => page.getAttribute("#log", "aria-live");
  await page.waitForFunction(() => document.querySelector("#log").getAttribute("aria-live") === "polite");
  assert.equal(await page.getAttribute("#log", "aria-relevant"), "additions");
  assert.equal(await page.getAttribute("#toasts", "role"), "status");
  assert.equal(await live(), "polite");
});

for (const scheme of ["light", "dark"]) {
  for (const size of [PHONE, { width: 800, height: 900 }, DESKTOP]) {
    test(`nothing sticks out and text stands out, ${scheme} at ${size.width} pixels`, async (t) => {
      const page = await open(t, await start(t), { size, scheme });
      await say(page, "致辞提出了哪些建议");
      await reply(page, "致辞提出五点建议。");
      await say(page, "a".repeat(300));
      await reply(page, "Sorry");
      const wide = await page.evaluate(() => [...document.querySelectorAll("body *")].filter((node) => {
        const { left, right, width } = node.getBoundingClientRect();
        return width > 0 && node.checkVisibility() && (left < -1 || right > innerWidth + 1) && !node.closest("#tries, .yaml, .scroller, .skip, #side");
      }).map((node) => `${node.tagName}.${node.className}`));
      assert.deepEqual(wide, []);
      assert.equal(await page.evaluate(() => { const scroll = document.querySelector("#scroll"); return scroll.scrollWidth - scroll.clientWidth; }), 0);
      const faint = await page.evaluate(contrast);
      assert.deepEqual(faint, []);
      const small = size === PHONE
        ? await page.evaluate(() => [...document.querySelectorAll("#composer button, .bar button, .key")].filter((node) => node.offsetParent && node.getBoundingClientRect().height < 30).map((node) => node.className))
        : [];
      assert.deepEqual(small, [], "too small for a finger");
    });
  }
}

/** Texts whose contrast to what they stand on is below 4.5, as WCAG AA asks for. Runs in the page. */
function contrast() {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3]));
  const ground = (node) => {
    if (!node) return rgba(getComputedStyle(document.body).backgroundColor);
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own : [...over(own, ground(node.parentElement)), 1];
  };
  const light = (color) => color.slice(0, 3).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const found = [];
  for (const node of document.querySelectorAll("body *")) {
    const text = [...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data).join("").trim();
    if (!text || !node.checkVisibility({ opacityProperty: true }) || node.closest(".face, :disabled, .skip, option")) continue;
    const below = ground(node);
    const [a, b] = [light(over(rgba(getComputedStyle(node).color), below)), light(below)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(`${ratio.toFixed(2)}: ${text.slice(0, 30)}`);
  }
  return found;
}
