//! Nothing makes a reader scroll sideways.
import assert from "node:assert/strict";

/** Fails, naming what sticks out, if the page is wider than its window. */
export async function noSidewaysScroll(page, where = page.url()) {
  const { wide, room, culprits } = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const scrolls = (element) => {
      for (let box = element.parentElement; box; box = box.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(box).overflowX)) return true;
      }
      return false;
    };
    const culprits = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > room + 1 && !scrolls(element))
      .slice(0, 5)
      .map((element) => element.cloneNode(false).outerHTML.slice(0, 160));
    return { wide: document.scrollingElement.scrollWidth, room, culprits };
  });
  assert.ok(wide <= room, `${where}: ${wide} px of page in ${room} px\n  ${culprits.join("\n  ")}`);
}
