//! Words that the demonstration's report quotes, and how somebody who works there finds them.
import assert from "node:assert/strict";
import { squeezed } from "../lib/guide.mjs";

/** The report about one community, in each language. */
export const REPORT = {
  en: "/en/reports/a-year-in-cwm-helyg",
  cy: "/cy/adroddiadau/a-year-in-cwm-helyg",
};

/** All words that the report quotes today. */
export async function quoted({ page }, report) {
  await page.goto(report);
  const quotes = await page.locator("figure.pull blockquote p").allInnerTexts();
  return quotes.map((words) => squeezed(words).replace(/^“|”$/g, ""));
}

/**
 * Searches in the back office for words out of `quotes` that one person alone said, opens that
 * voice, and gives the words.
 */
export async function finds(at, quotes) {
  const { page } = at;
  await at.turn("web-nav-voices");
  for (const words of quotes) {
    await at.fill("voices-words", words);
    await at.press("voices-search");
    const results = page.locator("main .results h2");
    if ((await results.count()) !== 1) continue;
    await at.leave(() => results.getByRole("link").click());
    await page.locator("main").getByText(words).first().waitFor();
    return words;
  }
  return assert.fail(`nobody is found who alone said any of: ${quotes.join(" | ")}`);
}
