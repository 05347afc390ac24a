//! Somebody at a page: finds things by the words on them, and waits for what comes next.
import assert from "node:assert/strict";
import { words } from "./words.mjs";

/** The ways that every journey goes: both languages, with and without script. */
export const ways = ["en", "cy"].flatMap((language) =>
  [true, false].map((script) => ({
    language,
    script,
    name: `in ${language === "en" ? "English" : "Welsh"}, ${script ? "with" : "without"} script`,
  })),
);

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * Somebody who reads `page` in `language`. Every name of a control is the key of a message:
 * `turn` to a part of the site, `follow` a link, `press` a button, `fill` a field, `pick` from a
 * list, `choose` a radio button, `tick` a box. Those that leave the page come back when the next
 * one is there.
 */
export function guide(page, language) {
  const say = words(language);
  const labelled = (key) => page.getByLabel(say(key), { exact: true });
  const main = page.locator("main");
  const called = (role, key, values) => main.getByRole(role, { name: say(key, values), exact: true });
  const beginning = (role, key) =>
    page.getByRole(role, { name: new RegExp(`^\\s*${escaped(say(key))}`) }).first();
  const leave = (act) => Promise.all([page.waitForEvent("load"), act()]);
  return {
    page,
    language,
    say,
    leave,
    turn: (key) =>
      leave(() => page.locator("header").getByRole("link", { name: say(key), exact: true }).first().click()),
    follow: (key, values) => leave(() => called("link", key, values).first().click()),
    press: (key, values) => leave(() => called("button", key, values).first().click()),
    fill: (key, text) => labelled(key).fill(text),
    fillNamed: (key, values, text) => page.getByLabel(say(key, values), { exact: true }).fill(text),
    labelled,
    async pick(key, text) {
      const list = typeof key === "string" ? labelled(key) : key;
      const option = list.locator("option", { hasText: text }).first();
      await list.selectOption(await option.getAttribute("value"));
    },
    choose: (key) => beginning("radio", key).check(),
    tick: (key) => beginning("checkbox", key).check(),
    async unfold(key) {
      await page.locator("summary", { hasText: say(key) }).first().click();
    },
    /** Insists that the page's heading is this message. */
    async arrived(key, values) {
      const heading = await page.locator("h1").innerText();
      assert.equal(squeezed(heading), squeezed(say(key, values)), page.url());
    },
    /** Insists that the page says this message. */
    async told(key, values) {
      await main.getByText(say(key, values)).first().waitFor();
    },
  };
}

/** Text with every run of space made one. */
export const squeezed = (text) => text.replace(/\s+/g, " ").trim();
