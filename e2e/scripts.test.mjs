//! The small scripts, each tried in a real browser on a page that holds just what it needs, under
//! the policy that the program sends. Needs `assets/dist`, made by `npm run build` in `assets`.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { start, visitor } from "./lib/browser.mjs";

const dist = new URL("../assets/dist/", import.meta.url);
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'";
const pages = new Map();
const sent = [];
let browser;
let server;
let address;
let manifest;

before(async () => {
  manifest = JSON.parse(await readFile(new URL("manifest.json", dist), "utf8"));
  server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await start();
});

after(async () => {
  await browser?.close();
  server?.close();
});

async function answer(request, response) {
  const path = request.url.split("?")[0];
  if (request.method === "POST") {
    let body = "";
    for await (const piece of request) body += piece;
    sent.push([path, body]);
  }
  if (path.endsWith(".js")) {
    response.writeHead(200, { "content-type": "text/javascript" });
    response.end(await readFile(new URL(`.${path}`, dist)));
  } else if (pages.has(path)) {
    const headers = { "content-type": "text/html; charset=utf-8", "content-security-policy": policy };
    response.writeHead(200, headers);
    response.end(pages.get(path));
  } else {
    response.writeHead(204);
    response.end();
  }
}

/** Opens a page with `body` and the named scripts. */
async function opened(path, body, scripts) {
  const tags = scripts.map((name) => `<script type="module" src="/${manifest[name]}"></script>`);
  pages.set(path, `<!doctype html><html lang="en"><title>t</title>${tags.join("")}<body>${body}`);
  const page = await visitor(browser);
  await page.goto(address + path);
  return page;
}

async function closed(page) {
  assert.deepEqual(page.troubles, []);
  await page.context().close();
}

const focused = (page) => page.evaluate(() => document.activeElement?.id);

test("the_error_summary_takes_focus", async () => {
  const page = await opened("/a", `<div id="sum" tabindex="-1" data-summary>x</div>`, ["site.js"]);
  assert.equal(await focused(page), "sum");
  await closed(page);
});

test("escape_closes_the_menu_and_gives_focus_back", async () => {
  const page = await opened(
    "/b",
    `<details class="menu" open><summary id="opener">m</summary><a href="#" id="in">x</a></details>`,
    ["site.js"],
  );
  await page.focus("#in");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("details[open]").count(), 0);
  assert.equal(await focused(page), "opener");
  await closed(page);
});

test("a_reference_is_copied_and_said_to_be", async () => {
  const page = await opened(
    "/c",
    `<p id="cite"> Thread 14 </p><button hidden data-copy="cite" data-copied="Copied">c</button>`,
    ["site.js"],
  );
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.click("button");
  await page.getByRole("status").getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "Thread 14");
  await closed(page);
});

test("a_changed_form_asks_before_it_is_left_and_a_saved_one_does_not", async () => {
  const body = `<form method="post" action="/saved" data-confirm-leave><input id="i" name="i"><button>s</button></form>`;
  const page = await opened("/d", body, ["site.js"]);
  let asked = 0;
  page.on("dialog", (dialog) => {
    asked += 1;
    void dialog.accept();
  });
  await page.fill("#i", "words");
  await page.goto(`${address}/a`);
  assert.equal(asked, 1);
  await page.goto(`${address}/d`);
  await page.fill("#i", "words");
  await page.click("button");
  assert.equal(asked, 1);
  await closed(page);
});

const workspace = `
<div data-transcript tabindex="-1"><ol>
  <li data-line="14"><a href="#14" id="l14">14</a><p data-text id="t14">And since then?</p></li>
  <li data-line="15" data-chosen><a href="#15" id="l15">15</a><p data-text id="t15">𝄞 Ŵyn <span data-length="9">name hidden</span> <mark>waits</mark> here</p></li>
  <li data-line="16"><a href="#16" id="l16">16</a><p data-text id="t16">Last</p></li>
</ol></div>
<p data-picked role="status"></p>
<form method="post" action="/save" data-coding>
  <input type="hidden" name="line" value="14" data-span="line"><input type="hidden" name="start" data-span="start">
  <input type="hidden" name="end" data-span="end">
  <input type="checkbox" name="theme" value="a" data-key="1" id="one"><input type="checkbox" name="theme" value="b" data-key="2" id="two">
  <textarea id="memo" name="memo"></textarea>
</form>
<label data-with-script hidden><input type="checkbox" data-shortcuts id="keys">keys</label>`;

/** Selects from a place in one text node to a place in another, as a mouse would. */
function select(page, from, fromAt, to, toAt) {
  return page.evaluate(
    ([from, fromAt, to, toAt]) => {
      const text = (selector) => document.createTreeWalker(document.querySelector(selector), 4).nextNode();
      getSelection().setBaseAndExtent(text(from), fromAt, text(to), toAt);
    },
    [from, fromAt, to, toAt],
  );
}

const span = (page) =>
  page.evaluate(() => ["line", "start", "end"].map((part) => document.querySelector(`[data-span=${part}]`).value));

test("picked_words_become_a_span_counted_in_characters_of_what_was_said", async () => {
  const page = await opened("/e", workspace, ["coding.js"]);
  await page.check("#one");
  await select(page, "#t15 mark", 0, "#t15 mark", 5);
  // One sign outside the first plane, a space, three letters, a space, nine hidden, a space.
  await page.waitForFunction(() => document.querySelector("[data-picked]").textContent === "waits");
  assert.deepEqual(await span(page), ["15", "16", "21"]);
  assert.equal(await page.isChecked("#one"), false, "another line starts with no theme");
  await closed(page);
});

test("a_pick_over_several_lines_stays_in_the_first", async () => {
  const page = await opened("/f", workspace, ["coding.js"]);
  await select(page, "#t14", 4, "#t16", 2);
  await page.waitForFunction(() => document.querySelector("[data-picked]").textContent === "since then?");
  assert.deepEqual(await span(page), ["14", "4", "15"]);
  await closed(page);
});

test("number_keys_tick_themes_only_inside_the_transcript", async () => {
  const page = await opened("/g", workspace, ["coding.js"]);
  await page.focus("#l15");
  await page.keyboard.press("2");
  assert.equal(await page.isChecked("#two"), true);
  await page.focus("#memo");
  await page.keyboard.type("12");
  assert.equal(await page.isChecked("#one"), false);
  assert.equal(await page.inputValue("#memo"), "12");
  await closed(page);
});

test("single_keys_can_be_turned_off_and_stay_off", async () => {
  const page = await opened("/h", workspace, ["coding.js"]);
  assert.equal(await page.isChecked("#keys"), true, "on at first, and shown");
  await page.uncheck("#keys");
  await page.reload();
  await page.locator("#keys").waitFor();
  assert.equal(await page.isChecked("#keys"), false);
  await page.focus("#l15");
  await page.keyboard.press("1");
  await page.keyboard.press("n");
  assert.equal(await page.isChecked("#one"), false);
  assert.equal(await focused(page), "l15");
  await closed(page);
});

test("n_and_p_go_to_the_lines_around", async () => {
  const page = await opened("/i", workspace, ["coding.js"]);
  await page.focus("#l15");
  await page.keyboard.press("n");
  assert.equal(await focused(page), "l16");
  await page.keyboard.press("p");
  await page.keyboard.press("p");
  assert.equal(await focused(page), "l14");
  await closed(page);
});

test("ctrl_enter_saves_from_the_memo", async () => {
  const page = await opened("/j", workspace, ["coding.js"]);
  await page.fill("#memo", "compare");
  await page.keyboard.press("Control+Enter");
  await page.waitForTimeout(200);
  assert.match(sent.at(-1)[1], /memo=compare/);
  assert.equal(sent.at(-1)[0], "/save");
  await closed(page);
});

test("the_preview_keeps_up_and_leaves_focus_alone", async () => {
  pages.set(
    "/preview",
    `<div data-preview><h2>New</h2><script>alert(1)</script></div><ul data-diagnostics><li>E1</li></ul><p data-preview-summary>Errors: 1</p>`,
  );
  const page = await opened(
    "/k",
    `<form method="post" data-preview-url="/preview"><input type="hidden" name="csrf" value="token">
     <textarea name="source" id="source">one\ntwo\nthree</textarea></form>
     <p data-preview-summary role="status"></p><div data-preview>Old</div><ul data-diagnostics></ul>
     <a href="#" data-go-line="2">line 2</a>`,
    ["preview.js"],
  );
  await page.locator("#source").press("End");
  await page.keyboard.type("!");
  await page.locator("[data-preview] h2").waitFor();
  assert.equal(await page.textContent("[data-preview-summary]"), "Errors: 1");
  assert.equal(await page.textContent("[data-diagnostics]"), "E1");
  assert.equal(await focused(page), "source");
  assert.match(sent.at(-1)[1], /csrf=token&source=/);
  await page.click("[data-go-line]");
  const picked = await page.evaluate(() => getSelection().toString());
  assert.equal(picked, "two");
  await closed(page);
});
