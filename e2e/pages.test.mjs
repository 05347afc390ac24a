//! Every page, in both languages, at every width: valid, accessible, and never scrolling sideways.
//!
//! `EDEFYN_BIN` names the program; without it there is nothing to look at and the test says so.
//! Pages are found by following links, as a visitor and as each role.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { start, visitor, widths } from "./lib/browser.mjs";
import { crawl } from "./lib/crawl.mjs";
import { sound } from "./lib/page.mjs";
import { program, serveDemonstration } from "./lib/server.mjs";
import { signIn } from "./lib/signing-in.mjs";

/** Who looks around, and how many kinds of page they must find at the least. */
const lookers = {
  visitor: 12,
  administrator: 40,
  evaluator: 25,
  safeguarding_lead: 5,
  programme_manager: 25,
  host_manager: 15,
  local_worker: 10,
  archivist: 10,
  reader: 5,
};

/** At which widths a page is judged: the languages share its parts, and judging takes longest. */
const judged = { en: [320, 1280], cy: [390] };

describe("every page", { skip: program ? false : "skipped: EDEFYN_BIN names no program" }, () => {
  let browser;
  let server;
  const checked = new Set();

  before(async () => {
    server = await serveDemonstration();
    browser = await start();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const [looker, least] of Object.entries(lookers)) {
    test(`pages that a ${looker} finds`, { timeout: 1_800_000 }, async () => {
      const page = await visitor(browser, { width: 1280 });
      if (looker !== "visitor") await signIn(page, server, looker);
      const starts = looker === "visitor" ? ["/en", "/en/sign-in"] : ["/en/desk"];
      const { pages, broken } = await crawl(page, server.address, starts);
      assert.deepEqual(broken, [], "every link that is offered leads somewhere");
      assert.ok(pages.length >= least, `${looker} finds ${pages.length} kinds of page`);
      const problems = [];
      for (const { en, cy } of pages.filter(({ en }) => !checked.has(en))) {
        checked.add(en);
        for (const [path, language] of [[en, "en"], [cy, "cy"]]) {
          try {
            await sound(page, server.address + path, { language, widths, judged: judged[language] });
          } catch (problem) {
            problems.push(problem.message);
          }
        }
      }
      await page.context().close();
      assert.deepEqual(problems, []);
    });
  }
});
