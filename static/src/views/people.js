/**
 * The people of the room: seats by side with who is present, then the officers. Being connected is not being present.
 *
 * @import {Room} from "../room-types.js"
 * @import {Seat, Side} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { number, t } from "../i18n.js";
import { amI, conducts, mySeat } from "../select/me.js";
import { isHeld, officeName, officers, seatName, seatsOf, SIDES } from "../select/seats.js";
import { current, present } from "../select/sittings.js";
import { button, chip, notice, sideMark } from "./kit.js";
import { ownProxy, proxyOf } from "./proxies.js";
import { quorumCall } from "./remarks.js";

/** @param {Room} room */
export function people(room) {
  const here = present(room.store);
  return html`<details class="fold people"><summary><h3>${t("People")}</h3> <span class="caption num">${t("%(n)s present", { n: here.size })}</span></summary>
    ${quorumCall(room)}
    ${notice(room, "people")}
    ${SIDES.map((side) => half(room, side, here))}
    ${officers(room.store).length
      ? html`<h4>${t("Officers")}</h4><ul class="seats">${officers(room.store).map(
          (one) => html`<li><span>${room.store.name(one.person) || t("not named")}<small>${one.title || officeName(one.office)}</small></span></li>`,
        )}</ul>`
      : nothing}
  </details>`;
}

/** @param {Room} room @param {Side} side @param {Map<string, string>} here */
function half(room, side, here) {
  const seats = seatsOf(room.store, side);
  return html`<h4>${sideMark(side)}
      <span class="caption num">${number(seats.filter((seat) => here.has(seat.id)).length)}/${number(seats.length)}</span></h4>
    <ul class="seats">${seats.map((seat) => one(room, seat, here.get(seat.id)))}</ul>`;
}

/** @param {Room} room @param {Seat} seat @param {string | undefined} person */
function one(room, seat, person) {
  const { store } = room;
  const names = [store.name(seat.holder), store.name(seat.alternate)].filter(Boolean);
  const acting = person && person === seat.alternate ? t("alternate present") : "";
  return html`<li class=${person ? "here" : isHeld(seat) ? "" : "vacant"}>
    <span class="mark" aria-hidden="true">${person ? "✓" : ""}</span>
    <span>${seatName(store, seat.id)} <span class="caption">${seat.id}</span>
      <small>${isHeld(seat) ? names.join(" / ") : t("vacant")}${acting ? html` · ${acting}` : nothing}</small>${proxyOf(room, seat)}</span>
    <span class="sr">${person ? t("present") : t("absent")}</span>
    ${store.me?.seat === seat.id ? chip(t("you"), "now") : nothing}
    ${checks(room, seat, person)} ${ownProxy(room, seat)}</li>`;
}

/** Members check themselves in and out; chair and secretariat may do it for any seat. @param {Room} room @param {Seat} seat @param {string | undefined} person */
function checks(room, seat, person) {
  const { store, gallery } = room;
  const sitting = current(store);
  if (gallery || !isHeld(seat) || !sitting || sitting.state === "closed") return nothing;
  const own = mySeat(store)?.id === seat.id;
  const other = conducts(store) || amI(store, "secretariat", "administrator");
  if (!own && !other) return nothing;
  const data = own ? {} : { seat: seat.id };
  const name = seatName(store, seat.id);
  const takesOver = own && person && store.me?.person === seat.holder && person !== seat.holder;
  return person && !takesOver
    ? button(room, { command: "presence.check_out", data, label: t("Out"), hint: t("Check out %(name)s", { name }), look: "quiet small", place: "people" })
    : button(room, { command: "presence.check_in", data, label: takesOver ? t("Take over") : t("In"), hint: t("Check in %(name)s", { name }), look: "quiet small", place: "people" });
}
