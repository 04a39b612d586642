/**
 * Divisions: the separate vote on parts of a paragraph, or of the text that an amendment proposes.
 *
 * @import {Store} from "../store.js"
 * @import {Division} from "../types.js"
 */

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

/** A text with a new line where each of its sentences or clauses ends: where a cut suggests itself. @param {string} text */
export const bySentences = (text) => text.trim().replace(/([.;:!?…։؛؟۔।॥])\s+/gu, "$1\n").replace(/([。！？；])(?=\S)/gu, "$1\n");

/** The parts that lines make, without the empty ones. @param {string} lines */
export const partsOf = (lines) => lines.split("\n").map((line) => line.trim()).filter(Boolean);

/** Whether lines still are the words of a text, with nothing but the white space changed. @param {string} lines @param {string} text */
export const sameWords = (lines, text) => lines.replace(/\s+/gu, "") === text.replace(/\s+/gu, "");
