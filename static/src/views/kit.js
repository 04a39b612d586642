/**
 * The small pieces all views are made of.
 *
 * @import {Room} from "../room-types.js"
 * @import {About, Side} from "../types.js"
 * @import {TemplateResult} from "lit-html"
 * @import {Piece} from "../difference.js"
 * @import {Node} from "../brackets.js"
 */

import { html, nothing } from "lit-html";
import { bracketed } from "../brackets.js";
import { t } from "../i18n.js";
import { seatName, sideName, sideOf, speakerName } from "../select/seats.js";

/** @typedef {TemplateResult | typeof nothing} Part */

/** A name with the mark of its side: round for governments, square for others. @param {Side | null} side @param {unknown} name */
export const ofSide = (side, name) =>
  side
    ? html`<span class=${side === "governments" ? "side gov" : "side oth"}><span class="sr">${sideName(side)}: </span><bdi>${name}</bdi></span>`
    : html`<span class="side none"><bdi>${name}</bdi></span>`;

/** A side's own name, with its mark. @param {Side} side @param {unknown} [more]  what is said of it */
export const sideMark = (side, more = nothing) => html`<span class=${side === "governments" ? "side gov" : "side oth"}>${sideName(side)}${more}</span>`;

/** A seat's name with its side. @param {Room} room @param {string} seat */
export const seatMark = (room, seat) => ofSide(sideOf(seat), seatName(room.store, seat));

/** A speaker's name with their side. @param {Room} room @param {{seat: string | null, person: string}} who */
export const speakerMark = (room, who) => ofSide(who.seat ? sideOf(who.seat) : null, speakerName(room.store, who));

/** A short word in a frame. @param {unknown} word @param {string} [tone] */
export const chip = (word, tone = "") => html`<span class="chip ${tone}">${word}</span>`;

/** A key on the keyboard, drawn and not read out: `aria-keyshortcuts` tells it to those who listen. @param {Room} room @param {string} [key] */
export const keycap = (room, key) => (key && room.ui.keys ? html` <kbd aria-hidden="true" data-key=${key}></kbd>` : nothing);

/** What is being written at a place changes, and is shown so. @param {Room} room @param {string} place @param {object} some */
export function rewrite(room, place, some) {
  room.ui.change(place, some);
  room.show();
}

/** Give up what is being written at a place. @param {Room} room @param {string} place */
export function stopWriting(room, place) {
  room.ui.forget(place);
  room.show();
}

/**
 * @typedef {object} Press
 * @property {string} command
 * @property {object} [data]
 * @property {unknown} label
 * @property {string} [hint]  a longer name for it, when the label alone would be ambiguous
 * @property {string} [key]  its shortcut
 * @property {string} [look]  `primary`, `quiet`, `small`, `grave`
 * @property {string} [place]  where a refusal is shown
 * @property {{title: string, text: string, yes: string, grave?: boolean, reason?: "required" | "optional", hint?: string, rule?: boolean}} [confirm]
 * @property {boolean} [pressed]
 * @property {import("../types.js").Statement | null} [about]
 * @property {string} [thanks]
 */

/**
 * A button that gives a command, where the reader may give it; nothing where they may not.
 * @param {Room} room
 * @param {Press} press
 * @returns {Part}
 */
export function button(room, press) {
  if (room.whyNot(press.command, press.about)) return nothing;
  return anyway(room, press);
}

/** The same, without asking whether it may be given. @param {Room} room @param {Press} press */
export function anyway(room, press) {
  const place = press.place ?? press.command;
  const busy = room.ui.busy.has(`${press.command} ${JSON.stringify(press.data ?? {})}`);
  return html`<button type="button" class="btn ${press.look ?? ""}" ?aria-busy=${busy} aria-label=${press.hint ?? nothing}
    data-command=${press.command} aria-keyshortcuts=${(room.ui.keys && press.key) || nothing}
    aria-pressed=${press.pressed === undefined ? nothing : String(press.pressed)}
    @click=${() => !busy && run(room, { ...press, place })}>${press.label}${keycap(room, press.key)}</button>`;
}

/** Give the command of a button, after asking once where that is due. @param {Room} room @param {Press} press */
export function run(room, { command, data = {}, place = command, confirm, thanks }) {
  if (!confirm) {
    void room.give(command, data, { place, thanks });
    return;
  }
  const { reason, ...rest } = confirm;
  room.confirm({
    ...rest,
    ...(rest.rule ? { about: /** @type {{about?: About | null}} */ (data).about } : {}),
    ...(reason ? { reason } : {}),
    then: (why, how) => void room.give(command, { ...data, ...(reason && why ? { reason: why } : {}), ...how }, { place, thanks }),
  });
}

/** What a place on the page was told: a refusal says what to do next. @param {Room} room @param {string} place */
export function notice(room, place) {
  const text = room.ui.notices.get(place);
  return html`<div class="notices" role="status">${
    text
      ? html`<p class="notice"><span>${text}</span> <button type="button" class="btn quiet small" aria-label=${t("Put this aside")}
          @click=${() => {
            room.ui.notices.delete(place);
            room.show();
          }}>×</button></p>`
      : nothing
  }</div>`;
}

/** A menu of rarer things, shown when asked for. @param {unknown} label @param {unknown[]} things @param {string} [name] */
export function menu(label, things, name) {
  const real = things.filter((thing) => thing !== nothing);
  if (real.length === 0) return nothing;
  return html`<details class="menu" @focusout=${closeWhenLeft} @click=${closeWhenChosen} @toggle=${bringIntoSight} @keydown=${closeOnEscape}><summary class="btn quiet small" aria-label=${name ?? nothing}>${label}</summary>
    <div class="sheet">${real}</div></details>`;
}

/** @param {Event} event */
function bringIntoSight(event) {
  const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (details.open) details.querySelector(".sheet")?.scrollIntoView({ block: "nearest" });
}

/** @param {KeyboardEvent} event */
function closeOnEscape(event) {
  const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.key !== "Escape" || !details.open) return;
  event.stopPropagation();
  details.open = false;
  details.querySelector("summary")?.focus();
}

/** @param {FocusEvent} event */
function closeWhenLeft(event) {
  const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.relatedTarget && !details.contains(/** @type {globalThis.Node} */ (event.relatedTarget))) details.open = false;
}

/** The menu's own button takes the focus, so that a dialog that opens now gives it back there. @param {Event} event */
function closeWhenChosen(event) {
  if (!(/** @type {Element} */ (event.target).closest(".sheet button"))) return;
  const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  details.open = false;
  details.querySelector("summary")?.focus();
}

/** The pieces of a difference: what goes is struck out, what comes is underlined. @param {Piece[]} pieces */
export const diff = (pieces) =>
  pieces.map(([sign, words]) => (sign === "=" ? words : sign === "-" ? html`<del>${words}</del>` : html`<ins>${words}</ins>`));

/** A text with its brackets marked. @param {string} text */
export const withBrackets = (text) => bracketed(text).map(bracket);

/** @param {Node} node @returns {unknown} */
function bracket(node) {
  if (typeof node === "string") return node;
  const by = node.lead ? html`<span class="by">${node.lead}</span>` : nothing;
  return html`<span class="bracket">[${by}${node.inside.map(bracket)}]</span>`;
}

/** What was typed into a field. @param {Event} event */
export const typed = (event) => /** @type {HTMLInputElement} */ (event.target).value;

/** The fields of a form that was sent, by name. @param {Event} event @returns {Record<string, string>} */
export function fields(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
}
