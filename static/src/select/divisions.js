/**
 * Divisions: the separate vote on parts of a paragraph, or of the text that an amendment proposes.
 *
 * @import {Store} from "../store.js"
 * @import {Division} from "../types.js"
 */

import { toSettle } from "../brackets.js";

/** A text that can be divided, by noun and id. @typedef {Division["of"]} Of */

/** The divisions of a text, in the order in which they were asked for. @param {Store} store @param {Of} of */
export const divisionsOf = (store, { type, id }) =>
  store.all("division").filter((one) => one.of.type === type && one.of.id === id).sort((a, b) => a.id - b.id);

/** Whether a division waits for a ruling or for a decision. @param {Division} one */
export const isWaiting = (one) => one.state === "asked" || one.state === "granted";

/** The division of a text that waits: until it is decided, the text is not put as a whole. @param {Store} store @param {Of} of */
export const dividing = (store, of) => divisionsOf(store, of).find(isWaiting);

/** The place of the part to be put next. @param {Division} one */
export const nextPart = (one) => one.pieces.findIndex((piece) => piece.adopted === null);

/** A text with a new line where each of its sentences or clauses ends: where a cut suggests itself, outside brackets. @param {string} text */
export const bySentences = (text) => broken(broken(text.trim(), /([.;:!?…։؛؟۔।॥])\s+/gu), /([。！？；])(?=\S)/gu);

/** @param {string} text @param {RegExp} ends */
function broken(text, ends) {
  const inside = insideBrackets(text);
  return text.replace(ends, (found, mark, at) => (inside(at + found.length) ? found : `${mark}\n`));
}

/** Whether a place lies within a bracket, or between two that are alternatives. @param {string} text */
function insideBrackets(text) {
  const whole = toSettle(text).map((group) => ({ start: group[0]?.start ?? 0, end: group.at(-1)?.end ?? 0 }));
  return (/** @type {number} */ at) => whole.some(({ start, end }) => start < at && at < end);
}

/** Whether a line ends within a bracket, which is settled as one; `lines` are the words of `text`. @param {string} lines @param {string} text */
export function cutsBracket(lines, text) {
  const inside = insideBrackets(text);
  let at = 0;
  for (const unit of lines.trim().split("")) {
    if (unit === "\n" && inside(at)) return true;
    if (!unit.trim()) continue;
    while (at < text.length && !text.charAt(at).trim()) at += 1;
    at += 1;
  }
  return false;
}

/** The parts that lines make, without the empty ones. @param {string} lines */
export const partsOf = (lines) => lines.split("\n").map((line) => line.trim()).filter(Boolean);

/** Whether lines still are the words of a text, with nothing but the white space changed. @param {string} lines @param {string} text */
export const sameWords = (lines, text) => lines.replace(/\s+/gu, "") === text.replace(/\s+/gu, "");
