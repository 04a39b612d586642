/**
 * A paragraph one types in: the text, whether it is saved, who else writes, and what could not be saved.
 *
 * @import {Room} from "../room-types.js"
 * @import {Paragraph, Statement} from "../types.js"
 * @import {Unsaved} from "../typing/place.js"
 * @import {Session} from "../typing/session.js"
 */

import { html, nothing } from "lit-html";
import { difference } from "../difference.js";
import { say, t, tn } from "../i18n.js";
import { factOf } from "../names.js";
import { officeName } from "../select/seats.js";
import { textNow, typists } from "../select/typing.js";
import { startEdit } from "./editor.js";
import { diff, seatMark, withBrackets } from "./kit.js";

/** Begin to type, with everybody else who does. @param {Room} room @param {Paragraph} one */
export const startTyping = (room, one) => void room.typing?.start(one);

/** @param {Room} room @param {Statement} statement @param {Paragraph} one */
export function live(room, statement, one) {
  const open = room.typing?.at(one.id);
  if (!open) return nothing;
  const { session } = open;
  const failed = open.state === "failed" || session?.state === "failed";
  const closed = session?.state === "closed";
  const begun = session?.element.hasChildNodes();
  const overtaken = closed && room.store.get("paragraph", one.id) !== open.closedOn;
  return html`<div class="editor together ${closed || failed ? "ended" : ""}">
    ${session && begun && !overtaken && !failed ? session.element : settled(room, statement, one)}
    <div class="trouble" role="alert">${failed ? notLoaded(room, one) : closed ? ended(room, one, session) : session ? trouble(session) : nothing}</div>
    ${failed || closed ? nothing : bar(room, one, session, Boolean(begun))}
  </div>`;
}

/** The text for reading, as it is now. @param {Room} room @param {Statement} statement @param {Paragraph} one */
export const settled = (room, statement, one) =>
  html`<p class="body" lang=${statement.language || nothing} dir="auto">${withBrackets(textNow(room.store, one))}</p>`;

/** Whether it is saved, who else writes, and the way out. @param {Room} room @param {Paragraph} one @param {Session | null} session @param {boolean} begun */
function bar(room, one, session, begun) {
  const left = session?.left ?? null;
  return html`<p class="controls">
    <button type="button" class="btn small" @click=${() => room.typing?.leave(one.id)}>${t("Done")} <kbd aria-hidden="true" data-key="Esc"></kbd></button>
    ${begun && session ? saved(session) : html`<span class="saving">${t("Opening …")}</span>`}
    ${left === null ? nothing : html`<span class="caption num">${tn("%(n)s character left", "%(n)s characters left", left)}</span>`}</p>`;
}

/** @param {Session} session */
function saved(session) {
  if (session.state === "opening") return html`<span class="saving">${t("Opening …")}</span>`;
  if (session.saving === "stopped") return html`<span class="saving not">${t("Not being saved")}</span>`;
  if (session.saving === "saving") return session.connected ? html`<span class="saving">${t("Saving …")}</span>` : html`<span class="saving not">${t("Not saved yet: the line is lost")}</span>`;
  return html`<span class="saving done">${t("Saved")}</span>${session.connected ? nothing : html` <span class="saving not">${t("The line is lost")}</span>`}`;
}

/** Why typing stops, or why something was not taken. @param {Session} session */
function trouble(session) {
  if (session.saving === "stopped") {
    return html`<p><b>${session.connected ? t("The server does not answer.") : t("The line to the server is lost.")}</b>
      ${t("What you wrote last is not saved yet. Typing goes on as soon as it is.")}</p>`;
  }
  return session.why ? html`<p>${say(session.why)}</p>` : nothing;
}

/** @param {Room} room @param {Paragraph} one @param {Session} session */
const ended = (room, one, session) =>
  html`<p><b>${t("You cannot type here for now.")}</b> ${say(session.why, factOf(room.store))}</p>
    <p class="controls"><button type="button" class="btn small" @click=${() => room.typing?.leave(one.id)}>${t("Done")}</button>
      <button type="button" class="btn quiet small" @click=${() => room.typing?.again(one)}>${t("Try again")}</button></p>`;

/** @param {Room} room @param {Paragraph} one */
const notLoaded = (room, one) =>
  html`<p><b>${t("The paragraph could not be opened for typing.")}</b> ${t("The text is as it was.")}</p>
    <p class="controls"><button type="button" class="btn small" @click=${() => room.typing?.again(one)}>${t("Try again")}</button>
      <button type="button" class="btn quiet small" @click=${() => {
        room.typing?.leave(one.id);
        startEdit(room, one);
      }}>${t("Edit by myself")}</button>
      <button type="button" class="btn quiet small" @click=${() => room.typing?.leave(one.id)}>${t("Cancel")}</button></p>`;

/** What this reader wrote here, and what was never stored; the text as it is now stands above. @param {Room} room @param {Paragraph} one */
export function notSaved(room, one) {
  const all = room.typing?.unsavedOf(one.id) ?? [];
  return all.map((unsaved) => html`<div class="stale" role="alert">
    <p><b>${t("What you wrote last was not saved.")}</b> ${t("The text above is the one that stands. This is what you wrote:")}</p>
    <p class="proposed" dir="auto">${diff(difference(unsaved.base, unsaved.mine))}</p>
    <p class="controls">${decisions(room, one, unsaved)}</p></div>`);
}

/** @param {Room} room @param {Paragraph} one @param {Unsaved} unsaved */
function decisions(room, one, unsaved) {
  const { typing } = room;
  const session = typing?.at(one.id)?.session;
  const insert = () => {
    session?.insert(unsaved);
    typing?.letGo(one.id, unsaved);
  };
  const copy = async () => {
    await navigator.clipboard.writeText(unsaved.mine);
    room.toast(t("Copied."));
    room.show();
  };
  return html`${session?.state === "open" ? html`<button type="button" class="btn small" @click=${insert}>${t("Insert what I wrote")}</button>` : nothing}
    ${navigator.clipboard ? html`<button type="button" class="btn small" @click=${copy}>${t("Copy")}</button>` : nothing}
    <button type="button" class="btn quiet small" @click=${() => typing?.letGo(one.id, unsaved)}>${t("Let go")}</button>`;
}

/** Who else types here: "Ghana, Open Roads writing". @param {Room} room @param {Paragraph} one */
export function writing(room, one) {
  const who = room.line.state === "live" ? typists(room.store, one) : [];
  if (!who.length) return nothing;
  const [before, after] = t("%(names)s writing").split("%(names)s");
  const names = who.map((each, i) => html`${i ? ", " : nothing}${/^[GO]-/.test(each) ? seatMark(room, each) : officeName(each)}`);
  return html`<span class="writing">${before}${names}${after}</span>`;
}
