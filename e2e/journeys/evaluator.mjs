//! The evaluator: from a table of voices to a published report, by the browser alone.
import assert from "node:assert/strict";
import { visitor } from "../lib/browser.mjs";
import { guide, squeezed } from "../lib/guide.mjs";
import { printed } from "../lib/holding.mjs";
import { freshLinks } from "../lib/server.mjs";
import { signIn } from "../lib/signing-in.mjs";

/** What was said and what is made of it, in each language. */
const told = {
  en: {
    lines: [
      "The lamp by the bridge has been out since the clocks changed.",
      "I carry a torch now, so that I can see my neighbour home.",
      "Nobody has told us when it will be mended.",
    ],
    part: "I carry a torch now",
    counted: "I stay in once it is dark.",
    finding: "When a street lamp is out, neighbours see each other home.",
    limits: "One person said it, of one street.",
    title: "After dark",
    claim: "Neighbours see each other home when a lamp is out.",
    reason: "One person said it, and nobody else has been asked yet.",
  },
  cy: {
    lines: [
      "Mae’r lamp wrth y bont wedi diffodd ers troi’r clociau.",
      "Rwy’n cario tortsh nawr, er mwyn hebrwng fy nghymydog adref.",
      "Does neb wedi dweud wrthym pryd y caiff ei thrwsio.",
    ],
    part: "Rwy’n cario tortsh nawr",
    counted: "Rwy’n aros gartref ar ôl iddi nosi.",
    finding: "Pan fydd lamp stryd wedi diffodd, mae cymdogion yn hebrwng ei gilydd adref.",
    limits: "Un person a’i dywedodd, am un stryd.",
    title: "Wedi iddi nosi",
    claim: "Mae cymdogion yn hebrwng ei gilydd adref pan fydd lamp wedi diffodd.",
    reason: "Un person a’i dywedodd, a does neb arall wedi cael ei holi eto.",
  },
};

const PLACE = "Cwm Helyg";

/** Goes the whole way in one language, with or without script. */
export async function evaluator({ browser, server }, { language, script }) {
  const page = await visitor(browser, { language, script });
  const at = guide(page, language);
  const said = told[language];
  const called = `E2E ${language} ${script ? "script" : "plain"}`;
  await signIn(page, await freshLinks(server), "evaluator", language);
  await brings(at, said, called);
  await clears(at, said, called);
  const quote = await codes(at, said, script);
  await concludes(at, said, quote);
  await writes(at, said, quote, script);
  await publishes(at, said);
  await follows(at, said, quote);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
}

/** Brings a table in: a row for everyone, a row that is counted only, a row that took it back. */
async function brings(at, said, called) {
  const { page, say } = at;
  await at.turn("web-nav-voices");
  await at.follow("import-title");
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  const rows = [
    ["row", "words", "may", "name", "note"],
    [`${called} 1`, said.lines.join("\n"), "online", called, ""],
    [`${called} 2`, said.counted, "count", `${called}, 2`, ""],
    [`${called} 3`, said.counted, "online", `${called}, 3`, "CONSENT REVOKED"],
  ];
  const table = rows.map((row) => row.map(cell).join(",")).join("\r\n");
  const file = { name: "voices.csv", mimeType: "text/csv", buffer: Buffer.from(table) };
  await at.labelled("import-file").setInputFiles(file);
  await at.press("import-upload");
  await at.arrived("import-columns");
  await at.labelled("voice-campaign").selectOption({ index: 1 });
  await at.pick("voice-community", PLACE);
  await at.pick("import-language", say(`spoken-${at.language}`));
  const columns = { row: "ref", words: "text", may: "permission", name: "title" };
  for (const [header, field] of Object.entries(columns)) {
    await at.pick(page.getByLabel(header, { exact: true }), say(`import-field-${field}`));
  }
  await at.choose("import-permission-column");
  await at.press("import-look");
  await at.told("import-would");
  await at.told("import-created", { n: 2 });
  await at.told("import-rejected", { n: 1 });
  await at.told("import-problem-revoked");
  await at.press("import-go");
  await at.arrived("import-done");
  await at.told("import-created", { n: 2 });
  await at.follow("campaign-voices");
}

/** Sees the voices, reads one, and clears it. */
async function clears(at, said, called) {
  const { page } = at;
  await page.getByRole("link", { name: `${called}, 2`, exact: true }).waitFor();
  assert.equal(await page.getByRole("link", { name: `${called}, 3`, exact: true }).count(), 0);
  await at.leave(() => page.getByRole("link", { name: called, exact: true }).click());
  for (const line of said.lines) await page.getByText(line, { exact: true }).first().waitFor();
  await at.told("review-waiting-tag");
  await at.press("review-cleared");
  await at.told("review-cleared-tag");
}

/** Marks words of the second line with the first theme, and gives the words. */
async function codes(at, said, script) {
  const { page } = at;
  await at.follow("voice-code");
  const line = () => page.getByRole("listitem").filter({ hasText: said.lines[1] });
  const theme = page.getByRole("group", { name: at.say("coding-which-themes") }).getByRole("checkbox");
  const name = (await page.locator("label.opt .nm").first().innerText()).trim();
  if (script) {
    await line().locator("[data-text]").evaluate((element, length) => {
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
      const indent = text.data.length - text.data.trimStart().length;
      getSelection().setBaseAndExtent(text, indent, text, indent + length);
    }, said.part.length);
    await page.waitForFunction(
      (part) => document.querySelector("[data-picked]").textContent === part,
      said.part,
    );
    await line().getByRole("link").first().focus();
    await page.keyboard.press("1");
    assert.ok(await theme.first().isChecked(), "the number key ticks the first theme");
    await at.leave(() => page.keyboard.press("Control+Enter"));
  } else {
    await at.follow("coding-choose-line", { line: 2 });
    await theme.first().check();
    await at.press("coding-save", { line: 3 });
  }
  await line().getByRole("link", { name, exact: true }).waitFor();
  const quote = script ? said.part : said.lines[1];
  assert.equal(squeezed(await line().locator("mark").innerText()), quote);
  return quote;
}

/** Makes a finding that the marked words speak for. */
async function concludes(at, said, quote) {
  await at.turn("web-nav-findings");
  await at.follow("finding-new");
  await at.pick("finding-place", PLACE);
  await at.fill(`finding-sentence-${at.language}`, said.finding);
  await at.choose("finding-level-1");
  await at.choose("finding-confidence-less");
  await at.fill(`finding-limits-${at.language}`, said.limits);
  await at.press("theme-save");
  await at.follow("evidence-add");
  await at.page.getByRole("checkbox", { name: quote }).first().check();
  await at.choose("evidence-side-for");
  await at.press("evidence-save");
  await at.page.getByText(`“${quote}”`).first().waitFor();
}

/** Writes a report with a slip in it, is told, mends it, and puts the quote in. */
async function writes(at, said, quote, script) {
  const { page } = at;
  const number = new URL(page.url()).pathname.split("/").at(-1);
  await at.turn("web-nav-reports");
  await at.follow("report-new");
  await at.fill(`report-title-${at.language}`, said.title);
  await at.pick("report-place", PLACE);
  await at.press("report-begin");
  const source = (finding, more = "") =>
    `---\ntitle: ${said.title}\ncommunity: cwm-helyg\n---\n\n## ${said.title}\n\n` +
    `:claim[${said.claim}]{#home findings="${finding}"}\n\n${more}`;
  await at.fill("report-source", source("99999"));
  if (script) await page.getByText("E113").first().waitFor();
  await at.press("report-check");
  await at.told("diagnostic-E113", { number: "99999" });
  await at.told("diagnostic-E112-remedy");
  await at.fill("report-source", source(number));
  await at.press("report-save");
  assert.equal(await page.getByText("E113").count(), 0);
  await at.unfold("report-pick-quotes");
  const code = await page.getByRole("listitem").filter({ hasText: quote }).locator("code").innerText();
  await at.fill("report-source", source(number, `${code.replace("}", " claim=home}")}\n`));
  await at.press("report-save");
  await at.told("diagnostic-summary", { errors: 0, warnings: 1 });
  await page.getByRole("region", { name: at.say("report-preview") }).getByText(quote).waitFor();
}

/** Says why the small count may stand, and publishes. */
async function publishes(at, said) {
  await at.follow("report-tab-publishing");
  await at.fillNamed("publishing-reason", { code: "W201" }, said.reason);
  await at.press("publishing-publish", { n: 1 });
}

/** Reads what the public reads: the page, the thread behind its line, and the print. */
async function follows(at, said, quote) {
  const { page } = at;
  const heading = await page.locator("h1").innerText();
  assert.equal(squeezed(heading), said.title);
  for (const text of [said.claim, quote, said.reason]) await page.getByText(text).first().waitFor();
  const pdf = await page.getByRole("link", { name: at.say("report-pdf") }).getAttribute("href");
  const knot = page.getByRole("link", { name: new RegExp(at.say("knot-label-few", { thread: "\\d+" })) });
  await at.leave(() => knot.first().click());
  assert.match(page.url(), /\/t\/\d+$/);
  assert.equal(squeezed(await page.locator("h1").innerText()), said.claim);
  await at.told("thread-line");
  const answer = await page.request.get(new URL(pdf, page.url()).href);
  assert.equal(answer.status(), 200);
  const bytes = await answer.body();
  assert.equal(bytes.subarray(0, 4).toString(), "%PDF");
  const print = await printed(bytes);
  for (const text of [said.title, said.claim, quote]) assert.ok(print.includes(text), `“${text}” in print`);
}
