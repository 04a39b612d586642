/**
 * How a vote is taken, chosen before it opens: what each method means, and where a secret vote would not be one.
 *
 * @import {Room} from "../room-types.js"
 * @import {About, Method} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { say, t } from "../i18n.js";
import { factOf, methodName } from "../names.js";
import { group } from "../select/seats.js";
import { typed } from "./kit.js";
import { chosenRule } from "./rule_choice.js";

/** @type {Method[]} */
export const METHODS = ["recorded", "roll_call", "hands", "secret"];

/** What a method means. @param {Method} method */
export function meaning(method) {
  switch (method) {
    case "recorded":
      return t("Each seat votes on this page, and can change its vote until the close. The record says how each voted.");
    case "roll_call":
      return t("Each seat is called, from one drawn by lot, and answers aloud; a clerk enters what it says.");
    case "hands":
      return t("You count the hands in the room, half by half, and enter the numbers.");
    case "secret":
      return t("Each seat votes once on this page. The record says who has voted, and never how.");
  }
}

/** The choice, as a part of a form: its field is `method`. @param {Room} room @param {About | null} [about] */
export function methodChoice(room, about) {
  const usual = group(room.store)?.settings.method ?? "recorded";
  const chosen = room.ui.method ?? usual;
  return html`<label class="label" for="vote-method">${t("How it is voted on")}</label>
    <select id="vote-method" name="method" @change=${(/** @type {Event} */ event) => {
      room.ui.method = /** @type {Method} */ (typed(event));
      room.show();
    }}>${METHODS.map((one) => html`<option value=${one} ?selected=${one === chosen}>${one === usual ? t("%(rule)s (usual here)", { rule: methodName(one) }) : methodName(one)}</option>`)}</select>
    <p class="caption">${meaning(chosen)}</p>
    ${chosen === "secret" ? warned(room, about) : nothing}`;
}

/** What everyone will have to know before they vote in secret. @param {Room} room @param {About | null} [about] */
function warned(room, about) {
  const said = room.trial.of(room.store, { preset: chosenRule(room, about) })?.secret ?? [];
  return html`<div class="cautions">${said.map((line) => html`<p>${say(line, factOf(room.store))}</p>`)}</div>`;
}
