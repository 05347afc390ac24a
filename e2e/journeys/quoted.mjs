//! Words that the demonstration's report quotes, and how somebody who works there finds them.
import { squeezed } from "../lib/guide.mjs";

/** The report about one community, in each language. */
export const REPORT = {
  en: "/en/reports/a-year-in-cwm-helyg",
  cy: "/cy/adroddiadau/a-year-in-cwm-helyg",
};

/** The first words that the report still quotes. */
export async function quoted({ page }, report) {
  await page.goto(report);
  const words = await page.locator("figure.pull blockquote p").first().innerText();
  return { words: squeezed(words).replace(/^“|”$/g, "") };
}

/** Searches for the words in the back office, and opens the voice that said them. */
export async function finds(at, words) {
  const { page } = at;
  await at.follow("web-nav-voices");
  await at.fill("voices-words", words);
  await at.press("voices-search");
  await at.leave(() => page.locator("main .results h2").first().getByRole("link").click());
  await page.locator("main").getByText(words).first().waitFor();
}
