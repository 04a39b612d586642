/**
 * The chair's one control of the big screen: what the hall sees.
 *
 * @import {Room} from "../room-types.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { t } from "../i18n.js";
import { current } from "../select/sittings.js";
import { place } from "../select/text.js";
import { typed } from "./kit.js";

/** What it can show, in words. */
const SHOWN = () => ({
  automatic: t("what goes on"),
  floor: t("the floor"),
  text: t("the text"),
  decision: t("the decision"),
  balance: t("speaking time"),
});

/** @param {Room} room */
export function hallControl(room) {
  const sitting = current(room.store);
  if (!sitting || sitting.state === "closed" || room.whyNot("hall.show")) return nothing;
  const here = room.store.get("paragraph", room.ui.paragraph) ?? room.store.all("paragraph")[0];
  const shown = sitting.hall ?? "automatic";
  const paragraph = room.store.get("paragraph", sitting.hall_paragraph);
  return html`<div class="hall-control"><label class="caption" for="hall-shows">${t("The hall shows")}</label>
    <select id="hall-shows" .value=${live(shown)} @change=${(/** @type {Event} */ event) => {
      const what = typed(event);
      void room.give("hall.show", what === "text" ? { what, paragraph: here?.id } : { what }, { place: "floor" });
    }}>${Object.entries(SHOWN()).map(([what, name]) => html`<option value=${what} ?selected=${what === shown} ?disabled=${what === "text" && !here}>${name}</option>`)}</select>
    ${shown === "text" && here && here !== paragraph ? html`<button type="button" class="btn quiet small" @click=${() => room.give("hall.show", { what: "text", paragraph: here.id }, { place: "floor" })}>${t("Show %(place)s", { place: place(room.store, here) })}</button>` : nothing}
    <a class="btn quiet small" href="/g/${room.slug}/hall" target="_blank">${t("Open the hall")}</a></div>`;
}
