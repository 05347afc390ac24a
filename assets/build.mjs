//! Builds everything a browser or the PDF press loads into `dist/`. Run with `npm run build`.
//!
//! `dist/manifest.json` tells the program which hashed file stands behind each plain name.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compressAll } from "./build/compress.mjs";
import { buildFonts } from "./build/fonts.mjs";
import { gatherLicences } from "./build/licences.mjs";
import { copyPressFonts } from "./build/press.mjs";
import { settle } from "./build/settle.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const modules = join(here, "node_modules");
const fonts = join(modules, ".cut-fonts");
const bench = join(modules, ".bench");

await rm(bench, { recursive: true, force: true });
await mkdir(bench, { recursive: true });
await copyPressFonts(modules, bench);
await buildFonts(modules, fonts);
await gatherLicences(modules, fonts);

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: [
    "styles/site.css",
    "styles/desk.css",
    "scripts/site.ts",
    "scripts/desk.ts",
    "scripts/coding.ts",
    "scripts/preview.ts",
    "icons/icon.svg",
    "icons/weave.svg",
    join(fonts, "fonts-licence.txt"),
  ],
  outdir: bench,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  format: "esm",
  target: ["es2022", "chrome105", "firefox121", "safari16.4"],
  loader: { ".svg": "copy", ".woff2": "copy", ".txt": "copy" },
  metafile: true,
});

await writeFile(join(bench, "manifest.json"), `${JSON.stringify(manifest(metafile), null, 2)}\n`);
await compressAll(bench);
await settle(bench, join(here, "dist"));

/** Plain name to hashed name: {"site.css": "site-ABCDEFGH.css", ...}, in order of name. */
function manifest({ outputs }) {
  const names = Object.keys(outputs).map((path) => {
    const hashed = basename(path);
    return [hashed.replace(/-[A-Z0-9]{8}(?=\.\w+$)/, ""), hashed];
  });
  return Object.fromEntries(names.sort(([one], [other]) => (one < other ? -1 : 1)));
}
