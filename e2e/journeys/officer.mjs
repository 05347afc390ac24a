//! The officer with a takedown: hides words at once, shows them again, and takes them back.
import assert from "node:assert/strict";
import { visitor } from "../lib/browser.mjs";
import { guide } from "../lib/guide.mjs";
import { around, holding } from "../lib/holding.mjs";
import { freshLinks } from "../lib/server.mjs";
import { signIn } from "../lib/signing-in.mjs";
import { finds, quoted, REPORT } from "./quoted.mjs";

/** Goes the whole way in one language, with or without script. */
export async function officer({ browser, server }, { language, script }) {
  const page = await visitor(browser, { language, script });
  const at = guide(page, language);
  const report = server.address + REPORT[language];
  const anyone = await visitor(browser, { language, script });
  await signIn(page, await freshLinks(server), "host_manager", language);
  const words = await finds(at, await quoted(guide(anyone, language), report));
  const everywhere = await around(anyone.request, report, { prints: script });
  const holders = () => holding(anyone.request, everywhere, words);
  const before = await holders();
  assert.ok(before.includes(report), "the report quotes the words");

  await hides(at);
  assert.deepEqual(await holders(), [], "hidden everywhere");
  await anyone.goto(report);
  await guide(anyone, language).told("quote-gone");

  await showsAgain(at);
  assert.deepEqual(await holders(), before, "shown again where they stood");

  await takesBack(at, report);
  assert.deepEqual(await holders(), [], "gone for good");
  for (const one of [page, anyone]) {
    assert.deepEqual(one.troubles, []);
    await one.context().close();
  }
}

/** Hides the words, having seen where they are. */
async function hides(at) {
  await at.follow("withdrawal-takedown-go");
  await at.arrived("taking-back-down-title");
  await at.told("taking-back-reach");
  await at.told("taking-back-kind-publication");
  await at.choose("taking-back-reason-harm");
  await at.press("taking-back-down-button");
}

/** Nothing was wrong with them: everyone may read them again. */
async function showsAgain(at) {
  await at.choose("taking-back-reason-mistake");
  await at.press("taking-back-lift-button");
  await at.leave(() => at.page.locator("main p a").first().click());
  await at.told("withdrawal-lifted");
}

/** The person asks for them back after all. */
async function takesBack(at) {
  await at.follow("withdrawal-go");
  await at.arrived("taking-back-title");
  await at.told("taking-back-kind-file");
  await at.choose("taking-back-reason-asked");
  await at.tick("taking-back-sure");
  await at.press("taking-back-button");
  await at.arrived("taking-back-done-title");
}
