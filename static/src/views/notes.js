/**
 * Notes under an adopted text: who joined with a reservation, who stood aside, and what they put on record.
 *
 * @import {Room} from "../room-types.js"
 * @import {AboutType, Note} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { notesTo } from "../select/notes.js";
import { seatName, sideOf } from "../select/seats.js";
import { ofSide } from "./kit.js";

/** @param {Room} room @param {AboutType} type @param {number} id */
export function notes(room, type, id) {
  const found = notesTo(room.store, type, id);
  if (found.length === 0) return nothing;
  return html`<aside class="notes" aria-label=${t("Notes to the adopted text")}><ul>${found.map(
    (one) => html`<li>${ofSide(sideOf(one.seat), one.delegation || seatName(room.store, one.seat))} ${did(one)} <span class="caption num">${whence(one)}</span>
      ${one.text ? html`<p class="reason" dir="auto">${one.text}</p>` : nothing}</li>`,
  )}</ul></aside>`;
}

/** What the seat did, in words. @param {Note} note */
function did({ kind }) {
  switch (kind) {
    case "reservation":
      return t("joins with a reservation");
    case "stand_aside":
      return t("stands aside (dissociation)");
    default:
      return t("puts on record");
  }
}

/** Where it was said. @param {Note} note */
const whence = (note) =>
  note.silence === null ? t("question %(number)s", { number: note.number }) : t("silence procedure %(number)s", { number: note.number });
