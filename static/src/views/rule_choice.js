/**
 * The rule of a vote, chosen before it opens: in words, and what adoption by it needs of those who are here now.
 *
 * @import {Room} from "../room-types.js"
 * @import {Tried} from "../trial.js"
 */

import { html, nothing } from "lit-html";
import { say, t } from "../i18n.js";
import { factOf } from "../names.js";
import { group } from "../select/seats.js";
import { typed } from "./kit.js";

/** The rules a vote can be opened under, the group's usual one first. @param {Room} room @returns {[string, string][]} */
export function presets(room) {
  const settings = group(room.store)?.settings;
  /** @type {[string, string][]} */
  const all = [
    ["substantive", t("substantive: two thirds, and more than half within each side")],
    ["procedural", t("procedural: more than half, within quorum")],
  ];
  if (settings?.custom) all.push(["custom", settings.custom_name ? t("the group's own: %(name)s", { name: settings.custom_name }) : t("the group's own rule")]);
  return all.sort(([a], [b]) => Number(b === settings?.rule) - Number(a === settings?.rule));
}

/** The choice, as a part of a form: its field is `preset`. @param {Room} room */
export function ruleChoice(room) {
  const all = presets(room);
  const chosen = room.ui.preset ?? all[0]?.[0] ?? "substantive";
  const usual = group(room.store)?.settings.rule;
  return html`<label class="label" for="vote-preset">${t("Rule of the vote")}</label>
    <select id="vote-preset" name="preset" @change=${(/** @type {Event} */ event) => {
      room.ui.preset = typed(event);
      room.show();
    }}>${all.map(([name, words]) => html`<option value=${name} ?selected=${name === chosen}>${name === usual ? t("%(rule)s (usual here)", { rule: words }) : words}</option>`)}</select>
    ${toldOf(room, room.trial.of(room.store, { preset: chosen }))}`;
}

/** A tried rule in words, and what it needs now. @param {Room} room @param {Tried | null} tried */
export function toldOf(room, tried) {
  if (room.trial.failed) return html`<p class="caption" role="status">${t("The rule could not be tried now. Check the line to the server.")}</p>`;
  if (!tried || tried.mistakes.length) return nothing;
  const word = factOf(room.store);
  return html`<div class="tried"><ul class="words">${tried.in_words.map((line) => html`<li>${say(line, word)}</li>`)}</ul>
    ${tried.now.length ? html`<div class="needs" role="status">${tried.now.map((line) => html`<p>${say(line, word)}</p>`)}</div>` : nothing}</div>`;
}
