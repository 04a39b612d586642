/**
 * Moving paragraphs and parts: by keys, with Alt and an arrow, and by the grip beside the number.
 *
 * @import {Room} from "../room-types.js"
 * @import {Paragraph, Part, Statement} from "../types.js"
 * @import {Place} from "../select/structure.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { dropBeside, stepOfPart, stepTo } from "../select/structure.js";
import { place as placeOf, standsStill } from "../select/text.js";

const NEAR_EDGE_PX = 72;
const SCROLL_PX = 14;

/** Whether the reader may order the text now. @param {Room} room @param {Statement} statement */
export const mayOrder = (room, statement) => !room.gallery && !standsStill(room.store, statement.id) && !room.whyNot("paragraph.move", statement);

/** Alt and an arrow move the paragraph that has the focus. @param {Room} room @param {Statement} statement @param {Paragraph} one */
export const byKey = (room, statement, one) => (/** @type {KeyboardEvent} */ event) => {
  const step = stepOf(event);
  if (!step || !mayOrder(room, statement)) return;
  event.preventDefault();
  const to = stepTo(room.store, one, step);
  if (to) void move(room, one, to);
  else say(room, step < 0 ? t("This is the first paragraph.") : t("This is the last paragraph."));
};

/** The same for a part. @param {Room} room @param {Statement} statement @param {Part} one */
export const partByKey = (room, statement, one) => (/** @type {KeyboardEvent} */ event) => {
  const step = stepOf(event);
  if (!step || !mayOrder(room, statement)) return;
  event.preventDefault();
  void movePart(room, statement, one, step);
};

/** @param {Room} room @param {Statement} statement @param {Part} one @param {-1 | 1} step */
export async function movePart(room, statement, one, step) {
  const position = stepOfPart(room.store, statement, one, step);
  if (!position) return say(room, step < 0 ? t("This is the first part.") : t("This is the last part."));
  const answer = await room.give("part.move", { part: one.id, position }, { place: `part ${one.id}` });
  if (!answer.ok) return;
  say(room, t("Moved: it is now part %(number)s.", { number: position }));
  room.focus(`#part-title-${one.id}`);
}

/** @param {Room} room @param {Paragraph} one @param {Place} to */
export async function move(room, one, to) {
  const answer = await room.give("paragraph.move", { paragraph: one.id, ...to }, { place: `paragraph ${one.id}` });
  if (!answer.ok) return;
  const now = room.store.get("paragraph", one.id);
  if (now) say(room, t("Moved: it is now %(place)s.", { place: placeOf(room.store, now) }));
  room.focus(`#paragraph-${one.id}`);
}

/** What one holds a paragraph by to drag it; keys do the same, so it is no stop for them. @param {Room} room @param {Statement} statement @param {Paragraph} one */
export const grip = (room, statement, one) =>
  mayOrder(room, statement)
    ? html`<span class="grip" aria-hidden="true" title=${t("Drag to move")} @pointerdown=${(/** @type {PointerEvent} */ event) => drag(room, one, event)}>⠿</span>`
    : nothing;

/** Follow the pointer until it is let go; Escape gives up. @param {Room} room @param {Paragraph} one @param {PointerEvent} start */
function drag(room, one, start) {
  if (start.button !== 0) return;
  start.preventDefault();
  const held = /** @type {HTMLElement} */ (start.currentTarget);
  const moving = held.closest(".para");
  const column = held.closest(".col-text");
  /** @type {{element: HTMLElement, to: Place} | null} */
  let target = null;
  const mark = (/** @type {typeof target} */ next, /** @type {string} */ where = "") => {
    if (target) delete target.element.dataset.drop;
    target = next;
    if (target) target.element.dataset.drop = where;
  };
  const follow = (/** @type {PointerEvent} */ event) => {
    scrollNear(column, event.clientY);
    const element = /** @type {HTMLElement | null} */ (document.elementFromPoint(event.clientX, event.clientY)?.closest(".para[id], .part-of") ?? null);
    mark(null);
    if (!element || element === moving) return;
    const found = placeUnder(room, one, element, event.clientY);
    if (found) mark({ element, to: found.to }, found.where);
  };
  const end = (/** @type {Event} */ event) => {
    const to = event.type === "pointerup" ? target?.to : null;
    mark(null);
    moving?.removeAttribute("data-held");
    held.removeEventListener("pointermove", follow);
    for (const name of ["pointerup", "pointercancel"]) held.removeEventListener(name, end);
    removeEventListener("keydown", giveUp, true);
    if (to) void move(room, one, to);
  };
  const giveUp = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    end(event);
  };
  held.setPointerCapture(start.pointerId);
  moving?.setAttribute("data-held", "");
  held.addEventListener("pointermove", follow);
  for (const name of ["pointerup", "pointercancel"]) held.addEventListener(name, end);
  addEventListener("keydown", giveUp, true);
}

/** Where a paragraph goes that is let go here: beside another, or into a part that has none. @param {Room} room @param {Paragraph} one @param {HTMLElement} element @param {number} y */
function placeUnder({ store }, one, element, y) {
  if (element.classList.contains("part-of")) {
    if (element.querySelector(".para[id]")) return null;
    return { to: { part: Number(element.id.slice("part-".length)), position: 1 }, where: "inside" };
  }
  const beside = store.get("paragraph", Number(element.id.slice("paragraph-".length)));
  const { top, height } = element.getBoundingClientRect();
  const after = y > top + height / 2;
  const to = beside && dropBeside(store, one, beside, after);
  return to ? { to, where: after ? "after" : "before" } : null;
}

/** @param {Element | null} column @param {number} y */
function scrollNear(column, y) {
  const scrolled = column && column.scrollHeight > column.clientHeight ? column : document.scrollingElement;
  const { top = 0, bottom = innerHeight } = column?.getBoundingClientRect() ?? {};
  if (y < Math.max(0, top) + NEAR_EDGE_PX) scrolled?.scrollBy(0, -SCROLL_PX);
  else if (y > Math.min(innerHeight, bottom) - NEAR_EDGE_PX) scrolled?.scrollBy(0, SCROLL_PX);
}

/** @param {KeyboardEvent} event @returns {-1 | 1 | null} */
function stepOf(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || target.closest("input, textarea, select, [contenteditable]")) return null;
  return event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
}

/** @param {Room} room @param {string} words */
function say(room, words) {
  room.ui.spoken = words;
  room.show();
}
