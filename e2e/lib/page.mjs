//! Everything that every page keeps to, in one call.
import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { noSidewaysScroll } from "./scroll.mjs";
import { valid } from "./valid.mjs";

/**
 * Opens `address` and insists on: the status, valid HTML, the language it says it is in, one main
 * heading, no sideways scrolling, no accessibility violation, nothing in the console.
 */
export async function sound(page, address, { language, status = 200 }) {
  const answer = await page.goto(address, { waitUntil: "load" });
  const width = page.viewportSize().width;
  const where = `${new URL(address).pathname} at ${width}`;
  assert.equal(answer.status(), status, where);
  await valid(await answer.text(), where);
  assert.equal(await page.getAttribute("html", "lang"), language, where);
  assert.equal(await page.locator("h1").count(), 1, `${where}: one h1`);
  await noSidewaysScroll(page, where);
  await accessible(page, where);
  const troubles = page.troubles.filter((text) => status < 400 || !text.includes(`${status}`));
  assert.deepEqual(troubles, [], where);
}
