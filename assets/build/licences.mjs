//! Gathers the licences of the faces, which their authors ask to travel with them.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const faces = ["atkinson-hyperlegible-next", "bricolage-grotesque", "literata"];

/** Writes one text with the licence of each face to `out`/fonts-licence.txt. */
export async function gatherLicences(modules, out) {
  const texts = await Promise.all(
    faces.map(async (face) => {
      const text = await readFile(join(modules, "@fontsource-variable", face, "LICENSE"), "utf8");
      return `${face}\n\n${text.trim()}\n`;
    }),
  );
  await writeFile(join(out, "fonts-licence.txt"), texts.join("\n\n"));
}
