//! Every page, in both languages, at every width: valid, accessible, and never scrolling sideways.
//!
//! `EDEFYN_BIN` names the program; without it there is nothing to look at and the test says so.
import { after, before, describe, test } from "node:test";
import { start, visitor, widths } from "./lib/browser.mjs";
import { sound } from "./lib/page.mjs";
import { program, serveDemonstration } from "./lib/server.mjs";

/** Public pages: the address in English, and in Welsh. */
const open = [
  ["/en", "/cy"],
];

/** Back-office pages, by the role that opens them. */
const closed = {};

describe("every page", { skip: program ? false : "skipped: EDEFYN_BIN names no program" }, () => {
  let browser;
  let server;

  before(async () => {
    server = await serveDemonstration();
    browser = await start();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const width of widths) {
    for (const [english, welsh] of open) {
      test(`${english} and ${welsh} at ${width}`, () =>
        bothLanguages(() => visitor(browser, { width }), english, welsh));
    }
    for (const [role, pages] of Object.entries(closed)) {
      for (const [english, welsh] of pages) {
        test(`${english} and ${welsh} at ${width} as ${role}`, () =>
          bothLanguages(() => signedIn(role, width), english, welsh));
      }
    }
  }

  async function bothLanguages(open, english, welsh) {
    const page = await open();
    try {
      await sound(page, server.address + english, { language: "en" });
      await sound(page, server.address + welsh, { language: "cy" });
    } finally {
      await page.context().close();
    }
  }

  /** One sign-in for each role, as a link works once; its cookies are kept for later visitors. */
  const cookies = {};
  async function signedIn(role, width) {
    const page = await visitor(browser, { width });
    if (cookies[role]) {
      await page.context().addCookies(cookies[role]);
    } else {
      await page.goto(server.sign_in[role]);
      cookies[role] = await page.context().cookies();
    }
    return page;
  }
});
