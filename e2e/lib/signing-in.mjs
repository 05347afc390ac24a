//! Signing in by a one-time link: the link shows a button, so that mail scanners don't use it up.

/** Signs `page` in as the demonstration's person with `role`. Each link works once. */
export async function signIn(page, server, role, language = "en") {
  await page.goto(server.sign_in[role]);
  if (language !== "en") {
    await page.locator("header a.lang").first().click();
    await page.waitForURL((url) => url.pathname.startsWith(`/${language}/`));
  }
  await page.locator("main form button").first().click();
  await page.waitForURL(/\/(desk|desg)/);
}
