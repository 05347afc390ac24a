//! Moves a finished build into `dist/`, touching only what changed, so that an unchanged build
//! makes nobody compile again and a failed one leaves the last good files in place.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Makes `to` hold exactly the files of `from`. */
export async function settle(from, to) {
  await mkdir(to, { recursive: true });
  const fresh = await filesIn(from);
  const settled = await filesIn(to);
  for (const path of fresh) {
    const bytes = await readFile(join(from, path));
    if (settled.includes(path) && bytes.equals(await readFile(join(to, path)))) continue;
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), bytes);
  }
  for (const path of settled) {
    if (!fresh.includes(path)) await rm(join(to, path));
  }
}

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
