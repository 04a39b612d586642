/**
 * What is left: the count, and a list that leads to each place.
 *
 * @import {Room} from "../room-types.js"
 * @import {Left, LeftOfPart} from "../select/left.js"
 * @import {Part, Statement} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t, tn } from "../i18n.js";
import { leftOfPart, whatIsLeft } from "../select/left.js";
import { stateName } from "../select/text.js";
import { seatMark } from "./kit.js";

/** @param {Room} room @param {Statement} shown */
export function left(room, shown) {
  if (shown.stage === "adopted") return nothing;
  const found = whatIsLeft(room.store, shown);
  if (found.of === 0) return nothing;
  if (found.places === 0) return html`<p class="what-is-left-none">${tn("The one paragraph is agreed; nothing is left.", "All %(n)s paragraphs are agreed; nothing is left.", found.of)}</p>`;
  return html`<details class="what-is-left" id="what-is-left"><summary><b>${t("What is left")}</b> <span class="num">${counts(found)}</span></summary>
    <ol>${found.parts.map((part) => html`${part.amendments.length ? html`<li>${start(room, part)}</li>` : nothing}${part.left.map((one) => html`<li>${place(room, part.part, one)}</li>`)}`)}</ol>
  </details>`;
}

/** How far a part is: shown beside its title. @param {Room} room @param {Part} part */
export function leftIn(room, part) {
  const found = leftOfPart(room.store, part);
  if (found.of === 0) return nothing;
  return html`<span class="caption num left-in">${counts({ ...found, amendments: 0 })}</span>`;
}

/** @param {{agreed: number, of: number, brackets: number, amendments: number}} found */
function counts({ agreed, of, brackets, amendments }) {
  return [
    t("%(agreed)s of %(of)s agreed", { agreed, of }),
    brackets ? tn("%(n)s bracket", "%(n)s brackets", brackets) : "",
    amendments ? tn("%(n)s amendment", "%(n)s amendments", amendments) : "",
  ].filter(Boolean).join(" · ");
}

/** @param {Room} room @param {Part} part @param {Left} one */
function place(room, part, { paragraph, brackets, amendments }) {
  const what = [
    paragraph.state === "open" && !brackets ? t("not agreed") : brackets ? "" : stateName(paragraph),
    brackets ? tn("%(n)s bracket", "%(n)s brackets", brackets) : "",
  ].filter(Boolean).join(" · ");
  const here = (/** @type {Event} */ event) => {
    event.preventDefault();
    room.go({ to: "paragraph", id: paragraph.id });
  };
  return html`<a href="#paragraph-${paragraph.id}" @click=${here}><span class="num">${part.position}.${paragraph.position}</span> <span>${what}</span></a>
    ${amendments.map((one) => waiting(room, one))}`;
}

/** @param {Room} room @param {LeftOfPart} found */
const start = (room, { part, amendments }) =>
  html`<a href="#part-${part.id}"><span class="num">${part.position}</span> <span>${t("at its start")}</span></a> ${amendments.map((one) => waiting(room, one))}`;

/** @param {Room} room @param {import("../types.js").Amendment} one */
const waiting = (room, one) => html`<a class="waits" href="#amendment-${one.id}" @click=${(/** @type {Event} */ event) => {
  event.preventDefault();
  room.go({ to: "amendment", id: one.id });
}}>${one.label} ${seatMark(room, one.seat)}</a>`;
