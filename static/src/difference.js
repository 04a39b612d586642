/**
 * The difference between two texts, word by word, for showing only: what counts is computed by the server.
 */

/** `"="` in both, `"-"` only in the first, `"+"` only in the second. @typedef {["=" | "-" | "+", string]} Piece */

/** Beyond this many comparisons the middle is shown as replaced as a whole. */
const MOST_CELLS = 4_000_000;

/** @type {Map<string, Piece[]>} */
const remembered = new Map();

/**
 * The pieces that lead from one text to the other.
 * @param {string} from
 * @param {string} to
 * @returns {Piece[]}
 */
export function difference(from, to) {
  const key = `${from}\u0000${to}`;
  const known = remembered.get(key);
  if (known) return known;
  if (remembered.size > 300) remembered.clear();
  const found = joined(bridged(compared(split(from), split(to))));
  remembered.set(key, found);
  return found;
}

/** Older browsers do not know where words end in scripts without spaces; there letters and spaces decide. */
const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "word" }) : null;

/** A text as words, spaces and signs; joined they give it back. @param {string} text */
export const split = (text) =>
  segmenter
    ? Array.from(segmenter.segment(text), (piece) => piece.segment)
    : (text.match(/[\p{L}\p{M}\p{N}’']+|\s+|[^\p{L}\p{M}\p{N}’'\s]/gu) ?? []);

/** @param {string[]} a @param {string[]} b @returns {Piece[]} */
function compared(a, b) {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  /** @param {"=" | "-" | "+"} sign @returns {(word: string) => Piece} */
  const as = (sign) => (word) => [sign, word];
  return [
    ...a.slice(0, start).map(as("=")),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(as("=")),
  ];
}

/** The longest common series of words, by the usual table. @param {string[]} a @param {string[]} b @returns {Piece[]} */
function middle(a, b) {
  const width = b.length + 1;
  if (a.length === 0 || b.length === 0 || (a.length + 1) * width > MOST_CELLS) {
    return [...a.map((word) => /** @type {Piece} */ (["-", word])), ...b.map((word) => /** @type {Piece} */ (["+", word]))];
  }
  const length = new Uint32Array((a.length + 1) * width);
  const at = (/** @type {number} */ i, /** @type {number} */ j) => length[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      length[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  /** @type {Piece[]} */
  const pieces = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      pieces.push(["=", a[i] ?? ""]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      pieces.push(["-", a[i] ?? ""]);
      i += 1;
    } else {
      pieces.push(["+", b[j] ?? ""]);
      j += 1;
    }
  }
  return pieces;
}

/** A space alone between two changes belongs to both: phrases read better than single words. @param {Piece[]} pieces */
function bridged(pieces) {
  /** @type {Piece[]} */
  const out = [];
  pieces.forEach(([sign, word], i) => {
    const alone = sign === "=" && /^\s+$/.test(word) && pieces[i - 1]?.[0] !== "=" && pieces[i + 1]?.[0] !== "=";
    if (alone && i > 0 && i < pieces.length - 1) out.push(["-", word], ["+", word]);
    else out.push([sign, word]);
  });
  return out;
}

/** Neighbours of one sign as one piece; in a change, what goes stands before what comes, and a space at the end of both stays. @param {Piece[]} pieces */
function joined(pieces) {
  /** @type {Piece[]} */
  const out = [];
  let gone = "";
  let come = "";
  const flush = () => {
    const shared = /\s*$/.exec(gone)?.[0] ?? "";
    const tail = shared && come.endsWith(shared) ? shared : "";
    const left = gone.slice(0, gone.length - tail.length);
    const right = come.slice(0, come.length - tail.length);
    if (left) out.push(["-", left]);
    if (right) out.push(["+", right]);
    if (tail) out.push(["=", tail]);
    gone = "";
    come = "";
  };
  for (const [sign, word] of pieces) {
    if (sign === "-") gone += word;
    else if (sign === "+") come += word;
    else {
      flush();
      const last = out.at(-1);
      if (last?.[0] === "=") last[1] += word;
      else out.push(["=", word]);
    }
  }
  flush();
  return out;
}
