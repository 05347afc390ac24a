//! Three people, each the whole way, in both languages, with and without script.
//!
//! `EDEFYN_BIN` names the program; without it nobody can go anywhere and the test says so.
import { after, before, describe, test } from "node:test";
import { evaluator } from "./journeys/evaluator.mjs";
import { officer } from "./journeys/officer.mjs";
import { resident } from "./journeys/resident.mjs";
import { start } from "./lib/browser.mjs";
import { ways } from "./lib/guide.mjs";
import { program, serveDemonstration } from "./lib/server.mjs";

const people = {
  "an evaluator publishes what a table of voices says": evaluator,
  "a resident with a card takes their words back": resident,
  "an officer takes words down, shows them again, and takes them back": officer,
};

describe("journeys", { skip: program ? false : "skipped: EDEFYN_BIN names no program" }, () => {
  const here = {};

  before(async () => {
    here.server = await serveDemonstration();
    here.browser = await start();
  });

  after(async () => {
    await here.browser?.close();
    await here.server?.stop();
  });

  for (const [what, goes] of Object.entries(people)) {
    for (const way of ways) {
      test(`${what}, ${way.name}`, { timeout: 180_000 }, () => goes(here, way));
    }
  }
});
