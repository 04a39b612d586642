/**
 * Who waits for the floor, in the order the server computed, each place with its reason. Whoever conducts calls from
 * here, and moves: by drag, or with the arrow keys on the handle.
 *
 * @import {Room} from "../room-types.js"
 * @import {Request} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { list, number, say, t } from "../i18n.js";
import { inTurn } from "../in_turn.js";
import { factOf } from "../names.js";
import { asksFor, mayBeCalled, queue } from "../select/floor.js";
import { isMine } from "../select/me.js";
import { seatName, speakerName } from "../select/seats.js";
import { current } from "../select/sittings.js";
import { button, chip, speakerMark } from "./kit.js";

/** @typedef {ReturnType<typeof queue>[number]} Place */

const PLACE = "floor";
const DRAGGED = "application/x-deliberate-request";

/** Each step is taken from where the one before has led. */
const moved = inTurn();

/** Statements and replies are moved; points of order and motions stand by their rank. @param {Request} request */
const isMovable = (request) => request.kind === "statement" || request.kind === "reply";

/** @param {Room} room */
export function waiting(room) {
  const order = queue(room.store);
  const closed = current(room.store)?.list_closed;
  const moves = !room.gallery && !room.whyNot("floor.move") && order.filter(({ request }) => isMovable(request)).length > 1;
  return html`<h3 class="label">${t("Waiting")} ${order.length ? html`<span class="num">${number(order.length)}</span>` : nothing}
      ${closed ? chip(t("list closed"), "warn") : nothing}</h3>
    ${order.length ? html`<ol class="queue ${moves ? "moves" : ""}">${repeat(order, ({ request }) => request.id, (place, i) => one(room, place, i, moves))}</ol>` : html`<p class="caption empty">${t("The queue is empty.")}</p>`}`;
}

/** @param {Room} room @param {Place} place @param {number} i @param {boolean} moves */
function one(room, { request, why }, i, moves) {
  const mine = isMine(room.store, request);
  const name = speakerName(room.store, request);
  const reason = why ? say(why, factOf(room.store)) : "";
  const movable = moves && isMovable(request);
  const others = request.on_behalf ?? [];
  return html`<li class=${mine ? "mine" : ""} data-request=${request.id} draggable=${movable ? "true" : "false"}
      @dragstart=${movable ? (/** @type {DragEvent} */ event) => take(event, request) : null}
      @dragover=${moves ? over : null} @dragleave=${moves ? left : null} @drop=${moves ? (/** @type {DragEvent} */ event) => drop(room, request.id, event) : null}>
    <span class="num caption">${movable ? handle(room, request, i, name) : number(i + 1)}</span>
    <span>${speakerMark(room, request)}${mine ? chip(t("you"), "now") : nothing}</span>
    <span class="acts">${room.gallery || mine || !mayBeCalled(room.store, request) ? nothing : call(room, request, i, name)}
    ${mine && request.kind !== "statement" ? button(room, { command: "floor.withdraw", data: { request: request.id }, label: t("Withdraw"), hint: t("Withdraw your request: %(kind)s", { kind: asksFor(request) }), look: "quiet small", place: PLACE }) : nothing}
    ${!mine && !room.gallery && !room.whyNot("floor.move") ? button(room, { command: "floor.withdraw", data: { request: request.id }, label: "×", hint: t("Take %(name)s off the list", { name }), look: "quiet small", place: PLACE, confirm: { title: t("Take %(name)s off the list?", { name }), text: t("They can ask again while the list is open."), yes: t("Take off the list") } }) : nothing}</span>
    <small>${request.kind === "statement" ? nothing : html`<b>${asksFor(request)}</b>${reason ? " · " : nothing}`}${reason}</small>
    ${others.length ? html`<small>${onBehalf(room, others)}</small>` : nothing}
    ${request.note ? html`<small class="note" title=${request.note} dir="auto">“${request.note}”</small>` : nothing}</li>`;
}

/** For whom else somebody speaks. @param {Room} room @param {string[]} seats */
export const onBehalf = (room, seats) => t("on behalf of %(seats)s", { seats: list(seats.map((seat) => seatName(room.store, seat))) });

/** @param {Room} room @param {Request} request @param {number} i @param {string} name */
const call = (room, request, i, name) =>
  button(room, {
    command: "floor.call",
    data: { request: request.id },
    label: t("Call"),
    hint: t("Call %(name)s", { name }),
    look: "quiet small",
    place: PLACE,
    ...(i > 0 && {
      confirm: {
        title: t("Call %(name)s out of turn?", { name }),
        text: t("The record will say that the chair called %(name)s before their turn.", { name }),
        yes: t("Call %(name)s", { name }),
        reason: /** @type {const} */ ("required"),
        hint: t("Reason, for the record"),
      },
    }),
  });

/** The place in the queue, which can be taken hold of. @param {Room} room @param {Request} request @param {number} i @param {string} name */
const handle = (room, request, i, name) => html`<button type="button" class="handle" id="place-${request.id}" aria-keyshortcuts="ArrowUp ArrowDown"
    aria-label=${t("Place %(place)s: %(name)s. Arrow keys move it.", { place: i + 1, name })}
    @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      event.preventDefault();
      const up = event.key === "ArrowUp";
      moved(() => step(room, request.id, up));
    }}>${number(i + 1)}</button>`;

/** One place up or down, from where the request stands now. @param {Room} room @param {number} request @param {boolean} up */
async function step(room, request, up) {
  const order = queue(room.store);
  const i = order.findIndex((place) => place.request.id === request);
  const beside = i < 0 ? undefined : order[up ? i - 1 : i + 1];
  if (beside && (!up || isMovable(beside.request))) await move(room, request, up ? order[i - 2] : beside);
}

/** Put a request behind another, or before all, and stay with it. @param {Room} room @param {number} request @param {Place | undefined} behind */
async function move(room, request, behind) {
  await room.give("floor.move", { request, after: behind?.request.id ?? null }, { place: PLACE });
  room.focus(`#place-${request}`);
}

/** @param {DragEvent} event @param {Request} request */
function take(event, request) {
  event.dataTransfer?.setData(DRAGGED, String(request.id));
  if (event.dataTransfer) event.dataTransfer.effectAllowed = "move";
}

/** @param {DragEvent} event */
function over(event) {
  if (!event.dataTransfer?.types.includes(DRAGGED)) return;
  event.preventDefault();
  /** @type {HTMLElement} */ (event.currentTarget).classList.add("target");
}

/** @param {DragEvent} event */
const left = (event) => /** @type {HTMLElement} */ (event.currentTarget).classList.remove("target");

/** What is dropped on a request takes its place. @param {Room} room @param {number} on @param {DragEvent} event */
function drop(room, on, event) {
  left(event);
  const id = Number(event.dataTransfer?.getData(DRAGGED));
  const order = queue(room.store);
  const [from, to] = [id, on].map((one) => order.findIndex(({ request }) => request.id === one));
  if (from < 0 || to < 0) return;
  event.preventDefault();
  if (from !== to) moved(() => move(room, id, from < to ? order[to] : order[to - 1]));
}
