/**
 * The rule of a vote, chosen before it opens: in words, and what adoption by it needs of those who are here now.
 *
 * @import {Room} from "../room-types.js"
 * @import {Tried} from "../trial.js"
 * @import {About} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { say, t } from "../i18n.js";
import { factOf } from "../names.js";
import { foundImportant, IMPORTANT } from "../select/importance.js";
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

/** The rule under which a vote on a text would open: of an important question, its own. @param {Room} room @param {About | null} [about] */
export const chosenRule = (room, about) => (foundImportant(room.store, about) ? IMPORTANT : (room.ui.preset ?? presets(room)[0]?.[0] ?? IMPORTANT));

/** The choice, as a part of a form: its field is `preset`. @param {Room} room @param {About | null} [about] */
export function ruleChoice(room, about) {
  const all = presets(room);
  const chosen = chosenRule(room, about);
  const found = foundImportant(room.store, about);
  if (found) {
    return html`<p class="label">${t("Rule of the vote")}</p><p>${all.find(([name]) => name === IMPORTANT)?.[1]}</p>
      <input type="hidden" name="preset" value=${IMPORTANT}>
      <p class="caption">${t("An important question, as question %(number)s has found: no other rule can be chosen.", { number: found.number })}</p>
      ${toldOf(room, room.trial.of(room.store, { preset: IMPORTANT }))}`;
  }
  const usual = group(room.store)?.settings.rule;
  return html`<label class="label" for="vote-preset">${t("Rule of the vote")}</label>
    <select id="vote-preset" name="preset" @change=${(/** @type {Event} */ event) => {
      room.ui.preset = typed(event);
      room.show();
    }}>${all.map(([name, words]) => html`<option value=${name} ?selected=${name === chosen}>${name === usual ? t("%(rule)s (usual here)", { rule: words }) : words}</option>`)}</select>
    ${toldOf(room, room.trial.of(room.store, { preset: chosen }))}
    ${about ? askFirst(room, about) : nothing}`;
}

/** For the chair: a seat moves that a text is an important question, and that is put before the text. @param {Room} room @param {About} about */
function askFirst(room, about) {
  if (about.type === "division" || about.type === "batch") return nothing;
  return html`<p class="caption">${t("Has a seat moved that this is an important question? A simple majority decides that first; the substantive rule then applies.")}
    <button type="button" class="btn small" @click=${() => {
      room.dismiss();
      void room.give("vote.open", { important: about }, { place: "decision" });
    }}>${t("Put that to the vote first")}</button></p>`;
}

/** A tried rule in words, and what it needs now. @param {Room} room @param {Tried | null} tried */
export function toldOf(room, tried) {
  if (room.trial.failed) return html`<p class="caption" role="status">${t("The rule could not be tried now. Check the line to the server.")}</p>`;
  if (!tried || tried.mistakes.length) return nothing;
  const word = factOf(room.store);
  return html`<div class="tried"><ul class="words">${tried.in_words.map((line) => html`<li>${say(line, word)}</li>`)}</ul>
    ${tried.now.length ? html`<div class="needs" role="status">${tried.now.map((line) => html`<p>${say(line, word)}</p>`)}</div>` : nothing}</div>`;
}
