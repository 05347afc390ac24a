//! What the program says, read from `locales`, so that no test keeps a copy of its words.
import { readFileSync, readdirSync } from "node:fs";

const locales = new URL("../../locales/", import.meta.url);

/** Where a value stands: by itself, or as a number that names something and has no commas. */
const PLACE = /\{ *(?:NUMBER\()?\$(\w+)(?:, useGrouping: "false"\))? *\}/g;

/**
 * What is said in `language` ("en" or "cy"): `say(key, values)` gives a message with its values put
 * in, and fails when there is none or when it needs more than values.
 */
export function words(language) {
  const messages = read(new URL(`${language}/`, locales));
  return (key, values = {}) => {
    const message = messages.get(key);
    if (message === undefined) throw new Error(`${language} has no message ${key}`);
    const said = message.replace(PLACE, (whole, name) => values[name] ?? whole);
    if (/\{ *(NUMBER\()?\$/.test(said)) throw new Error(`${key} needs more: ${said}`);
    return said;
  };
}

function read(folder) {
  const messages = new Map();
  let key;
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
    for (const line of readFileSync(new URL(file, folder), "utf8").split("\n")) {
      const begun = line.match(/^([a-zA-Z][\w-]*) *= *(.*)$/);
      if (begun) {
        key = begun[1];
        messages.set(key, begun[2].trim());
      } else if (key && /^ +\S/.test(line)) {
        messages.set(key, `${messages.get(key)}\n${line.trim()}`.trim());
      }
    }
  }
  return messages;
}
