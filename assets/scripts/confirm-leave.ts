//! `<form data-confirm-leave>`: the browser asks before a half-written form is left behind.

export function guardForms(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-confirm-leave]")) {
    const before = contents(form);
    let sending = false;
    form.addEventListener("submit", () => {
      sending = true;
    });
    window.addEventListener("beforeunload", (event) => {
      if (!sending && contents(form) !== before) event.preventDefault();
    });
  }
}

function contents(form: HTMLFormElement): string {
  const fields = [...new FormData(form)];
  return JSON.stringify(fields.map(([name, value]) => [name, typeof value === "string" ? value : value.name]));
}
