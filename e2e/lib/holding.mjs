//! Who holds someone's words: pages, files and answers, as anybody gets them.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { squeezed } from "./guide.mjs";

const run = promisify(execFile);
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#34": '"', "#38": "&", "#x27": "'" };

/** Public pages that may hold anybody's words. */
const COMMON = [
  "/en", "/cy", "/en/feed.xml", "/cy/feed.xml", "/en/you-said-we-did", "/cy/dywedoch-chi-gwnaethon-ni",
];

/** What a PDF says, by pdftotext of poppler-utils. */
export async function printed(bytes) {
  const reading = run("pdftotext", ["-", "-"], { maxBuffer: 64 << 20 });
  reading.child.stdin.end(bytes);
  return squeezed((await reading).stdout);
}

/** The text of the answer at `address`: of a page without its tags, of a PDF as it is printed. */
export async function text(request, address) {
  const answer = await request.get(address);
  const type = answer.headers()["content-type"] ?? "";
  if (type.startsWith("application/pdf")) return printed(await answer.body());
  const body = await answer.text();
  if (!type.startsWith("text/html")) return squeezed(body);
  const plain = body.replace(/<[^>]*>/g, " ");
  return squeezed(plain.replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole));
}

/** Those of `addresses` that hold `words`. */
export async function holding(request, addresses, words) {
  const holders = [];
  for (const address of addresses) {
    if ((await text(request, address)).includes(squeezed(words))) holders.push(address);
  }
  return holders;
}

/**
 * Everything public around the report at `address`: both languages, its printed files and old
 * versions, its answer to programs, the home page, promises and the feed. Printing takes longest,
 * and what is printed is the same for a visitor without script, who needs no `prints`.
 */
export async function around(request, address, { prints }) {
  const found = new Set();
  const { origin, pathname } = new URL(address);
  const html = await (await request.get(address)).text();
  const other = html.match(/class="lang" href="([^"]+)"/)[1];
  for (const path of [pathname, other]) {
    found.add(origin + path);
    const body = await (await request.get(origin + path)).text();
    for (const [, href] of body.matchAll(/href="([^"#]+)"/g)) {
      if (href.startsWith(`${path}/`) && !/\.(zip|json)$/.test(href)) found.add(origin + href);
      if (/^\/(en|cy)\/t\/\d+$/.test(href)) found.add(origin + href);
    }
  }
  for (const version of [...found].filter((one) => /\/(versions|fersiynau)\/\d+$/.test(one))) {
    found.add(`${version}/report.pdf`);
  }
  const slug = pathname.split("/").at(-1);
  found.add(`${origin}/api/v1/reports/${slug}`);
  for (const path of COMMON) {
    found.add(origin + path);
  }
  return [...found].filter((one) => prints || !one.endsWith(".pdf"));
}
