// The real program and a real browser before it; each scene has both to itself.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };
export const BOT = "wenda_preview_bot";
/** The chats as the page lists them. */
export const CHAT = 0;
export const GROUP = 1;

const HERE = new URL(".", import.meta.url).pathname;

/** Starts the program on a copy of the tests' own knowledge, or on the one that is shipped. Ends with the test. */
export async function start(test, { shipped = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "wenda-browser-"));
  const cwd = shipped ? join(HERE, "../..") : folder;
  const knowledge = shipped ? "knowledge" : join(folder, "knowledge");
  if (!shipped) cpSync(join(HERE, "knowledge"), knowledge, { recursive: true });
  const begun = performance.now();
  const child = spawn(process.env.WENDA, ["preview", "--no-open", "--port", "0", "--knowledge", knowledge], { cwd });
  const said = { out: "", err: "" };
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ code, signal })));
  child.stderr.on("data", (piece) => (said.err += piece));
  const url = await new Promise((resolve, reject) => {
    child.stdout.on("data", (piece) => {
      said.out += piece;
      const found = /http:\S+/.exec(said.out);
      if (found) resolve(found[0]);
    });
    ended.then(() => reject(new Error(`the program ended: ${said.out}${said.err}`)));
  });
  const startup = performance.now() - begun;
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGS });
  test.after(async () => {
    await browser.close();
    child.kill("SIGTERM");
    const how = await ended;
    rmSync(folder, { recursive: true, force: true });
    assert.deepEqual(how, { code: 0, signal: null }, `how the program ended: ${said.err}`);
  });
  return { url, startup, browser, knowledge, said };
}

/** Opens the page. Whatever the browser complains of fails the test: an error, a breach of the policy. */
export async function open(test, scene, { size = DESKTOP, locale = "zh-CN", scheme = "light", complains = false } = {}) {
  const context = await scene.browser.newContext({ viewport: size, locale, colorScheme: scheme, hasTouch: size.width < 720, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints = [];
  page.on("console", (said) => ["error", "warning"].includes(said.type()) && complaints.push(said.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  test.after(() => complains || assert.deepEqual(complaints, []));
  await page.goto(scene.url);
  await page.waitForSelector("body.ready");
  return page;
}

/** Says something, and waits until the page shows it. */
export async function say(page, text) {
  await page.fill("#words", text);
  await page.press("#words", "Enter");
  await page.locator(".message .text", { hasText: text }).last().waitFor();
}

/** The last message of the bot; waits until it holds `text`. */
export async function reply(page, text) {
  const last = page.locator(".message.bot").last();
  await last.locator(".text", { hasText: text }).waitFor();
  return last;
}

/** Goes to a chat, also where a phone shows one thing at a time. */
export async function go(page, place) {
  if (await page.locator("#back").isVisible()) await page.click("#back");
  await page.locator("#chats button").nth(place).click();
}

/** Speaks as somebody of the group. */
export const as = (page, name) => page.locator(".speaker", { hasText: name }).click();

/** Points at the message with `text` and does something with it. */
export async function deed(page, text, label) {
  const message = page.locator(".message", { hasText: text }).last();
  if (page.viewportSize().width < 720) await message.locator(".text").click({ position: { x: 2, y: 2 } });
  else await message.hover();
  await message.getByRole("button", { name: label, exact: true }).click();
}
