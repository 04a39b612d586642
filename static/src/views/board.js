/**
 * The half circle of seats, and the same in a table. Governments are round and on the left, others square and on the
 * right; a sign in each says how it voted, so that neither colour nor place speaks alone.
 *
 * @import {Room} from "../room-types.js"
 * @import {Question, Side} from "../types.js"
 */

import { html, nothing, svg } from "lit-html";
import { half, HEIGHT, WIDTH } from "../hemicycle.js";
import { number, t } from "../i18n.js";
import { markName, markSign } from "../names.js";
import { counted, electors, isNamed, signatures } from "../select/questions.js";
import { seatName, seatsOf, SIDES } from "../select/seats.js";
import { present } from "../select/sittings.js";
import { sideMark } from "./kit.js";

/** @typedef {{seat: string, side: Side, name: string, mark: string}} Place */

/** @param {Place[]} seats @param {string} label */
export function halfCircle(seats, label) {
  return html`<figure class="hemicycle"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
    ${svg`<line class="aisle" x1=${WIDTH / 2} y1="4" x2=${WIDTH / 2} y2=${HEIGHT - 12}/>`}
    ${SIDES.map((side) => oneHalf(seats.filter((seat) => seat.side === side), side))}</svg>
    ${seats.some((seat) => !seat.name && markSign(seat.mark)) ? html`<figcaption class="caption">${t("In number: a mark is a vote, and not a seat.")}</figcaption>` : nothing}</figure>`;
}

/** @param {Place[]} seats @param {Side} side */
function oneHalf(seats, side) {
  const { places, radius } = half(seats.length, side === "governments" ? "left" : "right");
  return seats.map((seat, i) => {
    const at = places[i];
    if (!at) return nothing;
    const shape = side === "governments"
      ? svg`<circle cx=${at.x} cy=${at.y} r=${radius}/>`
      : svg`<rect x=${at.x - radius * 0.88} y=${at.y - radius * 0.88} width=${radius * 1.76} height=${radius * 1.76} rx=${radius * 0.25}/>`;
    const sign = markSign(seat.mark);
    return svg`<g class="seat ${side} ${seat.mark}">${shape}${sign ? svg`<text x=${at.x} y=${at.y + radius * 0.42} font-size=${radius * 1.25} text-anchor="middle" aria-hidden="true">${sign}</text>` : nothing}<title>${seat.name ? `${seat.name}: ${markName(seat.mark)}` : markName(seat.mark)}</title></g>`;
  });
}

/** The seats with who is present, when nothing is put to the group. @param {Room} room */
export function presentBoard(room) {
  const here = present(room.store);
  const seats = SIDES.flatMap((side) =>
    seatsOf(room.store, side).map((seat) => ({ seat: seat.id, side, name: seatName(room.store, seat.id), mark: here.has(seat.id) ? "present" : "absent" })),
  );
  if (seats.length === 0) return nothing;
  return html`${halfCircle(seats, t("Seats, filled where present; the table below says the same."))}
    ${table([t("Present"), t("Absent"), t("Seats")], SIDES.map((side) => {
      const mine = seats.filter((seat) => seat.side === side);
      const count = mine.filter((seat) => seat.mark === "present").length;
      return { side, cells: [number(count), number(mine.length - count), number(mine.length)] };
    }))}`;
}

/**
 * The board as a table: what was said in rows, the sides in columns, so that it is narrow in any language. Before the
 * close of a vote that is not shown live, only who may vote is known.
 * @param {Question} question @param {Place[]} seats
 */
export function tallyTable(question, seats) {
  const known = question.kind === "call" || question.state === "closed" || question.board === "live";
  const bySide = counted(seats);
  if (!known) {
    return table([t("May vote"), t("Absent")], bySide.map(({ side, count }) => {
      const all = seats.filter((seat) => seat.side === side).length;
      return { side, cells: [number(all - (count.absent ?? 0)), number(count.absent ?? 0)] };
    }));
  }
  const marks = question.kind === "call" ? ["support", "reservation", "stand_aside", "object", "waiting", "absent"] : ["for", "against", "abstain", "waiting", "absent"];
  return html`<div class="scroll"><table class="num tally"><thead><tr><td></td>${bySide.map(({ side }) => html`<th scope="col">${sideMark(side)}</th>`)}<th scope="col">${t("All")}</th></tr></thead>
    <tbody>${marks.map((mark) => html`<tr class=${mark}><th scope="row"><span class="sign" aria-hidden="true">${markSign(mark)}</span> ${mark === "waiting" ? silence(question) : markName(mark)}</th>
      ${bySide.map(({ count }) => html`<td>${number(count[mark] ?? 0)}</td>`)}<td>${number(bySide.reduce((sum, { count }) => sum + (count[mark] ?? 0), 0))}</td></tr>`)}</tbody></table></div>`;
}

/** What it means that a seat has said nothing. @param {Question} question */
function silence(question) {
  if (question.kind === "call") return t("Nothing said");
  if (question.method === "hands") return t("No hand raised");
  return question.state === "open" ? t("Not yet") : t("Did not vote");
}

/** @param {string[]} heads @param {{side: Side, cells: string[]}[]} rows */
const table = (heads, rows) => html`<div class="scroll"><table class="num"><thead><tr><td></td>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
  <tbody>${rows.map(({ side, cells }) => html`<tr><th scope="row">${sideMark(side)}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;

/** After a secret vote, who has voted: that is known, and not how. @param {Room} room @param {Question} question */
export function whoVoted(room, question) {
  if (question.method !== "secret" || question.state !== "closed") return nothing;
  const voted = signatures(room.store, question);
  return html`<details class="roll"><summary>${t("Who has voted")}</summary><div class="halves">${SIDES.map(
    (side) => html`<table><caption>${sideMark(side)}</caption><tbody>${electors(room.store, question)
      .filter((one) => one.side === side)
      .map((one) => html`<tr><th scope="row">${one.delegation || seatName(room.store, one.seat)}</th><td class=${voted.has(one.seat) ? "" : "absent"}>${voted.has(one.seat) ? t("Voted") : one.present ? t("Did not vote") : t("Absent")}</td></tr>`)}</tbody></table>`,
  )}</div></details>`;
}

/** What the half circle of a vote shows. @param {Question} question */
export const pictured = (question) =>
  !isNamed(question)
    ? t("Votes by half, in number: a mark is a vote, and not a seat. The table below says the same.")
    : question.kind === "call"
      ? t("Positions by seat; the table below says the same.")
      : t("Votes by seat; the table below says the same.");

/** Each seat with what it did, for reading out and for the record. @param {Question} question @param {Place[]} seats */
export function rollCall(question, seats) {
  if (!isNamed(question)) return nothing;
  if (question.state === "open" && question.kind === "vote" && question.board !== "live") return nothing;
  return html`<details class="roll"><summary>${t("Seat by seat")}</summary><div class="halves">${SIDES.map(
    (side) => html`<table><caption>${sideMark(side)}</caption><tbody>${seats
      .filter((seat) => seat.side === side)
      .map((seat) => html`<tr><th scope="row">${seat.name}</th><td class=${seat.mark}>${seat.mark === "waiting" ? silence(question) : markName(seat.mark)}</td></tr>`)}</tbody></table>`,
  )}</div></details>`;
}
