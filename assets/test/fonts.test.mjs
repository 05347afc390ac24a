//! Welsh in all three faces: on the screen from the cut files together, on paper from whole ones.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import * as fontkit from "fontkit";

const dist = new URL("../dist/", import.meta.url);
const words = "tŷ dŵr Ŵ Ŷ ŵ ŷ ẃ ẁ ẅ ỳ â ê î ô û Â Ê Î Ô Û ä ë ï ö ü á é í ó ú à è ì ò ù";
const signs = "“ ” ‘ ’ – — … £ € · ×";
const css = readFileSync(new URL(manifest()["site.css"], dist), "utf8");

function manifest() {
  return JSON.parse(readFileSync(new URL("manifest.json", dist), "utf8"));
}

function lacking(fonts, text) {
  return [...text.replaceAll(" ", "")].filter(
    (sign) => !fonts.some((font) => font.hasGlyphForCodePoint(sign.codePointAt(0))),
  );
}

for (const face of ["atkinson", "atkinson-italic", "bricolage", "literata"]) {
  test(`${face}_has_welsh_on_the_screen`, () => {
    const fonts = [face, `${face}-welsh`].map((name) =>
      fontkit.create(readFileSync(new URL(manifest()[`${name}.woff2`], dist))),
    );
    assert.deepEqual(lacking(fonts, words + signs), []);
  });

  test(`${face}_is_loaded_for_every_welsh_letter`, () => {
    const rules = [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)].map(([, rule]) => rule);
    const mine = rules.filter((rule) => new RegExp(`/${face}(-welsh)?-[A-Z0-9]{8}\\.woff2`).test(rule));
    assert.equal(mine.length, 2);
    for (const sign of words.replaceAll(" ", "")) {
      assert.ok(mine.some((rule) => covers(rule, sign.codePointAt(0))), sign);
    }
  });
}

function covers(rule, point) {
  const [, ranges] = rule.match(/unicode-range:\s*([^;}]+)/i);
  return ranges.split(",").some((range) => {
    const text = range.trim().slice(2);
    const [first, last = first] = text.includes("?")
      ? [text.replaceAll("?", "0"), text.replaceAll("?", "F")]
      : text.split("-");
    return point >= Number.parseInt(first, 16) && point <= Number.parseInt(last, 16);
  });
}

for (const file of readdirSync(new URL("press/", dist))) {
  test(`${file}_has_welsh_on_paper`, () => {
    const font = fontkit.create(readFileSync(new URL(`press/${file}`, dist)));
    assert.deepEqual(lacking([font], words + signs), []);
  });
}

test("the_press_has_its_six_fonts", () => {
  assert.equal(readdirSync(new URL("press/", dist)).length, 6);
});
