//! The coding workspace: words picked with the mouse or the keyboard, themes by number key.
//!
//! Without script each line has a link that chooses the whole of it. With script:
//! - picking words inside one `[data-line] [data-text]` fills the form's `[data-span="line"]`,
//!   `[data-span="start"]` and `[data-span="end"]`, and shows the words in `[data-picked]`;
//! - while focus is inside `[data-transcript]`, a number key ticks the theme with that `data-key`,
//!   n and p go to the next and the previous line, unless `[data-shortcuts]` is off;
//! - Ctrl and Enter save from anywhere in the transcript or the form.
import { offsetIn } from "./span";

const remembered = "edefyn-shortcuts";

const transcript = document.querySelector<HTMLElement>("[data-transcript]");
const form = document.querySelector<HTMLFormElement>("form[data-coding]");
const shortcuts = document.querySelector<HTMLInputElement>("input[data-shortcuts]");

if (transcript && form) {
  document.addEventListener("selectionchange", () => pick(transcript, form));
  transcript.addEventListener("keydown", (event) => press(event, transcript, form));
  for (const place of [transcript, form]) {
    place.addEventListener("keydown", (event) => saveOnCtrlEnter(event, form));
  }
}

if (shortcuts) {
  shortcuts.checked = localStorage.getItem(remembered) !== "off";
  shortcuts.addEventListener("change", () => {
    localStorage.setItem(remembered, shortcuts.checked ? "on" : "off");
  });
  for (const holder of document.querySelectorAll<HTMLElement>("[data-with-script]")) {
    holder.hidden = false;
  }
}

/** Takes over what is selected, as far as it lies in the line where it begins. */
function pick(transcript: HTMLElement, form: HTMLFormElement): void {
  const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : undefined;
  if (!range || range.collapsed) return;
  const begun = range.startContainer.parentElement?.closest("[data-text]");
  const line = begun?.closest<HTMLElement>("[data-line]");
  if (!begun || !line || !transcript.contains(line)) return;
  if (!begun.contains(range.endContainer)) range.setEnd(begun, begun.childNodes.length);

  const start = offsetIn(begun, range.startContainer, range.startOffset);
  const end = offsetIn(begun, range.endContainer, range.endOffset);
  if (start === end) return;
  const chosen = span(form, "line");
  if (chosen && chosen.value !== line.dataset.line) untick(form);
  set(chosen, line.dataset.line ?? "");
  set(span(form, "start"), String(start));
  set(span(form, "end"), String(end));
  for (const shown of document.querySelectorAll("[data-picked]")) {
    shown.textContent = range.toString();
  }
}

function press(event: KeyboardEvent, transcript: HTMLElement, form: HTMLFormElement): void {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!plain || shortcuts?.checked === false) return;
  if (/^[1-9]$/.test(event.key)) {
    const theme = form.querySelector<HTMLInputElement>(`input[data-key="${event.key}"]`);
    if (!theme) return;
    event.preventDefault();
    theme.click();
  } else if (event.key === "n" || event.key === "p") {
    event.preventDefault();
    step(transcript, event.key === "n" ? 1 : -1);
  }
}

/** Moves focus to the link of the next or the previous line. */
function step(transcript: HTMLElement, by: number): void {
  const lines = [...transcript.querySelectorAll<HTMLElement>("[data-line]")];
  const here = lines.findIndex((line) => line.contains(document.activeElement));
  const chosen = lines.findIndex((line) => line.hasAttribute("data-chosen"));
  const next = lines[Math.max(0, (here < 0 ? chosen : here) + by)];
  next?.querySelector<HTMLElement>("a")?.focus();
}

function saveOnCtrlEnter(event: KeyboardEvent, form: HTMLFormElement): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
}

function span(form: HTMLFormElement, part: string): HTMLInputElement | null {
  return form.querySelector(`input[data-span="${part}"]`);
}

function set(field: HTMLInputElement | null, value: string): void {
  if (field) field.value = value;
}

function untick(form: HTMLFormElement): void {
  for (const theme of form.querySelectorAll<HTMLInputElement>("input[data-key], input[data-theme]")) {
    theme.checked = false;
  }
}
