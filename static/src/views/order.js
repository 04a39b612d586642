/**
 * The order in which amendments are put: the house proposes it, the chair changes it by drag or keys, opens the next one
 * with one press, and proposes some to be adopted together without objection.
 *
 * @import {Room} from "../room-types.js"
 * @import {Amendment, Statement} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { live } from "lit-html/directives/live.js";
import { percent, t, tn } from "../i18n.js";
import { inTurn } from "../in_turn.js";
import { canBePut, needs, nextToPut, share, votingOrder } from "../select/amendments.js";
import { amendmentState, does, standsStill, statement } from "../select/text.js";
import { put } from "./amendment.js";
import { button, chip, notice } from "./kit.js";

/** Each step is taken from where the one before has led. */
const moved = inTurn();

/** @param {Room} room */
export function order(room) {
  const shown = statement(room.store, room.ui.statement);
  const all = votingOrder(room.store, shown);
  if (!shown || all.length === 0 || standsStill(room.store, shown.id)) return nothing;
  const next = nextToPut(room.store, shown);
  const may = !room.gallery && !room.whyNot("amendment.set_order", shown);
  const ruled = all.some((one) => one.rank);
  return html`<section class="order" aria-labelledby="order-title"><h3 class="label" id="order-title">${t("Order of voting")}</h3>
    <p class="caption">${ruled ? t("As the chair has ruled.") : t("Proposed by the house: text by text, the furthest removed from it first.")}</p>
    <ol>${repeat(all, (one) => one.id, (one, at) => row(room, shown, all.length, one, at, { may, next: one === next }))}</ol>
    ${notice(room, "order")}
    ${may ? html`<p class="controls">${together(room, shown, all)} ${ruled ? button(room, { command: "amendment.set_order", data: { statement: shown.id, amendments: [] }, label: t("Back to the order of the house"), look: "quiet small", place: "order", about: shown }) : nothing}</p>` : nothing}</section>`;
}

/** @param {Room} room @param {Statement} shown @param {number} count @param {Amendment} one @param {number} at @param {{may: boolean, next: boolean}} more */
function row(room, shown, count, one, at, { may, next }) {
  const { store, ui } = room;
  const label = { label: one.label };
  /** @param {-1 | 1} by @param {string} focus */
  const step = (by, focus) =>
    moved(async () => {
      await bring(room, shown, one.id, orderNow(room, shown).indexOf(one.id) + by);
      room.focus(`#order-${one.id} ${focus}`);
    });
  const chosen = picked(room, shown).includes(one.id);
  return html`<li id="order-${one.id}" class=${next ? "next-one" : ""} draggable=${may ? "true" : nothing}
    @dragstart=${(/** @type {DragEvent} */ event) => event.dataTransfer?.setData("text/x-amendment", String(one.id))}
    @dragover=${(/** @type {DragEvent} */ event) => may && event.dataTransfer?.types.includes("text/x-amendment") && event.preventDefault()}
    @drop=${(/** @type {DragEvent} */ event) => {
      const id = Number(event.dataTransfer?.getData("text/x-amendment"));
      event.preventDefault();
      if (id && id !== one.id) moved(() => bring(room, shown, id, orderNow(room, shown).indexOf(one.id)));
    }}>
    ${may && canBePut(store, one) && !one.parent ? html`<input type="checkbox" aria-label=${t("Adopt %(label)s together with others", label)} .checked=${live(chosen)} @change=${() => {
      const now = picked(room, shown);
      ui.write(draft(shown), { chosen: now.includes(one.id) ? now.filter((id) => id !== one.id) : [...now, one.id] });
      room.show();
    }}>` : html`<span></span>`}
    <div><a href="#amendment-${one.id}" @click=${(/** @type {Event} */ event) => {
      event.preventDefault();
      room.go({ to: "amendment", id: one.id });
    }}>${does(store, one)}</a>
      <span class="caption num">${share(one.distance) > 0 ? t("%(share)s of the words", { share: percent(`${Math.round(100 * share(one.distance))}%`) }) : nothing}</span>
      ${one.state === "redraft" ? chip(amendmentState(one.state), "warn") : nothing} ${needs(store, one).map((lack) => chip(lack, "warn"))}
      ${next && may ? html`<div class="controls">${put(room, one)}</div>` : nothing}</div>
    ${may ? html`<span class="moves"><button type="button" class="btn quiet small up" aria-label=${t("Put %(label)s earlier", label)} ?disabled=${at === 0} @click=${() => step(-1, ".up")}>↑</button><button type="button" class="btn quiet small down" aria-label=${t("Put %(label)s later", label)} ?disabled=${at === count - 1} @click=${() => step(1, ".down")}>↓</button></span>` : nothing}
  </li>`;
}

/** The amendments in their order as it is now. @param {Room} room @param {Statement} shown */
const orderNow = (room, shown) => votingOrder(room.store, shown).map((one) => one.id);

/** Put an amendment at a place of the order, where there is such a place. @param {Room} room @param {Statement} shown @param {number} id @param {number} to */
async function bring(room, shown, id, to) {
  const before = orderNow(room, shown);
  if (!before.includes(id) || to < 0 || to >= before.length) return;
  const amendments = before.filter((each) => each !== id);
  amendments.splice(to, 0, id);
  await room.give("amendment.set_order", { statement: shown.id, amendments }, { place: "order" });
}

/** What the chair proposes to be adopted together. @param {Room} room @param {Statement} shown @param {Amendment[]} all */
function together(room, shown, all) {
  const chosen = all.filter((one) => picked(room, shown).includes(one.id) && canBePut(room.store, one));
  if (room.whyNot("batch.open", shown)) return nothing;
  if (chosen.length < 2) return html`<span class="caption">${t("Tick two or more to propose them together, without objection.")}</span>`;
  const labels = chosen.map((one) => one.label).join(", ");
  return button(room, {
    command: "batch.open",
    data: { statement: shown.id, amendments: chosen.map((one) => one.id) },
    label: tn("Propose %(n)s together, without objection", "Propose %(n)s together, without objection", chosen.length),
    place: "order",
    about: shown,
    confirm: { title: t("Adopt %(labels)s together?", { labels }), text: t("Any seat may object to one of them, which is then taken out and put by itself. The rest is adopted when you close the call."), yes: t("Ask for objections") },
  });
}

/** @param {Statement} shown */
const draft = (shown) => `together ${shown.id}`;

/** @param {Room} room @param {Statement} shown @returns {number[]} */
const picked = (room, shown) => room.ui.draft(draft(shown))?.chosen ?? [];
