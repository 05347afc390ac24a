//! Finds every kind of page by following links, so that no page is forgotten in a list.

/** Words after which an address holds a name rather than a word of its own. */
const NAMED = new Set([
  "campaigns", "ymgyrchoedd", "communities", "cymunedau", "organisations", "sefydliadau",
  "programmes", "rhaglenni", "reports", "adroddiadau",
]);
const OWN = new Set(["new", "newydd", "versions", "fersiynau"]);

/** The kind of page at an address: ids, numbers and names become `*`. */
export function kind(path) {
  const parts = path.split("?")[0].split("/");
  return parts
    .map((part, at) => {
      if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(part) || /^\d+$/.test(part)) return "*";
      if (at > 0 && NAMED.has(parts[at - 1]) && !OWN.has(part)) return "*";
      return part;
    })
    .join("/");
}

/**
 * Follows links from `starts` and gives `pages`, one address for each kind of page that answers
 * with HTML, and `broken`, each link that led nowhere. Only pages below `/en` are followed; their
 * Welsh address is what they link to.
 */
export async function crawl(page, base, starts, most = 400) {
  const found = new Map();
  const waiting = [...starts];
  const seen = new Set(waiting.map(kind));
  const broken = [];
  while (waiting.length > 0 && seen.size < most) {
    const path = waiting.shift();
    const answer = await page.request.get(base + path, { maxRedirects: 5 });
    const type = answer.headers()["content-type"] ?? "";
    if (!answer.ok()) broken.push(`${answer.status()} ${path}`);
    if (!answer.ok() || !type.startsWith("text/html")) continue;
    const landed = new URL(answer.url()).pathname;
    const html = await answer.text();
    const other = html.match(/class="lang" href="([^"]+)"/)?.[1];
    if (!found.has(kind(landed)) && other) {
      found.set(kind(landed), { en: path, cy: other.replaceAll("&amp;", "&") });
    }
    for (const [, href] of html.matchAll(/<a [^>]*href="([^"#]+)/g)) {
      const link = href.replaceAll("&amp;", "&");
      if (!link.startsWith("/en") || link.includes("sign-out") || link.includes("sign-in/")) continue;
      if (!seen.has(kind(link))) {
        seen.add(kind(link));
        waiting.push(link);
      }
    }
  }
  return { pages: [...found.values()], broken };
}
