//! The summary of what went wrong takes focus, also where a browser ignored `autofocus`.

export function focusSummary(): void {
  document.querySelector<HTMLElement>("[data-summary]")?.focus();
}
