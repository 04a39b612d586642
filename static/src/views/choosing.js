/**
 * Choosing words of a paragraph: those that are to stand in brackets, or the place where it is cut in two. The text is
 * a field in which one selects and nothing is typed: so it works with keys, by touch, and in any script.
 *
 * @import {Room} from "../room-types.js"
 * @import {Paragraph} from "../types.js"
 * @import {Chosen} from "../ui.js"
 */

import { html } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { ref } from "lit-html/directives/ref.js";
import { codePoints, parse, placeOfShown, wholeWords } from "../brackets.js";
import { t } from "../i18n.js";
import { actingSeat } from "../select/me.js";
import { seatName } from "../select/seats.js";
import { present } from "../select/sittings.js";
import { place } from "../select/text.js";
import { rowsFor } from "./editor.js";
import { buttons, frame } from "./frame.js";
import { notice, withBrackets } from "./kit.js";
import { seatOptions } from "./seat_choice.js";

/** Ask for brackets around the words selected in the text, if any are. @param {Room} room @param {Paragraph} one */
export const askForBrackets = (room, one) => open(room, one, "brackets", selectedIn(one));

/** Cut a paragraph where the text is selected, or else near its middle. @param {Room} room @param {Paragraph} one */
export function cut(room, one) {
  const at = selectedIn(one)?.[0] ?? nearTheMiddle(one.text);
  open(room, one, "split", [at, at]);
}

/** @param {Room} room @param {Paragraph} one @param {"brackets" | "split"} kind @param {[number, number] | null} chosen */
function open(room, one, kind, chosen) {
  room.ask({ kind, paragraph: one.id, revision: one.revision, text: one.text, start: chosen?.[0] ?? 0, end: chosen?.[1] ?? 0 });
}

/** @param {Room} room @param {Chosen} dialog */
export function brackets(room, dialog) {
  const { text } = dialog;
  const [start, end] = wholeWords(text, dialog.start, dialog.end);
  const words = text.slice(start, end);
  const enters = !room.whyNot("bracket.resolve");
  const seat = dialog.seat ?? actingSeat(room.store)?.id;
  const preview = `${text.slice(0, start)}[${seat ? seatName(room.store, seat) : "…"}: ${words}]${text.slice(end)}`;
  return frame(room, t("Ask for brackets"), html`<form @submit=${send(room, dialog, "bracket.ask", () => ({
    ...wordsChosen(dialog),
    ...(dialog.seat ? { seat: dialog.seat } : {}),
  }))}>${enters ? asking(room, dialog, seat) : html`<p>${t("Select the words that you do not agree to. They stand in brackets, with your delegation's name.")}</p>`}
    ${field(room, dialog)}
    <p class="preview" role="status" dir="auto">${words ? withBrackets(preview) : t("No words are selected yet.")}</p>
    ${notice(room, "dialog")} ${buttons(room, t("Put in brackets"), false, Boolean(words && seat))}</form>`, "wide");
}

/** The chair or the rapporteur enters what a seat asks for in the room. @param {Room} room @param {Chosen} dialog @param {string | undefined} seat */
function asking(room, dialog, seat) {
  const here = present(room.store);
  return html`<p>${t("Select the words that a seat does not agree to. They stand in brackets with its name; the record says that you entered it.")}</p>
    <label class="label" for="brackets-seat">${t("Asked for by")}</label>
    <select id="brackets-seat" required @change=${(/** @type {Event} */ event) => {
      dialog.seat = /** @type {HTMLSelectElement} */ (event.target).value;
      room.show();
    }}><option value="">${t("Choose a seat")}</option>${seatOptions(room, ({ id }) => here.has(id), seat)}</select>`;
}

/** @param {Room} room @param {Chosen} dialog */
export function split(room, dialog) {
  const { text, start } = dialog;
  const [before, after] = [text.slice(0, start).trimEnd(), text.slice(start).trimStart()];
  const ready = Boolean(before && after);
  return frame(room, t("Split the paragraph"), html`<form @submit=${send(room, dialog, "paragraph.split", () => ({ at: codePoints(dialog.text, dialog.start) }))}>
    <p>${t("Put the cursor where the second paragraph is to begin.")}</p>
    ${field(room, dialog)}
    <div role="status">${ready ? [before, after].map((piece) => html`<p class="preview" dir="auto">${withBrackets(piece)}</p>`) : html`<p class="preview">${t("Each of the two needs some words.")}</p>`}</div>
    ${notice(room, "dialog")} ${buttons(room, t("Split here"), false, ready)}</form>`, "wide");
}

/** The words as they are chosen now, which may be newer than what is shown. @param {Chosen} dialog */
function wordsChosen({ text, start, end }) {
  const [from, to] = wholeWords(text, start, end);
  return { start: codePoints(text, from), end: codePoints(text, to), words: text.slice(from, to) };
}

/** @param {Room} room @param {Chosen} dialog */
function field(room, dialog) {
  const one = room.store.get("paragraph", dialog.paragraph);
  const look = (/** @type {Event} */ event) => {
    const { selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (event.target);
    if (selectionStart === dialog.start && selectionEnd === dialog.end) return;
    dialog.start = selectionStart;
    dialog.end = selectionEnd;
    room.show();
  };
  return html`<label class="label" for="dialog-words">${one ? t("Text of %(place)s", { place: place(room.store, one) }) : t("Text")}</label>
    ${keyed(dialog.revision, html`<textarea id="dialog-words" class="body words" rows=${rowsFor(dialog.text)} dir="auto" inputmode="none" spellcheck="false" autofocus
      data-start=${dialog.start} data-end=${dialog.end} .value=${dialog.text} @beforeinput=${(/** @type {Event} */ event) => event.preventDefault()}
      @select=${look} @keyup=${look} @pointerup=${look} @selectionchange=${look} ${ref(atSelection)}></textarea>`)}`;
}

/** The field opens with the words selected that were selected in the text, and again when the text changes. @param {Element} [element] */
function atSelection(element) {
  if (!(element instanceof HTMLTextAreaElement) || element.dataset.placed) return;
  element.dataset.placed = "yes";
  element.setSelectionRange(Number(element.dataset.start), Number(element.dataset.end));
}

/** Give the command; where the text has changed meanwhile, choose again in the text as it is now. @param {Room} room @param {Chosen} dialog @param {string} command @param {() => object} data */
const send = (room, dialog, command, data) => async (/** @type {Event} */ event) => {
  event.preventDefault();
  const { paragraph, revision } = dialog;
  const answer = await room.give(command, { paragraph, revision, ...data() }, { place: "dialog" });
  if (answer.ok) {
    room.dismiss();
    room.focus(`#paragraph-${paragraph}`);
  } else if (answer.code === "stale_revision") {
    Object.assign(dialog, { text: answer.facts.text, revision: answer.facts.revision, start: 0, end: 0 });
    room.show();
  }
};

/** The words selected in a paragraph that is read, by their places in its text. @param {Paragraph} one @returns {[number, number] | null} */
function selectedIn(one) {
  const shown = document.querySelector(`#paragraph-${one.id} p.body`);
  const selection = getSelection();
  if (!shown || !selection?.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!shown.contains(range.startContainer) || !shown.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.setStart(shown, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [placeOfShown(one.text, start), placeOfShown(one.text, start + range.toString().length)];
}

/** The end of the sentence nearest the middle, outside brackets; or else the middle word. @param {string} text */
function nearTheMiddle(text) {
  const outermost = parse(text);
  const outside = (/** @type {number} */ at) => outermost.every((one) => at <= one.start || at >= one.end);
  const middle = text.length / 2;
  for (const ends of [/[.!?。؟]\s+/gu, /\s+/gu]) {
    const places = [...text.matchAll(ends)].map((found) => found.index + found[0].length).filter((at) => at < text.length && outside(at));
    if (places.length) return places.reduce((best, at) => (Math.abs(at - middle) < Math.abs(best - middle) ? at : best));
  }
  return 0;
}
