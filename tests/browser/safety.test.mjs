// Nothing that anybody types or curates runs, and no other page gets in.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { request } from "node:http";
import { test } from "node:test";
import { BOT, GROUP, go, open, reply, say, start } from "./scene.mjs";

const ATTEMPTS = [
  '<script>document.title="cracked"</script>', '<img src=x onerror="document.title=\'cracked\'">', "<svg onload=document.title='cracked'>",
  "javascript:document.title='cracked'", "https://evil.example/?<b>&quot;", "</article><style>*{display:none}</style>", "{{7*7}} ${7*7} `x`", "\u202Ehidden\u202C",
];

test("what is typed is shown as it was typed, in messages, quotes, lists and the panel", async (t) => {
  const page = await open(t, await start(t));
  for (const text of ATTEMPTS) {
    await say(page, text);
    assert.equal(await page.locator(".message.mine .text").last().textContent(), text);
    assert.equal(await page.locator("#chats .chat-last").first().textContent().then((shown) => shown.length > 0), true);
  }
  await say(page, "恶意条目");
  await reply(page, '<script>document.title="cracked"</script><img src=x onerror="document.title=1">');
  await page.locator("#why").getByText("恶意条目").first().waitFor();
  await go(page, GROUP);
  await page.fill("#words", `@${BOT} 恶意条目`);
  await page.getByRole("option").first().getByText("<script>").first().waitFor();
  await page.press("#words", "ArrowDown");
  await page.press("#words", "Enter");
  await page.locator(".message.mine", { hasText: "<script>" }).waitFor();
  assert.notEqual(await page.title(), "cracked");
  assert.equal(await page.locator("#log script, #log img[src=x], #log style, #why script, #log svg[onload]").count(), 0);
});

test("a link that is typed leads out only by http and tells nobody whence", async (t) => {
  const page = await open(t, await start(t));
  await say(page, "见 https://example.com/a?b=1");
  const link = page.locator(".message.mine a");
  assert.deepEqual([await link.getAttribute("href"), await link.getAttribute("rel"), await link.getAttribute("target")], ["https://example.com/a?b=1", "noopener noreferrer", "_blank"]);
});

test("the policy lets nothing run but the page's own files, even where markup were injected", async (t) => {
  const page = await open(t, await start(t), { complains: true });
  const run = async (injection) => page.evaluate(injection).then(() => "let through", (error) => String(error));
  assert.match(await run("document.body.innerHTML = '<b>x</b>'"), /TrustedHTML/);
  assert.match(await run("document.createElement('script').text = 'document.title = 1'"), /TrustedScript/);
  await page.evaluate(() => {
    const link = document.createElement("a");
    link.setAttribute("href", "javascript:document.title='cracked'");
    document.body.append(link);
    link.click();
    const image = document.createElement("img");
    image.src = "https://evil.example/x.png";
    document.body.append(image);
  });
  // A text that were run as a program; the page would notice at once.
  await page.evaluate(() => new Promise((resolve) => {
    setTimeout(resolve, 100);
    setTimeout("document.title = 'cracked'", 0);
  })).catch(() => "refused");
  assert.equal(await page.evaluate(() => fetch("https://evil.example/").then(() => "sent", () => "refused")), "refused");
  assert.notEqual(await page.title(), "cracked");
});

test("another page in the same browser can neither read, nor act, nor frame", async (t) => {
  const scene = await start(t);
  const page = await open(t, scene);
  const stranger = createServer((_, response) => response.setHeader("content-type", "text/html").end("<title>stranger</title>"));
  await new Promise((listening) => stranger.listen(0, "127.0.0.1", listening));
  t.after(() => stranger.close());
  const other = await (await scene.browser.newContext()).newPage();
  await other.goto(`http://127.0.0.1:${stranger.address().port}/`);
  const told = await other.evaluate(async (url) => {
    const act = (kind) => fetch(`${url}api/act`, { method: "POST", mode: "no-cors", headers: { "content-type": kind }, body: '{"do":"speak","lang":"en"}' }).then((response) => response.type, () => "refused");
    const read = await fetch(`${url}api/events?lang=en`).then(() => "read", () => "refused");
    const stream = await new Promise((resolve) => {
      const events = new EventSource(`${url}api/events?lang=en`);
      events.onmessage = () => resolve("read");
      events.onerror = () => resolve("refused");
    });
    const frame = document.createElement("iframe");
    frame.src = url;
    document.body.append(frame);
    await new Promise((resolve) => (frame.onload = resolve));
    let framed = "refused";
    try {
      framed = frame.contentDocument ? "empty" : "refused";
    } catch { /* As it should be. */ }
    return { act: await act("text/plain"), read, stream, framed };
  }, scene.url);
  assert.deepEqual(told, { act: "refused", read: "refused", stream: "refused", framed: "refused" });
  // And nothing was done: the person still speaks Chinese.
  await page.getByRole("button", { name: "开始" }).click();
  await reply(page, "您好");
});

test("the server answers to its own name alone, and to nobody who does not come from its page", async (t) => {
  const { url } = await start(t);
  const { host, port } = new URL(url);
  const ask = (headers, method = "GET", path = "/", body = "") =>
    new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port, path, method, headers, setHost: false }, (response) => response.resume().on("end", () => resolve(response.statusCode)));
      asked.on("error", reject).end(body);
    });
  assert.equal(await ask({ host }), 200);
  assert.equal(await ask({ host: `localhost:${port}` }), 200);
  assert.equal(await ask({ host: `rebound.example:${port}` }), 403);
  const json = { host, "content-type": "application/json" };
  const speak = '{"do":"speak","lang":"en"}';
  assert.equal(await ask({ ...json, origin: url.slice(0, -1) }, "POST", "/api/act", speak), 200);
  assert.equal(await ask(json, "POST", "/api/act", speak), 403);
  assert.equal(await ask({ ...json, origin: "http://evil.example" }, "POST", "/api/act", speak), 403);
  assert.equal(await ask({ host, origin: url.slice(0, -1), "content-type": "text/plain" }, "POST", "/api/act", speak), 415);
});
