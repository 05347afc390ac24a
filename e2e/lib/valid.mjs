//! HTML, judged by html-validate's standard rules; matters of taste are left out.
import assert from "node:assert/strict";
import { HtmlValidate } from "html-validate";

const judge = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    "attr-quotes": "off",
    "attribute-boolean-style": "off",
    "doctype-style": "off",
    "long-title": "off",
    "no-trailing-whitespace": "off",
    "no-inline-style": "error",
    "tel-non-breaking": "off",
    "void-style": "off",
  },
});

/** Fails with each fault's line, rule and words, if `html` has one. */
export async function valid(html, where) {
  const { results } = await judge.validateString(html);
  const faults = results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `  ${line}:${column} ${ruleId}: ${message}`),
  );
  assert.equal(faults.length, 0, `${where}\n${faults.join("\n")}`);
}
