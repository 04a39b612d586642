/**
 * What is left to be agreed: brackets, paragraphs, amendments; for a part and for the whole statement.
 *
 * @import {Store} from "../store.js"
 * @import {Amendment, Paragraph, Part, Statement} from "../types.js"
 */

import { bracketsIn } from "../brackets.js";
import { amendmentsAtStartOf, amendmentsTo, waitingOf } from "./amendments.js";
import { isAgreed, paragraphs, parts } from "./text.js";

/**
 * @typedef {{paragraph: Paragraph, brackets: number, amendments: Amendment[]}} Left  a paragraph that is not done
 * @typedef {{part: Part, agreed: number, of: number, brackets: number, left: Left[], amendments: Amendment[]}} LeftOfPart
 *   `amendments`: those that wait at the start of the part
 */

/** @param {Store} store @param {Part} part @returns {LeftOfPart} */
export function leftOfPart(store, part) {
  const rows = paragraphs(store, part).map((paragraph) => ({
    paragraph,
    brackets: bracketsIn(paragraph.text),
    amendments: waitingOf(store, amendmentsTo(store, paragraph)),
  }));
  return {
    part,
    agreed: rows.filter(({ paragraph }) => isAgreed(paragraph)).length,
    of: rows.length,
    brackets: sum(rows, (row) => row.brackets),
    left: rows.filter(({ paragraph, brackets, amendments }) => !isAgreed(paragraph) || brackets > 0 || amendments.length > 0),
    amendments: waitingOf(store, amendmentsAtStartOf(store, part)),
  };
}

/** @param {Store} store @param {Statement} of */
export function whatIsLeft(store, of) {
  const each = parts(store, of).map((part) => leftOfPart(store, part));
  return {
    parts: each,
    agreed: sum(each, (part) => part.agreed),
    of: sum(each, (part) => part.of),
    brackets: sum(each, (part) => part.brackets),
    amendments: sum(each, (part) => part.amendments.length + sum(part.left, (one) => one.amendments.length)),
    places: sum(each, (part) => part.left.length + (part.amendments.length ? 1 : 0)),
  };
}

/** @template T @param {readonly T[]} some @param {(one: T) => number} of */
const sum = (some, of) => some.reduce((total, one) => total + of(one), 0);
