//! Signing in by a one-time link: the link shows a button, so that mail scanners don't use it up.

/**
 * Signs `page` in as the demonstration's person with `role`, and goes on in `language`, whichever
 * the account prefers. Each link works once.
 */
export async function signIn(page, server, role, language) {
  await page.goto(server.sign_in[role]);
  await page.locator("main form button").first().click();
  await page.waitForURL(/\/(desk|desg)/);
  if (language && language !== (await page.getAttribute("html", "lang"))) {
    await page.locator("header a.lang").first().click();
    await page.waitForURL((url) => url.pathname.startsWith(`/${language}/`));
  }
}
