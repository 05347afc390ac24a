//! The resident with a card: sees what came of their words, allows less, and takes them back.
import assert from "node:assert/strict";
import { visitor } from "../lib/browser.mjs";
import { guide } from "../lib/guide.mjs";
import { around, holding } from "../lib/holding.mjs";
import { freshLinks } from "../lib/server.mjs";
import { signIn } from "../lib/signing-in.mjs";
import { finds, quoted, REPORT } from "./quoted.mjs";

/** Goes the whole way in one language, with or without script. */
export async function resident({ browser, server }, { language, script }) {
  const officer = await visitor(browser, { language, script });
  const page = await visitor(browser, { language, script, width: 390 });
  const at = guide(page, language);
  const report = server.address + REPORT[language];
  await signIn(officer, await freshLinks(server), "local_worker", language);
  const words = await finds(guide(officer, language), await quoted(at, report));
  const number = await onTheCard(guide(officer, language));
  const before = await around(page.request, report, { prints: script });
  const shown = await holding(page.request, before, words);
  assert.ok(shown.includes(report), "the report quotes the words");
  const printed = shown.some((one) => one.endsWith("/report.pdf"));
  assert.equal(printed, script, "so does its print, where it is looked at");

  await looksUp(at, number, words);
  await allowsLess(at, report, words, before);
  const old = await takesBack(at, report);
  await isGone(at, { report, words, old, before, prints: script });
  await looksAgain(at, number);
  await nobodyFinds(guide(officer, language), words);
  for (const one of [page, officer]) await one.context().close();
}

/** The number on the card that goes with the voice. */
async function onTheCard(at) {
  await at.follow("card-title");
  await at.arrived("card-title");
  const card = at.page.locator(".slip", { hasText: at.say(`card-thread-number-${at.language}`) });
  return (await card.locator(".number").innerText()).trim();
}

/** Goes from the home page to what happened, which never shows the words. */
async function looksUp(at, number, words) {
  const { page } = at;
  await page.goto(new URL(`/${at.language}`, page.url()).href);
  await at.follow("home-to-thread");
  await at.fill("my-words-number", number.toLowerCase());
  await at.press("my-words-button");
  await at.arrived("my-words-show-title");
  await at.told("my-words-quoted");
  await at.told("my-words-lines");
  assert.equal(await page.getByText(words).count(), 0, "the words are never shown here");
  assert.ok(!page.url().includes(number.slice(0, 4)), "nor the number in the address");
}

/** Chooses to be counted only: the words leave the reports at once, and the voice still counts. */
async function allowsLess(at, report, words, before) {
  await at.follow("my-words-to-permission");
  await at.choose("my-words-rung-count");
  await at.press("my-words-permission-button");
  await at.told("my-words-permission-changed");
  assert.deepEqual(await holding(at.page.request, before, words), []);
  await at.follow("my-words-back");
  await at.told("my-words-not-quoted");
}

/** Sees where the words are, and takes them back; gives the version that stood until then. */
async function takesBack(at, report) {
  const { page } = at;
  const old = await newest(page.request, report);
  await at.follow("my-words-to-withdrawal");
  await at.told("my-words-reach");
  await at.tick("my-words-sure");
  await at.press("my-words-withdrawal-button");
  await at.arrived("my-words-gone-title");
  return old;
}

/** The number of the newest version of a report. */
async function newest(request, report) {
  const answer = await request.get(`${new URL(report).origin}/api/v1/reports/${report.split("/").at(-1)}`);
  return (await answer.json()).version;
}

async function isGone(at, { report, words, old, before, prints }) {
  const { page, say } = at;
  const now = await newest(page.request, report);
  assert.ok(now > old, `version ${now} takes the place of ${old}`);
  const after = new Set([...before, ...(await around(page.request, report, { prints }))]);
  assert.deepEqual(await holding(page.request, after, words), []);
  await page.goto(report);
  const last = page.getByRole("link", { name: new RegExp(say("report-version-of", { n: old, date: ".*" })) });
  await at.leave(() => last.first().click());
  await at.told("version-superseded-withdrawal");
  await at.follow("report-newest");
  assert.equal(page.url(), report);
}

/** The number leads nowhere any more. */
async function looksAgain(at, number) {
  const { page } = at;
  assert.deepEqual(page.troubles, []);
  await page.goto(new URL(`/${at.language}`, page.url()).href);
  await at.follow("home-to-thread");
  await at.fill("my-words-number", number);
  await at.press("my-words-button");
  await at.told("my-words-unknown");
}

/** Search finds nothing either. */
async function nobodyFinds(at, words) {
  await at.turn("web-nav-voices");
  await at.fill("voices-words", words);
  await at.press("voices-search");
  assert.equal(await at.page.locator("main").getByText(words).count(), 0);
  assert.deepEqual(at.page.troubles, []);
}
