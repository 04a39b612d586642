/**
 * Tabling an amendment: change the words, delete the paragraph, or add one. The difference is shown while it is written.
 *
 * @import {Room} from "../room-types.js"
 * @import {Proposal} from "../ui.js"
 * @import {Amendment, Paragraph, Part} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { difference } from "../difference.js";
import { t } from "../i18n.js";
import { mySeat } from "../select/me.js";
import { seatName } from "../select/seats.js";
import { paragraphs, parts } from "../select/text.js";
import { rowsFor } from "./editor.js";
import { diff, notice, rewrite, stopWriting, typed } from "./kit.js";

/** What an amendment is made from. @typedef {Paragraph | Amendment} Base */

/** What an amendment is to: a paragraph, or the start of a part. @typedef {{paragraph?: Paragraph, part?: Part}} Target */

/** Begin an amendment. To what is agreed, a paragraph can be added and nothing else be done. @param {Room} room @param {string} place @param {Target} target */
export function startProposal(room, place, { paragraph }) {
  const kind = paragraph?.state === "open" ? "replace" : "insert";
  /** @type {Proposal} */
  const draft = {
    kind,
    text: kind === "replace" ? (paragraph?.text ?? "") : "",
    base: paragraph?.text ?? "",
    reason: "",
    revision: paragraph?.revision ?? 0,
  };
  write(room, place, draft);
}

/** What an amendment is to, as it is now: a paragraph, or the amendment that it amends. @param {Room} room @param {Amendment} amendment @returns {Base | undefined} */
const baseOf = ({ store }, amendment) => (amendment.parent ? store.get("amendment", amendment.parent) : amendment.kind === "insert" ? undefined : store.get("paragraph", amendment.paragraph));

/**
 * Write an amendment anew, on the text as it is now. Where it clashed, the merge that was tried is the beginning, with
 * the amendment's own words where it clashed.
 * @param {Room} room @param {Amendment} amendment
 */
export function startRedraft(room, amendment) {
  const now = baseOf(room, amendment);
  const text = amendment.attempt ? amendment.attempt.map((piece) => (typeof piece === "string" ? piece : piece.ours)).join("") : amendment.text;
  /** @type {Proposal} */
  const draft = { kind: amendment.kind, text, base: now?.text ?? "", reason: amendment.reason, revision: now?.revision ?? amendment.base_revision };
  write(room, `redraft ${amendment.id}`, draft);
}

/** Propose another text for an amendment. @param {Room} room @param {Amendment} amendment */
export function startAmending(room, amendment) {
  write(room, `amend amendment ${amendment.id}`, { kind: "replace", text: amendment.text, base: amendment.text, reason: "", revision: amendment.revision });
}

/** @param {Room} room @param {string} place @param {Proposal} draft */
function write(room, place, draft) {
  room.ui.write(place, draft);
  room.focus(`#${idOf(place)}-text`);
}

/** The form of an amendment being written, or nothing. @param {Room} room @param {string} place @param {Target} target */
export function proposal(room, place, { paragraph, part }) {
  /** @type {Proposal | undefined} */
  const draft = room.ui.draft(place);
  if (!draft || room.gallery) return nothing;
  const seat = mySeat(room.store);
  return form(room, place, draft, {
    title: seat ? t("New amendment by %(seat)s", { seat: seatName(room.store, seat.id) }) : t("New amendment"),
    kinds: paragraph?.state === "open",
    reason: true,
    now: paragraph,
    yes: t("Table the amendment"),
    send: (given) =>
      room.give(
        "amendment.table",
        {
          kind: given.kind,
          ...(paragraph ? { paragraph: paragraph.id, revision: given.revision } : { part: part?.id }),
          ...(given.kind === "delete" || given.kind === "move" ? {} : { text: given.text }),
          ...(given.kind === "move" ? goal(given) : {}),
          reason: given.reason,
        },
        { place, thanks: t("Tabled.") },
      ),
  });
}

/** The form of an amendment to an amendment, or nothing. @param {Room} room @param {Amendment} amendment */
export function amending(room, amendment) {
  const place = `amend amendment ${amendment.id}`;
  /** @type {Proposal | undefined} */
  const draft = room.ui.draft(place);
  if (!draft || room.gallery) return nothing;
  return form(room, place, draft, {
    title: t("Amendment to %(label)s", { label: amendment.label }),
    kinds: false,
    reason: true,
    now: amendment,
    yes: t("Table the amendment"),
    send: (given) =>
      room.give("amendment.table", { kind: "replace", parent: amendment.id, text: given.text, revision: given.revision, reason: given.reason }, { place, thanks: t("Tabled.") }),
  });
}

/** The form of an amendment being written anew, or nothing. @param {Room} room @param {Amendment} amendment */
export function redraft(room, amendment) {
  const place = `redraft ${amendment.id}`;
  /** @type {Proposal | undefined} */
  const draft = room.ui.draft(place);
  if (!draft || room.gallery) return nothing;
  return form(room, place, draft, {
    title: t("%(label)s, written anew", { label: amendment.label }),
    kinds: false,
    reason: false,
    now: baseOf(room, amendment),
    yes: t("Table it again"),
    send: (given) =>
      room.give("amendment.redraft", { amendment: amendment.id, text: given.text, revision: given.revision }, { place, thanks: t("Tabled again.") }),
  });
}

/**
 * @param {Room} room @param {string} place @param {Proposal} draft
 * @param {{title: string, kinds: boolean, reason: boolean, now: Base | undefined, yes: string,
 *   send: (draft: Proposal) => Promise<import("../types.js").Answer>}} options
 */
function form(room, place, draft, { title, kinds, reason, now, yes, send }) {
  const id = idOf(place);
  /** @param {Partial<Proposal>} some */
  const change = (some) => rewrite(room, place, some);
  const stop = () => stopWriting(room, place);
  const behind = now && draft.kind !== "insert" && draft.revision < now.revision;
  return html`<form class="proposal" aria-labelledby="${id}-title" @submit=${async (/** @type {Event} */ event) => {
    event.preventDefault();
    /** @type {Proposal | undefined} */
    const written = room.ui.draft(place);
    if (!written || !isReady(written)) return;
    const answer = await send(written);
    if (answer.ok) stop();
  }} @keydown=${(/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
  }}>
    <h5 id="${id}-title">${title}</h5>
    ${kinds ? kindChoice(id, draft, (kind) => change({ kind, text: keepText(room.ui.draft(place), kind, now) })) : nothing}
    ${draft.kind === "move" && now && "part" in now && "position" in now ? goalChoice(room, id, draft, now, change) : nothing}
    ${draft.kind === "delete" || draft.kind === "move"
      ? nothing
      : html`<label class="label" for="${id}-text">${draft.kind === "insert" ? t("Text of the new paragraph") : t("The paragraph as it should read")}</label>
        <textarea id="${id}-text" class="body" rows=${rowsFor(draft.text)} maxlength="20000" required dir="auto" .value=${live(draft.text)} @input=${(/** @type {Event} */ event) => change({ text: typed(event) })}></textarea>`}
    ${draft.kind === "replace" && draft.text !== draft.base ? html`<p class="preview"><span class="label">${t("The difference")}</span> ${diff(difference(draft.base, draft.text))}</p>` : nothing}
    ${draft.kind === "delete" ? html`<p class="preview"><span class="label">${t("The difference")}</span> <del>${draft.base}</del></p>` : nothing}
    ${behind && now ? html`<div class="stale" role="status"><p><b>${t("The paragraph has changed since you began.")}</b></p><p class="proposed">${diff(difference(draft.base, now.text))}</p>
      <button type="button" class="btn small" @click=${() => change({ base: now.text, revision: now.revision })}>${t("Go on from the new text")}</button></div>` : nothing}
    ${reason
      ? html`<label class="label" for="${id}-reason">${t("Reason (public: it stands in the record)")}</label>
        <textarea id="${id}-reason" rows="2" maxlength="2000" dir="auto" .value=${live(draft.reason)} @input=${(/** @type {Event} */ event) => change({ reason: typed(event) })}></textarea>`
      : nothing}
    ${notice(room, place)}
    <p class="controls"><button class="btn primary" ?disabled=${!isReady(draft)}>${yes}</button>
      <button type="button" class="btn quiet" @click=${stop}>${t("Cancel")}</button></p>
  </form>`;
}

/** Whether it proposes anything. @param {Proposal} draft */
function isReady({ kind, text, base, goal }) {
  if (kind === "delete") return true;
  if (kind === "move") return Boolean(goal);
  return text.trim() !== "" && (kind === "insert" || text !== base);
}

/** Where a paragraph is to go: after another, or to the start of a part. @param {Room} room @param {string} id @param {Proposal} draft @param {Paragraph} one @param {(some: Partial<Proposal>) => void} change */
function goalChoice({ store }, id, draft, one, change) {
  const all = parts(store, store.get("statement", one.statement));
  const first = paragraphs(store, all.find((part) => part.id === one.part) ?? all[0])[0];
  /** @param {string} value @param {string} label */
  const option = (value, label) => html`<option value=${value} ?selected=${draft.goal === value}>${label}</option>`;
  return html`<label class="label" for="${id}-goal">${t("Where it should stand")}</label>
    <select id="${id}-goal" required @change=${(/** @type {Event} */ event) => change({ goal: /** @type {HTMLSelectElement} */ (event.target).value })}>
      <option value="">${t("Choose a place")}</option>
      ${all.map((part) => {
        const rows = paragraphs(store, part);
        const start = first?.id === one.id && part.id === one.part;
        return html`<optgroup label=${`${part.position} ${part.title}`}>${start ? nothing : option(`part ${part.id}`, t("at the start of part %(part)s", { part: part.position }))}
          ${rows.filter((each, i) => each.id !== one.id && rows[i + 1]?.id !== one.id).map((each) => option(`after ${each.id}`, t("after %(place)s", { place: `${part.position}.${each.position}` })))}</optgroup>`;
      })}</select>`;
}

/** The place chosen, as the command takes it. @param {Proposal} draft */
function goal({ goal: chosen = "" }) {
  const [how, id] = chosen.split(" ");
  return how === "part" ? { to_part: Number(id) } : { to_after: Number(id) };
}

/** @param {string} id @param {Proposal} draft @param {(kind: Proposal["kind"]) => void} choose */
function kindChoice(id, draft, choose) {
  /** @param {Proposal["kind"]} kind @param {string} label */
  const one = (kind, label) => html`<label><input type="radio" name="${id}-kind" value=${kind} .checked=${live(draft.kind === kind)}
    @change=${() => choose(kind)}> ${label}</label>`;
  return html`<fieldset class="choice"><legend class="sr">${t("What the amendment does")}</legend>
    ${one("replace", t("Change the words"))} ${one("delete", t("Delete the paragraph"))} ${one("insert", t("Add a paragraph after it"))} ${one("move", t("Move the paragraph"))}</fieldset>`;
}

/** Going from one kind to another keeps what was written, unless it is only the paragraph as it was. @param {Proposal} draft @param {Proposal["kind"]} kind @param {Base | undefined} paragraph */
function keepText(draft, kind, paragraph) {
  const untouched = draft.text === draft.base || draft.text === "";
  if (!untouched) return draft.text;
  return kind === "insert" ? "" : (paragraph?.text ?? draft.base);
}

/** @param {string} place */
const idOf = (place) => place.replaceAll(" ", "-");
