/**
 * Moving paragraphs and parts: by keys, with Alt and an arrow, and by the grip beside the number or the title.
 *
 * @import {Room} from "../room-types.js"
 * @import {Paragraph, Part, Statement} from "../types.js"
 * @import {Place} from "../select/structure.js"
 * @import {Target} from "./dragging.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { inTurn } from "../in_turn.js";
import { dropBeside, dropPartBeside, stepOfPart, stepTo } from "../select/structure.js";
import { parts, place as placeOf, standsStill } from "../select/text.js";
import { drag, inLowerHalf } from "./dragging.js";

/** Each step is taken from where the one before has led. */
const moved = inTurn();

/** Whether the reader may order the text now. @param {Room} room @param {Statement} statement */
export const mayOrder = (room, statement) => !room.gallery && !standsStill(room.store, statement.id) && !room.whyNot("paragraph.move", statement);

/** Alt and an arrow move the paragraph that has the focus. @param {Room} room @param {Statement} statement @param {Paragraph} one */
export const byKey = (room, statement, one) => (/** @type {KeyboardEvent} */ event) => {
  const step = stepOf(event);
  if (!step || !mayOrder(room, statement)) return;
  event.preventDefault();
  moved(async () => {
    const now = room.store.get("paragraph", one.id);
    const to = now && stepTo(room.store, now, step);
    if (to) await move(room, now, to);
    else say(room, step < 0 ? t("This is the first paragraph.") : t("This is the last paragraph."));
  });
};

/** The same for a part. @param {Room} room @param {Statement} statement @param {Part} one */
export const partByKey = (room, statement, one) => (/** @type {KeyboardEvent} */ event) => {
  const step = stepOf(event);
  if (!step || !mayOrder(room, statement)) return;
  event.preventDefault();
  moved(() => movePart(room, statement, one, step));
};

/** @param {Room} room @param {Statement} statement @param {Part} one @param {-1 | 1} step */
export async function movePart(room, statement, one, step) {
  const now = room.store.get("part", one.id);
  const position = now && stepOfPart(room.store, statement, now, step);
  if (!position) return say(room, step < 0 ? t("This is the first part.") : t("This is the last part."));
  await movePartTo(room, one, position);
}

/** @param {Room} room @param {Part} one @param {number} position */
async function movePartTo(room, one, position) {
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
  holder(room, statement, (start) => drag(start, ".para", ".para[id], .part-of", (element, y) => paragraphUnder(room, one, element, y)));

/** The same for a part: it goes beside another one, with all that is in it. @param {Room} room @param {Statement} statement @param {Part} one */
export const partGrip = (room, statement, one) =>
  parts(room.store, statement).length < 2 ? nothing : holder(room, statement, (start) => drag(start, ".part-of", ".part-of", (element, y) => partUnder(room, statement, one, element, y)));

/** @param {Room} room @param {Statement} statement @param {(start: PointerEvent) => void} take */
const holder = (room, statement, take) =>
  mayOrder(room, statement) ? html`<span class="grip" aria-hidden="true" title=${t("Drag to move")} @pointerdown=${take}>⠿</span>` : nothing;

/** Where a paragraph goes that is let go here: beside another, or into a part that has none. @param {Room} room @param {Paragraph} one @param {HTMLElement} element @param {number} y @returns {Target | null} */
function paragraphUnder(room, one, element, y) {
  const { store } = room;
  if (element.classList.contains("part-of")) {
    if (element.querySelector(".para[id]")) return null;
    const part = idOf(element, "part-");
    return { where: "inside", drop: () => void move(room, one, { part, position: 1 }) };
  }
  const beside = store.get("paragraph", idOf(element, "paragraph-"));
  const after = inLowerHalf(element, y);
  const to = beside && dropBeside(store, one, beside, after);
  return to ? { where: after ? "after" : "before", drop: () => void move(room, one, to) } : null;
}

/** Where a part goes that is let go here. @param {Room} room @param {Statement} statement @param {Part} one @param {HTMLElement} element @param {number} y @returns {Target | null} */
function partUnder(room, statement, one, element, y) {
  const beside = room.store.get("part", idOf(element, "part-"));
  const after = inLowerHalf(element, y);
  const position = beside && dropPartBeside(room.store, statement, one, beside, after);
  return position ? { where: after ? "after" : "before", drop: () => void movePartTo(room, one, position) } : null;
}

/** @param {Element} element @param {string} prefix */
const idOf = (element, prefix) => Number(element.id.slice(prefix.length));

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
