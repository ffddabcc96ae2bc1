// How long things take, and how much the page weighs: measured, printed, and held to generous floors, for machines differ.

import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, open, reply, say, start } from "./scene.mjs";

const ms = (number) => `${number.toFixed(1)} ms`;

test("from the start to a page that is ready", async (t) => {
  const scene = await start(t, { shipped: true });
  const begun = performance.now();
  await open(t, scene);
  const ready = performance.now() - begun;
  t.diagnostic(`the address is printed after ${ms(scene.startup)}; the page is ready ${ms(ready)} after the browser asks for it`);
  assert.ok(scene.startup < 5000);
});

test("from the key to the answer on the page", async (t) => {
  const page = await open(t, await start(t, { shipped: true }));
  const asked = ["大会什么时候举办", "大会在哪里举办", "主提是什么", "how many forums, and what is the theem?", "第四届大会在哪里", "大会主题是什么"];
  const took = [];
  for (let round = 0; round < 5; round += 1) {
    for (const text of asked) took.push(await page.evaluate(ask, { text }));
  }
  // The first one pays for connections.
  const sorted = took.slice(1).sort((a, b) => a - b);
  const [median, p95] = [sorted[Math.floor(sorted.length / 2)], sorted[Math.floor(sorted.length * 0.95)]];
  t.diagnostic(`from enter to the answer in the document, ${took.length} questions: median ${ms(median)}, p95 ${ms(p95)}, most ${ms(sorted.at(-1))}`);
  assert.ok(median < 400, `median ${ms(median)}`);
});

/**
 * Types a question, sends it, waits for a message of the bot after the message `after`, or after the last one. Runs in
 * the page, so that only the page's own way counts.
 */
function ask({ text, after = null }) {
  const words = document.getElementById("words");
  const log = document.getElementById("log");
  words.value = text;
  words.dispatchEvent(new Event("input"));
  const before = after ?? Number(log.lastElementChild?.dataset.id ?? 0);
  const begun = performance.now();
  return new Promise((resolve) => {
    const seen = new MutationObserver(() => {
      const last = log.lastElementChild;
      if (last?.classList.contains("bot") && Number(last.dataset.id) > before) {
        seen.disconnect();
        resolve(performance.now() - begun);
      }
    });
    seen.observe(log, { childList: true });
    document.getElementById("composer").requestSubmit();
  });
}

test("the whole page weighs less than 100 kB and comes from one place", async (t) => {
  const scene = await start(t);
  const context = await scene.browser.newContext();
  const page = await context.newPage();
  const bodies = [];
  const hosts = new Set();
  page.on("response", (response) => {
    hosts.add(new URL(response.url()).host);
    if (!response.url().includes("/api/")) bodies.push(response.body());
  });
  await page.goto(scene.url);
  await page.waitForSelector("body.ready");
  const weight = (await Promise.all(bodies)).reduce((sum, body) => sum + body.length, 0);
  t.diagnostic(`${weight} bytes in ${bodies.length} files`);
  assert.ok(bodies.length > 10 && weight < 100_000);
  assert.equal(hosts.size, 1);
});

test("10,000 messages come in, and scroll smoothly from end to beginning", async (t) => {
  const page = await open(t, await start(t), { size: DESKTOP });
  await say(page, "/dates");
  await reply(page, "11月16日");
  const begun = performance.now();
  // 5,000 questions, 50 at a time, each with its answer.
  await page.evaluate(async () => {
    const you = Number(document.querySelector(".message.mine").dataset.from);
    const say = (n) => fetch("/api/act", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ do: "say", chat: you, person: you, text: `展台${n % 45}号在哪里`, reply_to: null }) });
    for (let n = 0; n < 5000; n += 50) await Promise.all(Array.from({ length: 50 }, (_, i) => say(n + i)));
  });
  await page.fill("#words", "/venue");
  await page.press("#words", "Enter");
  await page.locator(".message.bot", { hasText: "乌镇 <浙江>" }).waitFor({ timeout: 60_000 });
  const took = performance.now() - begun;
  t.diagnostic(`10,000 messages came in ${ms(took)}`);

  const { frames, ids, most } = await page.evaluate(scrollUp);
  const sorted = [...frames].sort((a, b) => a - b);
  const at = (share) => sorted[Math.floor(sorted.length * share)];
  t.diagnostic(`scrolled up through ${ids.length} messages in ${frames.length} frames: median ${ms(at(0.5))}, p95 ${ms(at(0.95))}, p99 ${ms(at(0.99))}; never more than ${most} in the document`);
  assert.ok(most <= 700);
  assert.ok(at(0.5) < 40 && at(0.95) < 300);
  // No message was passed over on the way.
  assert.ok(ids.length > 10_000 && ids.at(-1) - ids[0] === ids.length - 1, `${ids[0]} to ${ids.at(-1)}: ${ids.length}`);

  // From the beginning, a question is answered at once, and leads to the end, as the button does.
  const late = await page.evaluate(ask, { text: "大会什么时候举办", after: ids.at(-1) });
  t.diagnostic(`a question from there is answered in ${ms(late)}`);
  assert.ok(late < 2000);
  await reply(page, "11月16日");
  await page.waitForFunction(() => { const scroll = document.getElementById("scroll"); return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 5; });
  await page.mouse.move(500, 400);
  await page.mouse.wheel(0, -60_000);
  await page.getByRole("button", { name: "跳到最新消息" }).click();
  await page.locator(".message.bot").last().getByText("11月16日").first().waitFor();
});

/** Scrolls from the end to the first message by steps of a thousand pixels a frame. Runs in the page. */
function scrollUp() {
  const scroll = document.getElementById("scroll");
  const log = document.getElementById("log");
  const frames = [];
  const ids = new Set([...log.children].map((node) => Number(node.dataset.id)));
  let most = 0;
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.parentNode === log) ids.add(Number(node.dataset.id));
    most = Math.max(most, log.childElementCount);
  }).observe(log, { childList: true });
  return new Promise((resolve) => {
    let last = performance.now();
    let still = 0;
    const step = (now) => {
      frames.push(now - last);
      last = now;
      scroll.dispatchEvent(new WheelEvent("wheel", { deltaY: -1000 }));
      scroll.scrollTop -= 1000;
      still = scroll.scrollTop === 0 ? still + 1 : 0;
      if (still > 60) resolve({ frames: frames.slice(0, -60), ids: [...ids].sort((a, b) => a - b), most });
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}
