//! The contrast of every pair of colours that carries meaning, worked out from the tokens by the
//! formula of WCAG 2.2 ("relative luminance" and "contrast ratio").
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const source = readFileSync(new URL("../styles/tokens.css", import.meta.url), "utf8");
const tokens = Object.fromEntries(
  [...source.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]),
);

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one, other) {
  const [light, dark] = [luminance(tokens[one]), luminance(tokens[other])].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test("black_on_white_is_twenty_one_to_one", () => {
  tokens.black = "#000000";
  assert.equal(contrast("black", "paper").toFixed(2), "21.00");
});

for (const [front, back, ratio] of [
  ["ink", "paper", 16.7],
  ["ink-2", "paper", 8.0],
  ["paper", "damson", 15.2],
  ["gold", "damson", 8.3],
  ["ink", "gold", 9.2],
  ["voice", "paper", 8.4],
  ["voice", "voice-tint", 7.2],
  ["data", "paper", 7.1],
  ["data", "data-tint", 6.2],
  ["action", "paper", 6.7],
  ["action", "action-tint", 5.8],
  ["link", "paper", 9.8],
  ["alert", "paper", 6.5],
  ["line", "paper", 3.7],
]) {
  test(`${front}_on_${back}_keeps_the_contrast_of_the_design`, () => {
    const found = contrast(front, back);
    assert.ok(Math.abs(found - ratio) <= 0.1, `${found.toFixed(2)}, not ${ratio}`);
  });
}

for (const [front, back] of [
  ["ink", "mist"],
  ["ink-2", "mist"],
  ["ink-2", "mist-2"],
  ["ink", "gold-tint"],
  ["ink-2", "gold-tint"],
  ["link", "mist"],
  ["link", "gold-tint"],
  ["link", "voice-tint"],
  ["link", "action-tint"],
  ["alert", "mist"],
  ["alert", "alert-tint"],
  ["amber", "paper"],
  ["amber", "mist"],
  ["mist-2", "damson"],
  ["paper", "damson-2"],
  ["paper", "voice"],
  ["paper", "data"],
  ["paper", "action"],
]) {
  test(`${front}_on_${back}_can_be_read_as_text`, () => {
    assert.ok(contrast(front, back) >= 4.5, contrast(front, back).toFixed(2));
  });
}

for (const [front, back] of [
  ["line", "mist"],
  ["thread", "paper"],
  ["damson-line", "damson"],
  ["ink", "focus"],
]) {
  test(`${front}_beside_${back}_can_be_told_apart`, () => {
    assert.ok(contrast(front, back) >= 3, contrast(front, back).toFixed(2));
  });
}

test("there_are_twelve_themes_each_seen_on_white_and_on_its_tint", () => {
  for (let theme = 1; theme <= 12; theme += 1) {
    const colour = `theme-${theme}`;
    assert.ok(contrast(colour, "paper") >= 4.5, colour);
    assert.ok(contrast(colour, `${colour}-tint`) >= 4.5, `${colour} on its tint`);
    assert.ok(contrast("ink", `${colour}-tint`) >= 7, `ink on the tint of ${colour}`);
  }
  assert.equal(tokens["theme-13"], undefined);
});
