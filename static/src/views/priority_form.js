/**
 * The form with which the chair asks which of several agreed recommendations comes first.
 *
 * @import {Room} from "../room-types.js"
 */

import { html } from "lit-html";
import { t } from "../i18n.js";
import { agreed } from "../select/priorities.js";
import { statement } from "../select/text.js";
import { notice } from "./kit.js";

const TEXT_SHOWN = 140;

/** @param {Room} room */
export function choosePriority(room) {
  const shown = statement(room.store, room.ui.statement);
  const options = agreed(room.store, room.ui.statement);
  return html`<form @submit=${async (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const data = { title: String(form.get("title")).trim(), statement: shown?.id, method: form.get("method"), paragraphs: form.getAll("paragraph").map(Number) };
    const answer = await room.give("priority.open", data, { place: "dialog" });
    if (answer.ok) room.dismiss();
  }}><label class="label" for="priority-title">${t("The question, as it stands in the record")}</label>
    <input id="priority-title" name="title" required maxlength="300" autocomplete="off" dir="auto" value=${t("Which recommendation goes first to the next dialogue?")}>
    <fieldset class="among"><legend class="label">${t("Among these, which are agreed (two or more)")}</legend>
      ${options.map((one) => html`<label class="switch"><input type="checkbox" name="paragraph" value=${one.id}> <span><b class="num">${one.label}</b> <span dir="auto">${one.text.length > TEXT_SHOWN ? `${one.text.slice(0, TEXT_SHOWN)}…` : one.text}</span></span></label>`)}</fieldset>
    <fieldset><legend class="label">${t("How")}</legend>
      <label class="switch"><input type="radio" name="method" value="approval" checked> <span>${t("Approval: each seat approves as many as it likes.")}</span></label>
      <label class="switch"><input type="radio" name="method" value="schulze"> <span>${t("Ranking: each seat puts them in an order (method of Schulze).")}</span></label></fieldset>
    <p class="caption">${t("Each half weighs one half, shared over the ballots cast in it. What each seat prefers is shown at the close.")}</p>
    ${notice(room, "dialog")}
    <p class="controls end"><button type="button" class="btn quiet" @click=${() => room.dismiss()}>${t("Cancel")}</button><button class="btn primary">${t("Open the choice")}</button></p></form>`;
}
