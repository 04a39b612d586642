/**
 * What every dialog is: a title, what is in it, and its buttons.
 *
 * @import {Room} from "../room-types.js"
 * @import {TemplateResult} from "lit-html"
 */

import { html } from "lit-html";
import { t } from "../i18n.js";

/** @param {Room} room @param {string} title @param {TemplateResult} inside @param {string} [look] */
export const frame = (room, title, inside, look = "") => html`<dialog class="dialog ${look}" data-modal aria-labelledby="dialog-title" @close=${() => {
  room.ui.dialog = null;
  room.show();
}}><h2 id="dialog-title">${title}</h2>${inside}</dialog>`;

/** @param {Room} room @param {string} yes @param {boolean} [grave] @param {boolean} [ready] */
export const buttons = (room, yes, grave = false, ready = true) => html`<p class="controls end"><button type="button" class="btn quiet" @click=${() => room.dismiss()}>${t("Cancel")}</button>
  <button class="btn ${grave ? "grave" : "primary"}" ?disabled=${!ready}>${yes}</button></p>`;
