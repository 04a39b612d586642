/**
 * What opens over the page: a question asked once before something grave, help, and small forms.
 *
 * @import {Room} from "../room-types.js"
 * @import {Confirm, Dialog} from "../ui.js"
 * @import {About} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { mySeat } from "../select/me.js";
import { group, seatName } from "../select/seats.js";
import { place, statement } from "../select/text.js";
import { shortcuts } from "../shortcuts.js";
import { needsAttention } from "./attention.js";
import { beside } from "./beside.js";
import { definitions } from "./consensus.js";
import { brackets, split } from "./choosing.js";
import { buttons, frame } from "./frame.js";
import { addSpeaker, ask, limits } from "./floor_dialogs.js";
import { history } from "./history.js";
import { fields, notice } from "./kit.js";
import { methodChoice } from "./method_choice.js";
import { choosePriority } from "./priority_form.js";
import { takers } from "./proxies.js";
import { ruleChoice } from "./rule_choice.js";
import { seatOptions } from "./seat_choice.js";

/** @param {Room} room */
export function dialogs(room) {
  const { dialog } = room.ui;
  if (!dialog) return nothing;
  switch (dialog.kind) {
    case "confirm":
      return confirm(room, dialog);
    case "help":
      return help(room);
    case "history":
      return history(room, dialog);
    case "schedule":
      return schedule(room);
    case "statement":
      return newStatement(room);
    case "reopen":
      return reopen(room, dialog.paragraph);
    case "call":
      return call(room, dialog.about, dialog.name);
    case "priority":
      return frame(room, t("Choose a priority"), choosePriority(room));
    case "proxy":
      return proxy(room);
    case "silence":
      return silence(room, dialog);
    case "beside":
      return beside(room, dialog);
    case "attention":
      return needsAttention(room);
    case "question":
      return question(room);
    case "brackets":
      return brackets(room, dialog);
    case "split":
      return split(room, dialog);
    case "ask":
      return ask(room);
    case "speaker":
      return addSpeaker(room);
    case "limits":
      return limits(room);
  }
}

/** @param {Room} room @param {Confirm} dialog */
const confirm = (room, dialog) =>
  frame(room, dialog.title, html`<form @submit=${(/** @type {Event} */ event) => {
    const { reason = "", ...how } = fields(event);
    room.dismiss();
    dialog.then(reason, how);
  }}><p>${dialog.text}</p>
    ${dialog.rule ? html`${methodChoice(room, dialog.about)} ${ruleChoice(room, dialog.about)}` : nothing}
    ${dialog.reason ? html`<label class="label" for="dialog-reason">${dialog.hint ?? t("Reason")}</label><textarea id="dialog-reason" name="reason" rows="3" maxlength=${dialog.reason === "required" ? 2000 : 300} ?required=${dialog.reason === "required"} dir="auto"></textarea>` : nothing}
    ${buttons(room, dialog.yes, dialog.grave)}</form>`, dialog.grave ? "grave" : "");

/** @param {Room} room */
const help = (room) =>
  frame(room, t("Keys"), html`<p>${t("Every control can be reached with Tab. These keys work anywhere, except while you write.")}</p>
    <label class="switch"><input type="checkbox" .checked=${room.ui.keys} @change=${(/** @type {Event} */ event) => {
      room.ui.keys = /** @type {HTMLInputElement} */ (event.target).checked;
      try {
        localStorage.setItem("deliberate keys", room.ui.keys ? "on" : "off");
      } catch {
        // Without storage the choice lasts as long as the page.
      }
      room.show();
    }}> ${t("Single keys do things")}</label>
    <div class="keys">${shortcuts(room).map(({ title, keys }) => keys.length ? html`<section><h3>${title}</h3><dl>${keys.map(({ key, label }) => html`<div><dt><kbd>${key}</kbd></dt><dd>${label}</dd></div>`)}</dl></section>` : nothing)}</div>
    <p class="controls end"><button type="button" class="btn primary" @click=${() => room.dismiss()}>${t("Close")}</button></p>`, "wide");

/** @param {Room} room */
const schedule = (room) =>
  frame(room, t("Plan a session"), html`<form @submit=${async (/** @type {Event} */ event) => {
    const { title = "", starts_at = "" } = fields(event);
    const answer = await room.give("sitting.schedule", { title, starts_at: new Date(starts_at).toISOString() }, { place: "dialog", thanks: t("Planned. Members can check in.") });
    if (answer.ok) room.dismiss();
  }}><label class="label" for="new-sitting">${t("Title")}</label><input id="new-sitting" name="title" required maxlength="300" autocomplete="off">
    <label class="label" for="new-sitting-at">${t("Begins (in your own time zone)")}</label><input id="new-sitting-at" name="starts_at" type="datetime-local" required value=${soon(room.clock.now())}>
    ${notice(room, "dialog")} ${buttons(room, t("Plan the session"))}</form>`);

/** @param {Room} room */
const newStatement = (room) =>
  frame(room, t("New statement"), html`<form @submit=${async (/** @type {Event} */ event) => {
    const { title = "", theme = "" } = fields(event);
    const answer = await room.give("statement.create", { title, theme }, { place: "dialog" });
    if (answer.ok) {
      room.ui.statement = answer.made.statement ?? null;
      room.dismiss();
    }
  }}><label class="label" for="new-statement">${t("Title")}</label><input id="new-statement" name="title" required maxlength="300" autocomplete="off" dir="auto">
    <label class="label" for="new-theme">${t("Theme")}</label><input id="new-theme" name="theme" maxlength="300" autocomplete="off" dir="auto">
    ${notice(room, "dialog")} ${buttons(room, t("Begin the statement"))}</form>`);

/** @param {Room} room @param {number} id */
function reopen(room, id) {
  const paragraph = room.store.get("paragraph", id);
  return frame(room, t("Reopen an agreed paragraph"), html`<form @submit=${async (/** @type {Event} */ event) => {
    const { seat = "", reason = "" } = fields(event);
    const answer = await room.give("paragraph.reopen", { paragraph: id, seat, reason }, { place: "dialog" });
    if (answer.ok) room.dismiss();
  }}><p>${paragraph ? `${place(room.store, paragraph)}. ` : ""}${t("What was agreed is open again. The record names who asked for it, and why.")}</p>
    <label class="label" for="reopen-seat">${t("Asked for by")}</label>
    <select id="reopen-seat" name="seat" required><option value="">${t("Choose a seat")}</option>${seatOptions(room)}</select>
    <label class="label" for="reopen-reason">${t("Reason (public: it stands in the record)")}</label><textarea id="reopen-reason" name="reason" rows="3" required maxlength="2000" dir="auto"></textarea>
    ${notice(room, "dialog")} ${buttons(room, t("Reopen"))}</form>`);
}

/** Whether there is consensus on a text, and by which definition. @param {Room} room @param {About} about @param {unknown} name */
const call = (room, about, name) =>
  frame(room, t("Ask for consensus"), html`<form @submit=${async (/** @type {Event} */ event) => {
    const { definition = "" } = fields(event);
    const answer = await room.give("call.open", { about, definition }, { place: "dialog" });
    if (answer.ok) room.dismiss();
  }}>${name ? html`<p>${name}</p>` : nothing}<p class="caption">${t("The text and the seats present are frozen when the call opens.")}</p>
    ${definitions(room)} ${notice(room, "dialog")} ${buttons(room, t("Ask for consensus"))}</form>`);

/** A holder lets another seat of the side vote for theirs. @param {Room} room */
function proxy(room) {
  const own = mySeat(room.store);
  if (!own) return nothing;
  const open = takers(room, own);
  return frame(room, t("Give the proxy of %(seat)s", { seat: seatName(room.store, own.id) }), html`<form @submit=${async (/** @type {Event} */ event) => {
    const { to = "" } = fields(event);
    const answer = await room.give("proxy.give", { to }, { place: "dialog", thanks: t("The proxy is given. You can take it back while no question is open.") });
    if (answer.ok) room.dismiss();
  }}><p>${t("While your seat is not checked in and the other is, it votes for both, with two ballots. Everyone sees it. It ends with this session, or when you take it back between two questions.")}</p>
    ${open.length
      ? html`<label class="label" for="proxy-to">${t("To")}</label><select id="proxy-to" name="to" required><option value="">${t("Choose a seat of your side")}</option>${open.map((seat) => html`<option value=${seat.id}>${seatName(room.store, seat.id)} (${seat.id})</option>`)}</select>`
      : html`<p class="notice"><span>${t("No other seat of your side can take it: a seat holds one proxy at most.")}</span></p>`}
    ${notice(room, "dialog")} ${buttons(room, t("Give the proxy"))}</form>`);
}

/** A text is put under silence until an exact time, or once more. @param {Room} room @param {Extract<Dialog, {kind: "silence"}>} dialog */
function silence(room, { about, again, title: before }) {
  const hours = group(room.store)?.settings.silence_hours ?? 72;
  const first = soon(room.clock.now() + hours * 3_600_000);
  const title = again ? t("Put it under silence again") : t("Put it under silence");
  return frame(room, title, html`<form @submit=${async (/** @type {Event} */ event) => {
    const { title = "", expires_at = "" } = fields(event);
    const data = { title, expires_at: new Date(expires_at).toISOString() };
    const answer = again ? await room.give("silence.again", { silence: again, ...data }, { place: "dialog" }) : await room.give("silence.open", { about, ...data }, { place: "dialog" });
    if (answer.ok) room.dismiss();
  }}><p>${t("The text is adopted if no seat objects before the time you set. It stands still until then.")}</p>
    ${about ? nothing : html`<label class="label" for="silence-title">${t("The question, as it stands in the record")}</label><input id="silence-title" name="title" required maxlength="300" autocomplete="off" dir="auto" value=${before}>`}
    <label class="label" for="silence-until">${t("Until (in your own time zone; at least %(hours)s hours)", { hours })}</label><input id="silence-until" name="expires_at" type="datetime-local" required min=${first} value=${first}>
    ${notice(room, "dialog")} ${buttons(room, title)}</form>`);
}

/** A question of the chair's own, or on the statement as a whole. @param {Room} room */
function question(room) {
  const whole = statement(room.store, room.ui.statement);
  return frame(room, t("Put a question"), html`<form @submit=${async (/** @type {SubmitEvent} */ event) => {
    const how = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value;
    const { title = "", about = "", preset = "", method = "", definition = "" } = fields(event);
    const data = { about: about === "whole" && whole ? { type: "statement", id: whole.id } : null, title };
    const answer = how === "poll"
      ? await room.give("poll.open", { title }, { place: "dialog" })
      : how === "vote"
      ? await room.give("vote.open", { ...data, preset, method }, { place: "dialog" })
      : await room.give("call.open", { ...data, definition }, { place: "dialog" });
    if (answer.ok) room.dismiss();
  }}><label class="label" for="question-about">${t("On")}</label>
    <select id="question-about" name="about"><option value="">${t("a question in words")}</option>${whole?.stage === "final" ? html`<option value="whole">${t("the statement as a whole")}</option>` : nothing}</select>
    <label class="label" for="question-title">${t("The question, as it stands in the record")}</label><input id="question-title" name="title" maxlength="300" autocomplete="off" dir="auto">
    ${methodChoice(room)}
    ${ruleChoice(room)}
    ${definitions(room)}
    ${notice(room, "dialog")}
    <p class="controls end"><button type="button" class="btn quiet" @click=${() => room.dismiss()}>${t("Cancel")}</button>
      <button class="btn primary" value="call">${t("Ask for consensus")}</button><button class="btn" value="vote">${t("Open a vote")}</button><button class="btn quiet" value="poll">${t("Straw poll: no decision")}</button></p></form>`);
}

/** The next full hour, as a field of date and time takes it, in the reader's own zone. @param {number} now */
function soon(now) {
  const at = new Date(Math.ceil(now / 3_600_000) * 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
