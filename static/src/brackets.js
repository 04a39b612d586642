/**
 * Brackets in a text, for showing: `[not agreed]`, nested, `[Ghana, CSO: with a name]`, and `\[` for a bracket that
 * is only a bracket. A bracket without its partner is shown as it is written. The server's parser is the one that counts.
 */

/** @typedef {string | {by: string, inside: Node[]}} Node */

/**
 * The text as plain stretches and brackets.
 * @param {string} text
 * @returns {Node[]}
 */
export function bracketed(text) {
  /** @type {Node[][]} */
  const open = [[]];
  for (const piece of text.split(/(\\[[\]]|[[\]])/)) {
    const here = open.at(-1) ?? [];
    if (piece === "[") open.push([]);
    else if (piece === "]" && open.length > 1) {
      open.pop();
      open.at(-1)?.push(attributed(joined(here)));
    } else if (piece) here.push(piece.startsWith("\\") ? piece.slice(1) : piece);
  }
  while (open.length > 1) {
    const stray = open.pop() ?? [];
    open.at(-1)?.push("[", ...stray);
  }
  return joined(open[0] ?? []);
}

/** How many brackets are left in a text, those inside others included. @param {string} text */
export const bracketsIn = (text) => counted(bracketed(text));

/** @param {Node[]} nodes @returns {number} */
const counted = (nodes) => nodes.reduce((sum, node) => sum + (typeof node === "string" ? 0 : 1 + counted(node.inside)), 0);

/** Names are short, begin with a capital, a digit or a letter of a script without capitals, and end with a colon. */
const NAMES = /^\s*([\p{Lu}\p{Lt}\p{Lo}\p{Nd}][\p{L}\p{M}\p{N} .’'&/()-]{0,59}(?:\s*[,،、，]\s*[\p{Lu}\p{Lt}\p{Lo}\p{Nd}][\p{L}\p{M}\p{N} .’'&/()-]{0,59})*?)\s*[:：]\s*/u;

/** Who a bracket is from stands before its first colon. @param {Node[]} inside @returns {Node} */
function attributed(inside) {
  const [first, ...rest] = inside;
  const found = typeof first === "string" ? NAMES.exec(first) : null;
  if (!found || typeof first !== "string") return { by: "", inside };
  const left = first.slice(found[0].length);
  return { by: found[1] ?? "", inside: left ? [left, ...rest] : rest };
}

/** Neighbouring plain stretches as one. @param {Node[]} nodes */
function joined(nodes) {
  /** @type {Node[]} */
  const out = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (typeof node === "string" && typeof last === "string") out[out.length - 1] = last + node;
    else out.push(node);
  }
  return out;
}
