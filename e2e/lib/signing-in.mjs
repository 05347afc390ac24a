//! Signing in by a one-time link: the link shows a button, so that mail scanners don't use it up.

/** Signs `page` in as the demonstration's person with `role`. Each link works once. */
export async function signIn(page, server, role) {
  await page.goto(server.sign_in[role]);
  await page.locator("main form button").first().click();
  await page.waitForURL(/\/(desk|desg)/);
}
