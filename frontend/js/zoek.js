/** Elements with a data attribute in a part of the page, the part itself included. */
export function withData(part, name) {
  const selector = `[data-${name}]`;
  const inside = [...part.querySelectorAll(selector)];
  return part.matches?.(selector) ? [part, ...inside] : inside;
}
