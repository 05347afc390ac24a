//! `<button hidden data-copy="cite" data-copied="Copied">`: copies the text of the element with
//! that id. The button is shown only where copying can work.

export function offerCopying(): void {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const source = document.getElementById(button.dataset.copy ?? "");
    if (!source) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText((source.textContent ?? "").trim());
      say(button, button.dataset.copied ?? "");
    });
  }
}

/** Says `words` beside the button, for the eye and for a screen reader. */
function say(button: HTMLElement, words: string): void {
  const beside = button.nextElementSibling;
  const status = beside?.getAttribute("role") === "status" ? beside : document.createElement("span");
  status.setAttribute("role", "status");
  button.after(status);
  requestAnimationFrame(() => {
    status.textContent = ` ${words}`;
  });
}
