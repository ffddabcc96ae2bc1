// Takes the README's picture: the shipped knowledge, a phone's width beside the desktop's would be too small to read, so
// the desktop alone.

import assert from "node:assert/strict";
import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { open, reply, say, start } from "./scene.mjs";

const MOST = 200_000;

export async function take(test, path) {
  const scene = await start(test, { shipped: true });
  const page = await open(test, scene, { size: { width: 1140, height: 710 } });
  await say(page, "大会什么时候举办");
  await reply(page, "11月16日");
  await say(page, "主提是什么");
  await reply(page, "创新驱动");
  await page.locator("#why .yaml").waitFor();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(400);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path });
  const size = statSync(path).size;
  assert.ok(size < MOST, `the picture weighs ${size} bytes`);
  return size;
}

if (process.argv[2]) {
  const ends = [];
  try {
    const size = await take({ after: (end) => ends.push(end) }, process.argv[2]);
    console.log(`${process.argv[2]}: ${size} bytes`);
  } finally {
    for (const end of ends.reverse()) await end();
  }
}
