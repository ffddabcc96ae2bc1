// The README's picture can be taken at any time, and what it shows is what the page shows.

import { test } from "node:test";
import { take } from "./picture.mjs";

test("the picture is taken and is light", async (t) => {
  t.diagnostic(`${await take(t, new URL("out/preview.png", import.meta.url).pathname)} bytes`);
});
