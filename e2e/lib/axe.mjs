//! Accessibility, by axe-core: WCAG A to 2.2 AA and best practice, with no violation let through.
import assert from "node:assert/strict";
import axe from "axe-core";

const tags = [
  "wcag2a",
  "wcag2aa",
  "wcag21a",
  "wcag21aa",
  "wcag22a",
  "wcag22aa",
  "best-practice",
];

/**
 * Fails with every violation, its rule, its place and its remedy, if the page has one. The judge
 * runs inside the page, so the visitor must be one with script.
 */
export async function accessible(page, where = page.url()) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (values) => globalThis.axe.run({ runOnly: { type: "tag", values } }),
    tags,
  );
  assert.equal(violations.length, 0, `${where}\n${violations.map(described).join("\n")}`);
}

function described({ id, impact, help, helpUrl, nodes }) {
  const places = nodes
    .slice(0, 5)
    .map(({ target, html, failureSummary }) =>
      [`    ${target.join(" ")}`, `      ${html.slice(0, 200)}`, indented(failureSummary)].join("\n"),
    );
  return [`  ${id} (${impact}): ${help}, ${nodes.length} times. ${helpUrl}`, ...places].join("\n");
}

const indented = (text = "") => text.replace(/^/gm, "      ");
