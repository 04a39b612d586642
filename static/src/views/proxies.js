/**
 * Proxies: what is shown of them beside a seat, and how its holder gives the seat's own or takes it back.
 *
 * @import {Room} from "../room-types.js"
 * @import {Seat} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { openQuestions } from "../select/questions.js";
import { seatName, seatsOf } from "../select/seats.js";
import { byProxy } from "../select/sittings.js";
import { button } from "./kit.js";

/** Who acts for a seat, and for whom it acts. @param {Room} room @param {Seat} seat */
export function proxyOf({ store }, seat) {
  const given = store.get("proxy", seat.id);
  const held = store.where("proxy", "to", seat.id)[0];
  const acted = byProxy(store);
  return html`${given ? html`<small>${acted.has(seat.id) ? t("present by proxy of %(to)s", { to: seatName(store, given.to) }) : t("proxy given to %(to)s", { to: seatName(store, given.to) })}</small>` : nothing}
    ${held ? html`<small>${acted.has(held.seat) ? t("votes for %(seat)s too, by proxy", { seat: seatName(store, held.seat) }) : t("holds the proxy of %(seat)s", { seat: seatName(store, held.seat) })}</small>` : nothing}`;
}

/** The holder's own proxy: to give it, or to take it back, while no question is open. @param {Room} room @param {Seat} seat */
export function ownProxy(room, seat) {
  const { store } = room;
  if (room.gallery || seat.holder !== store.me?.person || openQuestions(store).length > 0 || room.whyNot("proxy.give")) return nothing;
  const given = store.get("proxy", seat.id);
  if (given) {
    return button(room, { command: "proxy.revoke", label: t("Take the proxy back"), hint: t("Take the proxy back from %(to)s", { to: seatName(store, given.to) }), look: "quiet small", place: "people" });
  }
  return html`<button type="button" class="btn quiet small" data-do="proxy" @click=${() => room.ask({ kind: "proxy" })}>${t("Give a proxy")}</button>`;
}

/** The seats that could take it: held, of the same side, without another. @param {Room} room @param {Seat} own */
export const takers = ({ store }, own) =>
  seatsOf(store, own.side).filter((seat) => seat.id !== own.id && seat.holder && store.where("proxy", "to", seat.id).length === 0);
