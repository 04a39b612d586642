/**
 * Division: a seat asks that parts of a text be put separately, the chair rules, and puts them one by one.
 *
 * @import {Room} from "../room-types.js"
 * @import {Amendment, Division, Paragraph} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { t } from "../i18n.js";
import { bySentences, cutsBracket, dividing, divisionsOf, isWaiting, nextPart, partsOf, sameWords } from "../select/divisions.js";
import { actingSeat } from "../select/me.js";
import { openQuestions, questionOn } from "../select/questions.js";
import { seatName } from "../select/seats.js";
import { standsStill } from "../select/text.js";
import { callButton } from "./consensus.js";
import { rowsFor } from "./editor.js";
import { anyway, button, chip, notice, rewrite, stopWriting, typed } from "./kit.js";

/** What is divided. @typedef {{type: "amendment" | "paragraph", text: Amendment | Paragraph, name: string}} Divided */
/** A division being asked for: a part to a line. @typedef {{lines: string, base: string, revision: number, reason: string}} Draft */

/** @param {Divided} one */
const placeOf = ({ type, text }) => `divide ${type} ${text.id}`;

/** The button by which a seat begins to ask for a division. @param {Room} room @param {Divided} one */
export function askButton(room, one) {
  const { store } = room;
  const { type, text, name } = one;
  const may = actingSeat(store) && !standsStill(store, text.statement) && !room.whyNot("division.ask", store.get("statement", text.statement));
  if (room.gallery || !may || dividing(store, { type, id: text.id }) || room.ui.draft(placeOf(one))) return nothing;
  return html`<button type="button" class="btn quiet small" data-do="divide" aria-label=${t("Divide %(name)s", { name })} @click=${() => {
    /** @type {Draft} */
    const draft = { lines: bySentences(text.text), base: text.text, revision: text.revision, reason: "" };
    room.ui.write(placeOf(one), draft);
    room.focus(`#${idOf(one)}-parts`);
  }}>${t("Divide")}</button>`;
}

/** @param {Divided} one */
const idOf = (one) => placeOf(one).replaceAll(" ", "-");

/** The divisions of a text, those that ended folded away, and the one being asked for. @param {Room} room @param {Divided} one */
export function divisions(room, one) {
  const all = divisionsOf(room.store, { type: one.type, id: one.text.id });
  const done = all.filter((each) => !isWaiting(each));
  return html`${form(room, one)}
    ${all.filter(isWaiting).map((each) => division(room, one, each))}
    ${done.length ? html`<details class="done"><summary>${t("Division")}</summary>${done.map((each) => division(room, one, each))}</details>` : nothing}`;
}

/** @param {Room} room @param {Divided} of @param {Division} one */
function division(room, of, one) {
  const next = one.state === "granted" ? nextPart(one) : -1;
  const open = questionOn(room.store, "division", one.id);
  return html`<section class="division" id="division-${one.id}" aria-label=${t("Division of %(name)s", { name: of.name })}>
    <p><b>${t("%(seat)s asks for a separate vote on these parts", { seat: seatName(room.store, one.seat) })}</b> ${chip(stateName(one), one.state === "refused" ? "bad" : one.state === "decided" ? "good" : "")}</p>
    ${one.reason ? html`<p class="reason" dir="auto">${one.reason}</p>` : nothing}
    <ol>${one.pieces.map((piece, at) => html`<li class=${piece.adopted === false ? "out" : at === next ? "next-one" : ""}><span class="proposed" dir="auto">${piece.text.trim()}</span>
      ${piece.adopted === null ? (at === next ? chip(open ? t("put now") : t("next"), "now") : nothing) : piece.adopted ? chip(t("stays"), "good") : chip(t("rejected"), "bad")}</li>`)}</ol>
    ${one.ruling ? html`<p class="caption" dir="auto">${t("The chair: %(reason)s", { reason: one.ruling })}</p>` : nothing}
    ${room.gallery || !isWaiting(one) || open ? nothing : controls(room, of, one, next)}
    ${notice(room, `division ${one.id}`)}
  </section>`;
}

/** The chair rules, then puts part after part; who asked may withdraw. @param {Room} room @param {Divided} of @param {Division} one @param {number} next */
function controls(room, of, one, next) {
  const { store } = room;
  const statement = store.get("statement", one.statement);
  const place = `division ${one.id}`;
  const data = { division: one.id };
  const still = standsStill(store, one.statement);
  const mine = actingSeat(store)?.id === one.seat && one.pieces.every((piece) => piece.adopted === null);
  const things = [
    one.state === "asked" && !still ? button(room, { command: "division.grant", data, label: t("Grant the division"), look: "primary small", place, about: statement }) : nothing,
    one.state === "asked" && !still ? button(room, { command: "division.refuse", data, label: t("Refuse it"), look: "quiet small", place, about: statement, confirm: { title: t("Refuse the division?"), text: t("The text is then put as a whole."), yes: t("Refuse it"), reason: "required", hint: t("Reason (public: it stands in the record)") } }) : nothing,
    one.state === "granted" && openQuestions(store).length === 0 ? putNext(room, of, one, next) : nothing,
    mine && !still ? button(room, { command: "division.withdraw", data, label: t("Withdraw the division"), look: "quiet small", place, about: statement }) : nothing,
  ];
  return things.every((thing) => thing === nothing) ? nothing : html`<div class="controls">${things}</div>`;
}

/** @param {Room} room @param {Divided} of @param {Division} one @param {number} next */
function putNext(room, of, one, next) {
  const about = { type: /** @type {const} */ ("division"), id: one.id };
  const statement = room.store.get("statement", one.statement);
  const facts = { number: next + 1, of: one.pieces.length, name: of.name };
  const call = callButton(room, { about, label: t("Ask for consensus on the part"), look: "quiet small", statement, name: t("Part %(number)s of %(of)s of %(name)s", facts) });
  if (room.whyNot("vote.open", statement)) return call;
  return html`${anyway(room, {
    command: "vote.open",
    data: { about },
    label: t("Put part %(number)s of %(of)s to the vote", facts),
    look: "primary small",
    place: `division ${one.id}`,
    confirm: { title: t("Put part %(number)s of %(of)s to the vote?", facts), text: t("The electorate, the rule and the text are frozen when it opens."), yes: t("Open the vote"), rule: true },
  })} ${call}`;
}

/** @param {Division} one */
function stateName({ state }) {
  switch (state) {
    case "asked":
      return t("waits for the chair");
    case "granted":
      return t("granted");
    case "refused":
      return t("refused");
    case "decided":
      return t("decided");
    case "withdrawn":
      return t("withdrawn");
    case "fallen":
      return t("fallen");
  }
}

/** Whether it is the text as it stands, in two parts or more, with no bracket cut. @param {Draft} draft @param {Divided} one */
const isReady = ({ lines, base, revision }, one) => sameWords(lines, base) && !cutsBracket(lines, base) && partsOf(lines).length > 1 && revision >= one.text.revision;

/** The text, a part to a line: lines are broken and joined where the seat chooses. @param {Room} room @param {Divided} one */
function form(room, one) {
  const place = placeOf(one);
  /** @type {Draft | undefined} */
  const draft = room.ui.draft(place);
  if (!draft || room.gallery) return nothing;
  const id = idOf(one);
  /** @param {Partial<Draft>} some */
  const change = (some) => rewrite(room, place, some);
  const stop = () => stopWriting(room, place);
  const pieces = partsOf(draft.lines);
  const same = sameWords(draft.lines, draft.base);
  const behind = draft.revision < one.text.revision;
  const cuts = same && cutsBracket(draft.lines, draft.base);
  const ready = isReady(draft, one);
  return html`<form class="proposal" aria-labelledby="${id}-title" @submit=${async (/** @type {Event} */ event) => {
    event.preventDefault();
    /** @type {Draft | undefined} */
    const written = room.ui.draft(place);
    if (!written || !isReady(written, one)) return;
    const { revision, reason } = written;
    const answer = await room.give("division.ask", { of: { type: one.type, id: one.text.id }, revision, pieces: partsOf(written.lines), reason }, { place, thanks: t("Asked.") });
    if (answer.ok) stop();
  }}>
    <h5 id="${id}-title">${t("A separate vote on parts of %(name)s", { name: one.name })}</h5>
    <label class="label" for="${id}-parts">${t("The parts, one to a line")}</label>
    <p class="caption" id="${id}-how">${t("Press Enter where a new part begins; delete a line break to join two. The words stay as they are.")}</p>
    <textarea id="${id}-parts" class="body" rows=${rowsFor(draft.lines)} aria-describedby="${id}-how ${id}-parts-state" dir="auto" .value=${live(draft.lines)} @input=${(/** @type {Event} */ event) => change({ lines: typed(event) })}></textarea>
    <p class="caption" id="${id}-parts-state" role="status">${behind ? t("The text has changed since you began.") : !same ? t("Words were changed. Only choose where the text is cut.") : cuts ? t("A line ends inside a bracket. End it before or after the bracket.") : pieces.length < 2 ? t("One part only: break the line where the second begins.") : t("Parts: %(n)s", { n: pieces.length })}</p>
    ${ready ? html`<ol class="cut">${pieces.map((piece) => html`<li dir="auto">${piece.trim()}</li>`)}</ol>` : nothing}
    ${same && !behind ? nothing : html`<p class="controls"><button type="button" class="btn small" @click=${() => change({ lines: bySentences(one.text.text), base: one.text.text, revision: one.text.revision })}>${t("Begin again from the text")}</button></p>`}
    <label class="label" for="${id}-reason">${t("Reason (public: it stands in the record)")}</label>
    <textarea id="${id}-reason" rows="2" maxlength="2000" dir="auto" .value=${live(draft.reason)} @input=${(/** @type {Event} */ event) => change({ reason: typed(event) })}></textarea>
    ${notice(room, place)}
    <p class="controls"><button class="btn primary" ?disabled=${!ready}>${t("Ask for the division")}</button>
      <button type="button" class="btn quiet" @click=${stop}>${t("Cancel")}</button></p>
  </form>`;
}
