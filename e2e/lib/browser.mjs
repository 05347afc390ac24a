//! A real Chromium: one browser for a test file, one context for each kind of visitor.
import { chromium } from "playwright-core";

/** The widths every page is looked at: a small phone, a phone, a desk. */
export const widths = [320, 390, 1280];

/** Starts Chromium, found by `CHROMIUM` or where Debian keeps it. Close it with `.close()`. */
export function start() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * A fresh visitor: no cookies, a window `width` pixels wide, a browser that speaks `language`
 * ("en" or "cy"), with or without script. What the page logs as an error is kept in
 * `page.troubles`, so that a test can insist on none.
 */
export async function visitor(browser, { width = 1280, language = "en", script = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 800 : 900 },
    locale: language === "cy" ? "cy-GB" : "en-GB",
    javaScriptEnabled: script,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.troubles = [];
  page.on("pageerror", (error) => page.troubles.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.troubles.push(message.text());
  });
  return page;
}
