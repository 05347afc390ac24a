//! The report editor: while someone writes, the preview and the compiler's findings keep up.
//!
//! `<form data-preview-url>` is sent there, as it would be saved, a moment after the last key. The
//! answer is a page or a piece of one; what it holds under `data-preview`, `data-diagnostics`,
//! `data-margin` and `data-preview-summary` takes the place of the same here. Focus and scrolling
//! stay. A link with `data-go-line` puts the cursor on that line of the source.

const pause = 600;
const parts = ["data-preview", "data-diagnostics", "data-margin"];

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-preview-url]")) {
  const source = form.querySelector("textarea");
  if (!source) continue;
  let timer = 0;
  let asked = new AbortController();
  source.addEventListener("input", () => {
    clearTimeout(timer);
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    timer = window.setTimeout(() => void refresh(form, signal), pause);
  });
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLElement>("a[data-go-line]");
    if (!link) return;
    event.preventDefault();
    goToLine(source, Number(link.dataset.goLine));
  });
}

async function refresh(form: HTMLFormElement, signal: AbortSignal): Promise<void> {
  const pane = document.querySelector("[data-preview]");
  pane?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.dataset.previewUrl ?? "", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: written(form),
      signal,
    });
    if (answer.ok) show(await answer.text());
  } catch (trouble) {
    // A newer request took over, or the network is away: what is shown stays.
    if (!(trouble instanceof DOMException || trouble instanceof TypeError)) throw trouble;
  } finally {
    if (!signal.aborted) pane?.removeAttribute("aria-busy");
  }
}

function written(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.append(name, value);
  }
  return fields;
}

function show(html: string): void {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of parts) {
    const here = document.querySelector(`[${part}]`);
    const there = fresh.querySelector(`[${part}]`);
    if (!here || !there) continue;
    const { scrollTop } = here;
    here.replaceChildren(...there.childNodes);
    here.scrollTop = scrollTop;
  }
  const said = document.querySelector("[data-preview-summary]");
  const words = fresh.querySelector("[data-preview-summary]")?.textContent ?? "";
  if (said && said.textContent !== words) said.textContent = words;
}

function goToLine(source: HTMLTextAreaElement, line: number): void {
  const lines = source.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  source.focus();
  source.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  source.scrollTop = (source.scrollHeight / Math.max(lines.length, 1)) * Math.max(line - 4, 0);
}
