//! Everything that every page keeps to, in one call.
import assert from "node:assert/strict";
import { accessible } from "./axe.mjs";
import { noSidewaysScroll } from "./scroll.mjs";
import { valid } from "./valid.mjs";

/**
 * Opens `address` and insists on: the status, valid HTML, the language it says it is in, one main
 * heading; and, at the width it has or at each of `widths`, no sideways scrolling, nothing in the
 * console, and, at each of `judged` where they are fewer, no accessibility violation.
 */
export async function sound(page, address, { language, status = 200, widths, judged = widths }) {
  page.troubles.length = 0;
  const answer = await page.goto(address, { waitUntil: "load" });
  const { pathname } = new URL(address);
  assert.equal(answer.status(), status, pathname);
  await valid(await answer.text(), pathname);
  assert.equal(await page.getAttribute("html", "lang"), language, pathname);
  assert.equal(await page.locator("h1").count(), 1, `${pathname}: one h1`);
  for (const width of widths ?? [page.viewportSize().width]) {
    const where = `${pathname} at ${width}`;
    await page.setViewportSize({ width, height: width < 600 ? 800 : 900 });
    await noSidewaysScroll(page, where);
    if (judged?.includes(width) ?? true) await accessible(page, where);
  }
  const troubles = page.troubles.filter((text) => status < 400 || !text.includes(`${status}`));
  assert.deepEqual(troubles, [], pathname);
}
