/**
 * Who has spoken how long and how often: by side, constituency and seat. A bar for each, in the colour and the pattern
 * of its side, in the row of a table that says the same in figures; it runs while a speech runs.
 *
 * @import {Room} from "../room-types.js"
 * @import {Share, Side} from "../types.js"
 */

import { html, nothing, svg } from "lit-html";
import { minutes } from "../clock.js";
import { number, t } from "../i18n.js";
import { shares } from "../select/balance.js";
import { seatName, SIDES, sideName, sideOf } from "../select/seats.js";
import { item } from "../select/sittings.js";
import { ofSide } from "./kit.js";

/** @typedef {{side: Side | null, name: string, share: Share}} Row */

/**
 * @param {Room} room
 * @param {number} [most]  seats shown at most, those who have spoken longest first
 */
export function speakingTime(room, most = 200) {
  const { store } = room;
  const scope = item(store) ? "of_item" : "of_sitting";
  const { sides, constituencies, seats, without_seat: others } = shares(store, room.clock.now(), scope);
  const named = new Map(store.all("constituency").map((one) => [one.code, one]));
  const rows = {
    sides: SIDES.map((side) => ({ side, name: sideName(side), share: sides[side] })),
    constituencies: longest(Object.entries(constituencies).map(([code, share]) => ({ side: named.get(code)?.side ?? null, name: named.get(code)?.name ?? code, share }))),
    seats: longest(Object.entries(seats).map(([seat, share]) => ({ side: sideOf(seat), name: seatName(store, seat), share }))).slice(0, most),
  };
  const guests = others.speeches ? [{ side: null, name: t("Associates and guests"), share: others }] : [];
  return html`<figure class="spoken">
    <svg class="patterns" aria-hidden="true" width="0" height="0">${svg`<defs><pattern id="of-others" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="stripe" width="2" height="6"/></pattern></defs>`}</svg>
    ${table(t("By side"), [...rows.sides, ...guests])}
    ${rows.constituencies.length ? table(t("By constituency"), rows.constituencies) : nothing}
    ${rows.seats.length ? table(t("By seat"), rows.seats) : nothing}
  </figure>`;
}

/** @param {Row[]} rows */
const longest = (rows) => rows.sort((a, b) => b.share.seconds - a.share.seconds || (a.name < b.name ? -1 : 1));

/** @param {string} title @param {Row[]} rows */
function table(title, rows) {
  const all = Math.max(1, ...rows.map(({ share }) => share.seconds));
  const over = rows.some(({ share }) => share.over > 0);
  return html`<table class="num bars"><caption class="label">${title}</caption>
    <thead><tr><th scope="col"><span class="sr">${t("Who")}</span></th><td></td><th scope="col">${t("Time")}</th><th scope="col">${t("Speeches")}</th>${over ? html`<th scope="col">${t("Over")}</th>` : nothing}</tr></thead>
    <tbody>${rows.map(({ side, name, share }) => html`<tr><th scope="row">${ofSide(side, name)}</th>
      <td class="bar">${bar(side, share.seconds / all)}</td><td>${minutes(share.seconds)}</td><td>${number(share.speeches)}</td>${over ? html`<td class=${share.over ? "no" : ""}>${share.over ? `+${minutes(share.over)}` : ""}</td>` : nothing}</tr>`)}</tbody></table>`;
}

/** @param {Side | null} side @param {number} share */
const bar = (side, share) => html`<svg class="bar-of ${side ?? "none"}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="ground" width="100" height="8"/><rect class="filled" width=${(share * 100).toFixed(1)} height="8"/>${side === "others" ? svg`<rect width=${(share * 100).toFixed(1)} height="8" fill="url(#of-others)"/>` : nothing}`}</svg>`;
