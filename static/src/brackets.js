/**
 * Brackets in a text: `[not agreed]`, nested, `[shall][should]` for alternatives, `[Ghana, CSO: with a name]`, and `\[`
 * for a bracket that is only a bracket. A bracket without its partner is shown as it is written. Places are counted as
 * JavaScript counts, in UTF-16; commands count code points. The server's parser is the one that decides.
 */

import { split } from "./difference.js";

/**
 * From its opening bracket at `start` to just after its closing one at `end`; its wording begins at `body`.
 * @typedef {{start: number, end: number, body: number, by: string, inside: Bracket[]}} Bracket
 * @typedef {string | {by: string, lead: string, inside: Node[]}} Node  `lead`: the names as they are written
 */

/** The outermost brackets of a text, in order. @param {string} text @returns {Bracket[]} */
export function parse(text) {
  /** @type {Bracket[][]} */
  const levels = [[]];
  /** @type {number[]} */
  const opened = [];
  for (const found of text.matchAll(/\\[[\]]|[[\]]/g)) {
    const at = found.index + found[0].length - 1;
    if (found[0] === "[") {
      opened.push(at);
      levels.push([]);
    } else if (found[0] === "]" && opened.length) {
      const inside = levels.pop() ?? [];
      levels.at(-1)?.push({ ...attributed(text, opened.pop() ?? 0, at), inside });
    }
  }
  while (levels.length > 1) {
    const inside = levels.pop() ?? [];
    levels.at(-1)?.push(...inside);
  }
  return levels[0] ?? [];
}

/** Every bracket, each before those inside it. @param {Bracket[]} some @returns {Bracket[]} */
const all = (some) => some.flatMap((one) => [one, ...all(one.inside)]);

/** How many brackets are left in a text, those inside others included. @param {string} text */
export const bracketsIn = (text) => all(parse(text)).length;

/**
 * The brackets to be settled: alternatives, which stand side by side with nothing between them, are settled as one.
 * @param {string} text
 * @returns {Bracket[][]}
 */
export const toSettle = (text) => grouped(parse(text));

/** @param {Bracket[]} some @returns {Bracket[][]} */
function grouped(some) {
  /** @type {Bracket[][]} */
  const groups = [];
  for (const one of some) {
    const last = groups.at(-1);
    if (last?.at(-1)?.end === one.start) last.push(one);
    else groups.push([one]);
  }
  return groups.flatMap((group) => [group, ...group.flatMap((one) => grouped(one.inside))]);
}

/** What a bracket holds, without its own brackets and names. @param {string} text @param {Bracket} one */
export const wording = (text, one) => text.slice(one.body, one.end - 1);

/** The text as plain stretches and brackets. @param {string} text @returns {Node[]} */
export const bracketed = (text) => nodes(text, 0, text.length, parse(text));

/** @param {string} text @param {number} start @param {number} end @param {Bracket[]} inside @returns {Node[]} */
function nodes(text, start, end, inside) {
  /** @type {Node[]} */
  const found = [];
  let at = start;
  for (const one of inside) {
    found.push(plain(text.slice(at, one.start)));
    found.push({ by: one.by, lead: text.slice(one.start + 1, one.body), inside: nodes(text, one.body, one.end - 1, one.inside) });
    at = one.end;
  }
  found.push(plain(text.slice(at, end)));
  return found.filter((node) => node !== "");
}

/** A bracket that is only a bracket, without the backslash that says so. @param {string} text */
const plain = (text) => text.replace(/\\([[\]])/g, "$1");

/** Where the character shown at a place stands in the text. @param {string} text @param {number} shown */
export function placeOfShown(text, shown) {
  let at = 0;
  for (let seen = 0; seen < shown && at < text.length; seen += 1) at += /^\\[[\]]/.test(text.slice(at, at + 2)) ? 2 : 1;
  return at;
}

/** How many code points stand before a place. @param {string} text @param {number} at */
export const codePoints = (text, at) => Array.from(text.slice(0, at)).length;

/**
 * A selection as whole words, without the spaces around them.
 * @param {string} text @param {number} start @param {number} end
 * @returns {[number, number]}
 */
export function wholeWords(text, start, end) {
  const chosen = text.slice(start, end);
  let from = start + chosen.length - chosen.trimStart().length;
  let to = start + chosen.trimEnd().length;
  if (from >= to) return [start, start];
  let at = 0;
  for (const word of split(text)) {
    const next = at + word.length;
    if (at < from && from < next) from = at;
    if (at < to && to < next) to = next;
    at = next;
  }
  return [from, to];
}

/** Names are short, begin with a capital, a digit or a letter of a script without capitals, and end no sentence. */
const NAME = String.raw`[\p{Lu}\p{Lt}\p{Lo}\p{Nd}](?:[\p{L}\p{M}\p{N} ’'&/()-]|\.(?!\s)){0,59}`;
const NAMES = new RegExp(String.raw`^\s*(${NAME}(?:[,،、，]\s*${NAME})*)[:：]\s*`, "u");

/** Who a bracket is from stands before its first colon. @param {string} text @param {number} start @param {number} closing */
function attributed(text, start, closing) {
  const found = NAMES.exec(text.slice(start + 1, closing));
  return { start, end: closing + 1, body: start + 1 + (found?.[0].length ?? 0), by: (found?.[1] ?? "").trim() };
}
