/**
 * The small forms of the floor: asking with a note or on behalf of others, somebody whom the chair puts on the list,
 * and the limits of speeches.
 *
 * @import {Room} from "../room-types.js"
 * @import {FloorLimits} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { isVoting, kindName } from "../select/floor.js";
import { mySeat } from "../select/me.js";
import { group, isHeld, seatName, seatsOf, SIDES, sideName } from "../select/seats.js";
import { present } from "../select/sittings.js";
import { buttons, frame } from "./frame.js";
import { fields, notice } from "./kit.js";
import { seatOptions } from "./seat_choice.js";

/** Ask with a note, or for other seats too. @param {Room} room */
export function ask(room) {
  const mine = mySeat(room.store)?.id;
  const kinds = isVoting(room.store) ? /** @type {const} */ (["point_of_order"]) : /** @type {const} */ (["statement", "point_of_order", "reply"]);
  return frame(room, t("Ask for the floor"), html`<form @submit=${async (/** @type {Event} */ event) => {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const { kind = "statement", note = "" } = fields(event);
    const together = kind === "statement" ? new FormData(form).getAll("on_behalf").map(String) : [];
    const answer = await room.give("floor.ask", { kind, note, on_behalf: together }, { place: "dialog", thanks: t("You are on the list.") });
    if (answer.ok) room.dismiss();
  }}><label class="label" for="ask-kind">${t("For")}</label><select id="ask-kind" name="kind">${kinds.map((kind) => html`<option value=${kind}>${kindName(kind)}</option>`)}</select>
    <label class="label" for="ask-note">${t("Note for the chair (public: it stands in the queue)")}</label><input id="ask-note" name="note" maxlength="300" autocomplete="off" dir="auto">
    ${mine && kinds.length > 1 ? html`<details class="behalf"><summary>${t("On behalf of other seats")}</summary><p class="caption">${t("For a statement. They are named; it counts as a speech of your seat alone.")}</p>${SIDES.map(
      (side) => html`<fieldset><legend class="label">${sideName(side)}</legend>${seatsOf(room.store, side).filter((seat) => isHeld(seat) && seat.id !== mine).map((seat) => html`<label class="switch"><input type="checkbox" name="on_behalf" value=${seat.id}> ${seatName(room.store, seat.id)}</label> `)}</fieldset>`,
    )}</details>` : nothing}
    ${notice(room, "dialog")} ${buttons(room, t("Ask for the floor"))}</form>`);
}

/** The chair puts a seat on the list, or a guest by name. @param {Room} room */
export function addSpeaker(room) {
  const here = present(room.store);
  return frame(room, t("Add a speaker"), html`<form @submit=${async (/** @type {Event} */ event) => {
    const { seat = "", name = "", note = "" } = fields(event);
    const answer = await room.give("floor.add_speaker", seat ? { seat, note } : { name, note }, { place: "dialog" });
    if (answer.ok) room.dismiss();
  }}><label class="label" for="speaker-name">${t("A guest, by name")}</label><input id="speaker-name" name="name" maxlength="120" autocomplete="off" dir="auto">
    <p class="caption">${t("The name is public from now on: ask the guest first. It can be erased later; the record keeps no name.")}</p>
    <label class="label" for="speaker-seat">${t("Or a seat that has raised its plate")}</label>
    <select id="speaker-seat" name="seat"><option value="">${t("None")}</option>${seatOptions(room, (seat) => here.has(seat.id))}</select>
    <label class="label" for="speaker-note">${t("Note (public)")}</label><input id="speaker-note" name="note" maxlength="300" autocomplete="off" dir="auto">
    ${notice(room, "dialog")} ${buttons(room, t("Put on the list"))}</form>`);
}

/** How long speeches are, and how many a seat makes. @param {Room} room */
export function limits(room) {
  const settings = group(room.store)?.settings;
  const now = settings?.floor;
  const usual = settings?.speech_limit ?? 180;
  return frame(room, t("Limits of speeches"), html`<form class="limits" @submit=${async (/** @type {Event} */ event) => {
    const given = fields(event);
    const data = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value === "" ? null : Number(value)]));
    const answer = await room.give("floor.set_limits", { ...data, point_of_order: data["point_of_order"] ?? 60 }, { place: "dialog", thanks: t("The limits hold from the next speech on.") });
    if (answer.ok) room.dismiss();
  }}><p class="caption">${t("A first statement has %(seconds)s seconds, as the group's rules say. What is left empty has the same time.", { seconds: usual })}</p>
    ${seconds("later", t("A later statement of the same seat, seconds"), now?.later)}
    ${seconds("on_behalf", t("A statement on behalf of others, seconds"), now?.on_behalf)}
    ${seconds("reply", t("A right of reply, seconds; the second is half as long"), now?.reply)}
    ${seconds("motion", t("A motion, and a speech for or against it, seconds"), now?.motion)}
    ${seconds("point_of_order", t("A point of order, seconds"), now?.point_of_order ?? 60)}
    <label class="label" for="limit-most">${t("Statements a seat can make on an item; empty for any number")}</label><input id="limit-most" name="statements_at_most" type="number" min="1" max="100" value=${now?.statements_at_most ?? ""}>
    ${notice(room, "dialog")} ${buttons(room, t("Set the limits"))}</form>`);
}

/** @param {keyof FloorLimits} name @param {string} label @param {number | null | undefined} value */
const seconds = (name, label, value) => html`<label class="label" for="limit-${name}">${label}</label><input id="limit-${name}" name=${name} type="number" min="10" max="7200" value=${value ?? ""}>`;
