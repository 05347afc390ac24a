//! Where in a line's words a place on the page lies, counted as the server counts: in Unicode
//! characters of the words as they were said. Something that stands for other words, such as a
//! hidden name, carries their length as `data-length`; a place inside it counts as its end.

/** Characters of `line` before the place `offset` in `node`. */
export function offsetIn(line: Node, node: Node, offset: number): number {
  const before = document.createRange();
  before.setStart(line, 0);
  before.setEnd(node, offset);
  return lengthOf(before.cloneContents());
}

function lengthOf(node: Node): number {
  if (node.nodeType === Node.TEXT_NODE) return [...(node.textContent ?? "")].length;
  if (node instanceof HTMLElement && node.dataset.length) return Number(node.dataset.length);
  return [...node.childNodes].reduce((sum, child) => sum + lengthOf(child), 0);
}
