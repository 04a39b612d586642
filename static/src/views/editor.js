/**
 * Editing a paragraph with a version check. What somebody else saved in between is never overwritten unseen: both
 * texts are shown, and the merged one where the server could merge them.
 *
 * @import {Room} from "../room-types.js"
 * @import {Edit} from "../ui.js"
 * @import {Paragraph} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { difference } from "../difference.js";
import { t } from "../i18n.js";
import { place as placeOf } from "../select/text.js";
import { diff, typed } from "./kit.js";

/** Begin to edit, from the text as it is now. @param {Room} room @param {Paragraph} one */
export function startEdit(room, one) {
  /** @type {Edit} */
  const draft = { text: one.text, revision: one.revision, base: one.text };
  room.ui.write(`edit ${one.id}`, draft);
  room.focus(`#edit-${one.id}`);
}

/** @param {Room} room @param {Paragraph} one */
export function editor(room, one) {
  const place = `edit ${one.id}`;
  /** @type {Edit} */
  const draft = room.ui.draft(place);
  const behind = draft.revision < one.revision && !draft.stale;
  const changed = draft.text !== draft.base;
  return html`<form class="editor" @submit=${(/** @type {Event} */ event) => {
    event.preventDefault();
    void save(room, one);
  }} @keydown=${(/** @type {KeyboardEvent} */ event) => keys(room, one, event)}>
    <label class="sr" for="edit-${one.id}">${t("Text of %(place)s", { place: placeOf(room.store, one) })}</label>
    <textarea id="edit-${one.id}" class="body" rows=${rowsFor(draft.text)} maxlength="20000" dir="auto" .value=${live(draft.text)}
      @input=${(/** @type {Event} */ event) => {
        room.ui.change(place, { text: typed(event) });
        room.show();
      }}></textarea>
    ${changed && !draft.stale ? html`<p class="preview"><span class="label">${t("Your changes")}</span> ${diff(difference(draft.base, draft.text))}</p>` : nothing}
    ${behind ? html`<div class="stale" role="status"><p><b>${t("Somebody has saved this paragraph since you began.")}</b> ${t("It now says:")}</p>
        <p class="proposed">${diff(difference(draft.base, one.text))}</p>
        <p class="caption">${t("Save, and both texts will be merged word by word, or the clash be shown.")}</p></div>` : nothing}
    ${draft.stale ? clash(room, one, draft) : nothing}
    <p class="controls">${room.ui.busy.has(place)
      ? html`<button class="btn primary" aria-busy="true" type="button">${t("Saving")}</button>`
      : html`<button class="btn primary" ?disabled=${!changed || Boolean(draft.stale)}>${t("Save")} <kbd aria-hidden="true" data-key="Ctrl ↵"></kbd></button>`}
      <button type="button" class="btn quiet" @click=${() => stop(room, one)}>${t("Cancel")} <kbd aria-hidden="true" data-key="Esc"></kbd></button></p>
  </form>`;
}

/** Both texts, and the merged one or the clash; whichever is taken can still be edited before it is saved. @param {Room} room @param {Paragraph} one @param {Edit} draft */
function clash(room, one, draft) {
  const { stale } = draft;
  if (!stale) return nothing;
  /** @param {string} text */
  const take = (text) => {
    room.ui.write(`edit ${one.id}`, { text, base: stale.text, revision: stale.revision });
    room.focus(`#edit-${one.id}`);
  };
  /** @param {string} title @param {string} text @param {string} label */
  const choice = (title, text, label) =>
    html`<div class="version"><h5>${title}</h5><p class="proposed">${diff(difference(draft.base, text))}</p>
      <button type="button" class="btn small" @click=${() => take(text)}>${label}</button></div>`;
  return html`<div class="stale" role="alert" tabindex="-1">
    <p><b>${stale.merged === null ? t("You and somebody else changed the same words.") : t("Somebody else saved this paragraph first.")}</b>
      ${t("Nothing is lost. Choose what to go on from; then save again.")}</p>
    ${stale.merged === null ? nothing : choice(t("Both together, merged word by word"), stale.merged, t("Take both"))}
    ${choice(t("What you wrote"), draft.text, t("Take yours"))}
    ${choice(t("What is saved now"), stale.text, t("Take what is saved"))}</div>`;
}

/** @param {Room} room @param {Paragraph} one */
async function save(room, one) {
  const place = `edit ${one.id}`;
  /** @type {Edit} */
  const draft = room.ui.draft(place);
  if (draft.stale) return;
  room.ui.busy.add(place);
  room.show();
  const answer = await room.give("paragraph.edit", { paragraph: one.id, text: draft.text, revision: draft.revision }, { place: `paragraph ${one.id}`, thanks: t("Saved.") });
  room.ui.busy.delete(place);
  if (answer.ok) {
    if (room.ui.draft(place)?.text === draft.text) room.ui.forget(place);
    room.focus(`#paragraph-${one.id} [data-do="edit"], #paragraph-${one.id}`);
  } else if (answer.code === "stale_revision") {
    const { text, revision, merged = null, clash: clashes = false } = answer.facts;
    const now = room.ui.draft(place) ?? draft;
    room.ui.write(place, { ...now, base: answer.facts.base ?? draft.base, stale: { text, revision, merged: clashes ? null : merged, clash: clashes } });
    room.ui.notices.delete(`paragraph ${one.id}`);
    room.focus(`#paragraph-${one.id} .stale`);
  }
}

/** Stop editing; ask once if something would be lost. @param {Room} room @param {Paragraph} one */
function stop(room, one) {
  const draft = room.ui.draft(`edit ${one.id}`);
  const leave = () => {
    room.ui.forget(`edit ${one.id}`);
    room.focus(`#paragraph-${one.id} [data-do="edit"], #paragraph-${one.id}`);
  };
  if (draft.text === draft.base) leave();
  else room.confirm({ title: t("Give up your changes?"), text: t("What you wrote in this paragraph is not saved."), yes: t("Give up"), grave: true, then: leave });
}

/** @param {Room} room @param {Paragraph} one @param {KeyboardEvent} event */
function keys(room, one, event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    void save(room, one);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    stop(room, one);
  }
}

/** Where the browser cannot size the field itself: a guess from the length. @param {string} text */
export const rowsFor = (text) => Math.min(24, Math.max(3, Math.ceil(text.length / 62) + text.split("\n").length));
