//! Subsets the three faces for the screen and writes the CSS that names them.
//!
//! Each face is cut in three by what a page is likely to need: Latin, which every page loads;
//! Welsh and the signs the Latin file lacks, which come when a page has one of them; and the rest
//! of the Latin alphabet, for names from elsewhere.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as fontkit from "fontkit";
import subsetFont from "subset-font";

const between = (first, last) =>
  Array.from({ length: last - first + 1 }, (_, step) => first + step);
const pointsOf = (text) => [...text].map((sign) => sign.codePointAt(0));

const latin = [
  ...between(0x20, 0x7e),
  ...between(0xa0, 0xff),
  ...pointsOf("ıŒœˆ˚˜–—‘’‚“”„•…‹›⁄€™−"),
];
const welsh = pointsOf("ŴŵŶŷẀẁẂẃẄẅỲỳ†‡‰′″≈≠≤≥←↑→↓");

const faces = [
  {
    name: "atkinson",
    family: "Atkinson Next",
    files: "atkinson-hyperlegible-next",
    weight: { min: 400, max: 700 },
    style: "normal",
  },
  {
    name: "atkinson-italic",
    family: "Atkinson Next",
    files: "atkinson-hyperlegible-next",
    weight: 400,
    style: "italic",
  },
  {
    name: "bricolage",
    family: "Bricolage",
    files: "bricolage-grotesque",
    weight: 700,
    style: "normal",
  },
  {
    name: "literata",
    family: "Literata",
    files: "literata",
    weight: 400,
    style: "normal",
  },
];

/** Writes every subset to `out` with a `fonts.css` beside them that loads each when it is needed. */
export async function buildFonts(modules, out) {
  await mkdir(out, { recursive: true });
  const rules = [];
  for (const face of faces) {
    const folder = join(modules, "@fontsource-variable", face.files, "files");
    const near = await readFile(join(folder, `${face.files}-latin-wght-${face.style}.woff2`));
    const far = await readFile(join(folder, `${face.files}-latin-ext-wght-${face.style}.woff2`));
    const inNear = new Set(fontkit.create(near).characterSet);
    const inFar = new Set(fontkit.create(far).characterSet);

    const first = latin.filter((point) => inNear.has(point));
    const second = welsh.filter((point) => inFar.has(point));
    const rest = [...inFar].filter((point) => !first.includes(point) && !second.includes(point));
    for (const [suffix, source, points] of [
      ["", near, first],
      ["-welsh", far, second],
      ["-rest", far, rest],
    ]) {
      rules.push(await cut(face, suffix, source, points, out));
    }
  }
  await writeFile(join(out, "fonts.css"), rules.join("\n"));
}

async function cut(face, suffix, source, points, out) {
  const file = `${face.name}${suffix}.woff2`;
  const bytes = await subsetFont(source, String.fromCodePoint(...points), {
    targetFormat: "woff2",
    variationAxes: { wght: face.weight },
  });
  await writeFile(join(out, file), bytes);
  const weight = typeof face.weight === "number" ? face.weight : `${face.weight.min} ${face.weight.max}`;
  return `@font-face {
  font-family: "${face.family}";
  font-style: ${face.style};
  font-weight: ${weight};
  font-display: swap;
  src: url("./${file}") format("woff2");
  unicode-range: ${ranges(points)};
}`;
}

/** The points as CSS ranges: "U+20-7E, U+A0". */
function ranges(points) {
  const hex = (point) => point.toString(16).toUpperCase();
  const runs = [];
  for (const point of [...points].sort((one, other) => one - other)) {
    const run = runs.at(-1);
    if (run && run.last === point - 1) run.last = point;
    else runs.push({ first: point, last: point });
  }
  return runs
    .map(({ first, last }) => (first === last ? `U+${hex(first)}` : `U+${hex(first)}-${hex(last)}`))
    .join(", ");
}
