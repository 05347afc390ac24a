//! Writes a brotli and a gzip copy beside every text file, so that serving one costs no work.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const text = /\.(css|js|svg|txt)$/;

/** Compresses each text file directly in `folder`; a copy that is no smaller is left out. */
export async function compressAll(folder) {
  for (const name of await readdir(folder)) {
    if (!text.test(name)) continue;
    const bytes = await readFile(join(folder, name));
    const brotli = brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    });
    const gzip = gzipSync(bytes, { level: 9 });
    if (brotli.length < bytes.length) await writeFile(join(folder, `${name}.br`), brotli);
    if (gzip.length < bytes.length) await writeFile(join(folder, `${name}.gz`), gzip);
  }
}
