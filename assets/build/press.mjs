//! Copies the fonts that the PDF press sets reports in to `dist/press/`, whole and not subset.
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";

const fonts = [
  ["atkinson-hyperlegible-next", "AtkinsonHyperlegibleNext", "400Regular"],
  ["atkinson-hyperlegible-next", "AtkinsonHyperlegibleNext", "700Bold"],
  ["atkinson-hyperlegible-next", "AtkinsonHyperlegibleNext", "400Regular_Italic"],
  ["literata", "Literata", "400Regular"],
  ["literata", "Literata", "400Regular_Italic"],
  ["bricolage-grotesque", "BricolageGrotesque", "700Bold"],
];

/** Copies every press font from `modules` (a node_modules folder) to `dist`/press. */
export async function copyPressFonts(modules, dist) {
  const press = join(dist, "press");
  await mkdir(press, { recursive: true });
  for (const [family, name, cut] of fonts) {
    const file = `${name}_${cut}.ttf`;
    await copyFile(join(modules, "@expo-google-fonts", family, cut, file), join(press, file));
  }
}
