/**
 * Where a paragraph or a part can go: one step up or down, or to where it is dropped. Positions begin with 1.
 *
 * @import {Store} from "../store.js"
 * @import {Paragraph, Part, Statement} from "../types.js"
 */

import { paragraphs, parts } from "./text.js";

/** @typedef {{part: number, position: number}} Place */

/**
 * One step: past its neighbour, or over the edge of its part to the end or the beginning of the next one.
 * @param {Store} store
 * @param {Paragraph} one
 * @param {-1 | 1} step
 * @returns {Place | null}
 */
export function stepTo(store, one, step) {
  const part = store.get("part", one.part);
  if (!part) return null;
  const position = one.position + step;
  if (position >= 1 && position <= paragraphs(store, part).length) return { part: part.id, position };
  const all = parts(store, store.get("statement", one.statement));
  const beside = all[all.findIndex((each) => each.id === part.id) + step];
  if (!beside) return null;
  return { part: beside.id, position: step < 0 ? paragraphs(store, beside).length + 1 : 1 };
}

/**
 * Before or after another paragraph; null, where it stands there already.
 * @param {Store} store
 * @param {Paragraph} one
 * @param {Paragraph} beside
 * @param {boolean} after
 * @returns {Place | null}
 */
export function dropBeside(store, one, beside, after) {
  const part = store.get("part", beside.part);
  if (!part || one.id === beside.id) return null;
  const others = paragraphs(store, part).filter((each) => each.id !== one.id);
  const position = others.findIndex((each) => each.id === beside.id) + (after ? 2 : 1);
  return one.part === part.id && one.position === position ? null : { part: part.id, position };
}

/** The position of a part after one step, or null at the edge. @param {Store} store @param {Statement} of @param {Part} one @param {-1 | 1} step */
export function stepOfPart(store, of, one, step) {
  const position = one.position + step;
  return position >= 1 && position <= parts(store, of).length ? position : null;
}

/** The position of a part that is dropped before or after another, or null, where it stands there already. @param {Store} store @param {Statement} of @param {Part} one @param {Part} beside @param {boolean} after */
export function dropPartBeside(store, of, one, beside, after) {
  if (one.id === beside.id) return null;
  const others = parts(store, of).filter((each) => each.id !== one.id);
  const position = others.findIndex((each) => each.id === beside.id) + (after ? 2 : 1);
  return position === one.position ? null : position;
}
