//! What every style sheet keeps to: our own files only, colours by their names, a light first load.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";

const folder = new URL("../styles/", import.meta.url);
const dist = new URL("../dist/", import.meta.url);
const sheets = readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), "utf8")]);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", dist), "utf8"));
const size = (name) => statSync(new URL(name, dist)).size;

test("no_style_sheet_fetches_from_elsewhere", () => {
  for (const name of ["site.css", "desk.css"]) {
    sheets.push([name, readFileSync(new URL(manifest[name], dist), "utf8")]);
  }
  for (const [name, css] of sheets) {
    assert.doesNotMatch(css, /url\(\s*["']?(?:[a-z]+:|\/\/)/i, name);
    assert.doesNotMatch(css, /@import\s+(?:url\()?["']?(?:[a-z]+:|\/\/)/i, name);
  }
});

test("only_the_tokens_name_a_colour_by_number", () => {
  for (const [name, css] of sheets) {
    if (name === "tokens.css" || name in manifest) continue;
    assert.doesNotMatch(css.replaceAll(/\/\*[^]*?\*\//g, ""), /#[0-9a-f]{3,8}\b(?=\s*[;,)}])/i, name);
  }
});

test("every_token_used_is_named", () => {
  const all = sheets.map(([, css]) => css).join("\n");
  const named = new Set([...all.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  for (const [, name] of all.matchAll(/var\((--[\w-]+)/g)) assert.ok(named.has(name), name);
});

test("the_manifest_names_files_that_exist_with_their_compressed_copies", () => {
  for (const [name, hashed] of Object.entries(manifest)) {
    assert.ok(size(hashed) > 0, name);
    if (/\.(css|js|svg)$/.test(name)) {
      assert.ok(size(`${hashed}.br`) < size(hashed), `${name} in brotli`);
      assert.ok(size(`${hashed}.gz`) < size(hashed), `${name} in gzip`);
    }
  }
});

test("a_first_load_leaves_room_for_a_long_page_in_150_kilobytes", () => {
  const fonts = Object.entries(manifest)
    .filter(([name]) => /^(atkinson|bricolage|literata)(-welsh)?\.woff2$/.test(name))
    .reduce((sum, [, hashed]) => sum + size(hashed), 0);
  assert.ok(fonts <= 75_000, `fonts: ${fonts}`);
  const rest = ["site.css", "site.js", "weave.svg"].reduce((sum, name) => sum + size(`${manifest[name]}.br`), 0);
  assert.ok(fonts + rest <= 90_000, `all: ${fonts + rest}`);
});
