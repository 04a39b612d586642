/**
 * On a phone the three columns are three tabs; a badge says where something waits for the reader.
 *
 * @import {Room} from "../room-types.js"
 * @import {Tab} from "../ui.js"
 */

import { html, nothing } from "lit-html";
import { number, t, tn } from "../i18n.js";
import { queue, speech } from "../select/floor.js";
import { actingSeat, conducts, isMine } from "../select/me.js";
import { openQuestions, waitsForMe } from "../select/questions.js";
import { pendingOf } from "../select/amendments.js";
import { statement } from "../select/text.js";

/** @param {Room} room */
export function tabs(room) {
  const waiting = badges(room);
  /** @param {Tab} tab @param {string} label */
  const one = (tab, label) => html`<button type="button" aria-current=${room.ui.tab === tab ? "true" : nothing} @click=${() => room.turnTo(tab)}>${label}${
    waiting[tab] ? html` <span class="badge"><span aria-hidden="true">${number(waiting[tab])}</span><span class="sr">${tn("%(n)s waits for you", "%(n)s wait for you", waiting[tab])}</span></span>` : nothing
  }</button>`;
  return html`<nav class="tabs" aria-label=${t("Columns")}>${one("floor", t("Floor"))}${one("text", t("Text"))}${one("decision", t("Decision"))}</nav>`;
}

/** How many things wait for the reader in each column. @param {Room} room @returns {Record<Tab, number>} */
export function badges({ store }) {
  const here = speech(store);
  const first = queue(store)[0]?.request;
  const seat = actingSeat(store)?.id;
  const mine = [here, first].filter((one) => one && isMine(store, one)).length;
  const chairs = conducts(store) && !here && first ? 1 : 0;
  const redraft = seat ? pendingOf(store, statement(store)).filter((one) => one.state === "redraft" && one.seat === seat).length : 0;
  const votes = openQuestions(store).filter((one) => waitsForMe(store, one)).length;
  return { floor: Math.max(mine, chairs), text: redraft, decision: votes };
}
