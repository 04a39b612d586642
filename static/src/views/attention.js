/**
 * What needs the reader's attention: what waits for them, what they should know, and what became of their amendments.
 *
 * @import {Room} from "../room-types.js"
 * @import {Hint} from "../hint.js"
 */

import { html, nothing } from "lit-html";
import { number, say, t, tn } from "../i18n.js";
import { factOf } from "../names.js";
import { attention } from "../next.js";
import { isPending, needs, sponsoredBy } from "../select/amendments.js";
import { amendmentState, does } from "../select/text.js";
import { frame } from "./frame.js";
import { chip, run } from "./kit.js";

/** The way to it from the bar, with how many things there are. @param {Room} room */
export function attentionButton(room) {
  if (room.gallery || !room.store.me) return nothing;
  const count = attention(room.store, room.clock).length;
  return html`<button type="button" class="btn quiet small" data-attention @click=${() => room.ask({ kind: "attention" })}>${t("For me")}${
    count ? html` <span class="badge"><span aria-hidden="true">${number(count)}</span><span class="sr">${tn("%(n)s waits for you", "%(n)s wait for you", count)}</span></span>` : nothing
  }</button>`;
}

/** @param {Room} room */
export function needsAttention(room) {
  const { store, clock } = room;
  const all = attention(store, clock);
  const waits = all.filter((hint) => hint.tone === "act");
  const known = all.filter((hint) => hint.tone !== "act");
  const mine = sponsoredBy(store, store.me?.seat);
  return frame(room, t("What needs my attention"), html`
    <section aria-labelledby="attention-act"><h3 class="label" id="attention-act">${t("Waits for you")}</h3>
      ${waits.length ? html`<ul class="attention">${waits.map((hint) => item(room, hint))}</ul>` : html`<p class="caption">${t("Nothing waits for you.")}</p>`}</section>
    ${known.length ? html`<section aria-labelledby="attention-news"><h3 class="label" id="attention-news">${t("Good to know")}</h3><ul class="attention">${known.map((hint) => item(room, hint))}</ul></section>` : nothing}
    ${mine.length ? html`<section aria-labelledby="attention-mine"><h3 class="label" id="attention-mine">${t("Amendments you stand behind")}</h3><ul class="attention">${mine.map((one) => html`<li><p>${does(store, one)}
        ${chip(amendmentState(one.state), one.state === "adopted" ? "good" : one.state === "redraft" ? "warn" : "")} ${isPending(one) ? needs(store, one).map((lack) => chip(lack, "warn")) : nothing}
        ${one.why ? html`<span class="caption">${say(one.why, factOf(store))}</span>` : nothing}</p>
        <button type="button" class="btn quiet small" aria-label=${t("Go to %(label)s", { label: one.label })} @click=${() => leave(room, () => room.go({ to: "amendment", id: one.id }))}>${t("Go to it")}</button></li>`)}</ul></section>` : nothing}
    <p class="controls end"><button type="button" class="btn primary" @click=${() => room.dismiss()}>${t("Close")}</button></p>`, "wide");
}

/** @param {Room} room @param {Hint} hint */
const item = (room, { lead, text, button }) => html`<li><p><b>${lead}</b> ${text ?? ""}</p>${
  button
    ? html`<button type="button" class="btn small" @click=${() => leave(room, () => {
        if (button.go) room.go(button.go);
        else if (button.command) run(room, { command: button.command, data: button.data, label: "", place: "next" });
      })}>${button.label}</button>`
    : nothing
}</li>`;

/** Close the dialog, then go where it leads. @param {Room} room @param {() => void} then */
function leave(room, then) {
  room.dismiss();
  then();
}
