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
import { rowsFor } from "./editor.js";
import { diff, notice, typed } from "./kit.js";

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
  room.ui.write(place, draft);
  room.focus(`#${idOf(place)}-text`);
}

/** Write an amendment anew, on the text as it is now. @param {Room} room @param {Amendment} amendment @param {Paragraph | undefined} paragraph */
export function startRedraft(room, amendment, paragraph) {
  /** @type {Proposal} */
  const draft = { kind: amendment.kind, text: amendment.text, base: paragraph?.text ?? "", reason: amendment.reason, revision: paragraph?.revision ?? amendment.base_revision };
  room.ui.write(`redraft ${amendment.id}`, draft);
  room.focus(`#${idOf(`redraft ${amendment.id}`)}-text`);
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
          ...(given.kind === "delete" ? {} : { text: given.text }),
          reason: given.reason,
        },
        { place, thanks: t("Tabled.") },
      ),
  });
}

/** The form of an amendment being written anew, or nothing. @param {Room} room @param {Amendment} amendment @param {Paragraph | undefined} paragraph */
export function redraft(room, amendment, paragraph) {
  const place = `redraft ${amendment.id}`;
  /** @type {Proposal | undefined} */
  const draft = room.ui.draft(place);
  if (!draft || room.gallery) return nothing;
  return form(room, place, draft, {
    title: t("%(label)s, written anew", { label: amendment.label }),
    kinds: false,
    reason: false,
    now: paragraph,
    yes: t("Table it again"),
    send: (given) =>
      room.give("amendment.redraft", { amendment: amendment.id, text: given.text, revision: given.revision }, { place, thanks: t("Tabled again.") }),
  });
}

/**
 * @param {Room} room @param {string} place @param {Proposal} draft
 * @param {{title: string, kinds: boolean, reason: boolean, now: Paragraph | undefined, yes: string,
 *   send: (draft: Proposal) => Promise<import("../types.js").Answer>}} options
 */
function form(room, place, draft, { title, kinds, reason, now, yes, send }) {
  const id = idOf(place);
  /** @param {Partial<Proposal>} some */
  const write = (some) => {
    room.ui.write(place, { ...draft, ...some });
    room.show();
  };
  const stop = () => {
    room.ui.forget(place);
    room.show();
  };
  const ready = draft.kind === "delete" || (draft.text.trim() !== "" && (draft.kind === "insert" || draft.text !== draft.base));
  const behind = now && draft.kind !== "insert" && draft.revision < now.revision;
  return html`<form class="proposal" aria-labelledby="${id}-title" @submit=${async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!ready) return;
    const answer = await send(draft);
    if (answer.ok) stop();
  }} @keydown=${(/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
  }}>
    <h5 id="${id}-title">${title}</h5>
    ${kinds ? kindChoice(id, draft, now, write) : nothing}
    ${draft.kind === "delete"
      ? nothing
      : html`<label class="label" for="${id}-text">${draft.kind === "insert" ? t("Text of the new paragraph") : t("The paragraph as it should read")}</label>
        <textarea id="${id}-text" class="body" rows=${rowsFor(draft.text)} maxlength="20000" required dir="auto" .value=${live(draft.text)} @input=${(/** @type {Event} */ event) => write({ text: typed(event) })}></textarea>`}
    ${draft.kind === "replace" && draft.text !== draft.base ? html`<p class="preview"><span class="label">${t("The difference")}</span> ${diff(difference(draft.base, draft.text))}</p>` : nothing}
    ${draft.kind === "delete" ? html`<p class="preview"><span class="label">${t("The difference")}</span> <del>${draft.base}</del></p>` : nothing}
    ${behind && now ? html`<div class="stale" role="status"><p><b>${t("The paragraph has changed since you began.")}</b></p><p class="proposed">${diff(difference(draft.base, now.text))}</p>
      <button type="button" class="btn small" @click=${() => write({ base: now.text, revision: now.revision })}>${t("Go on from the new text")}</button></div>` : nothing}
    ${reason
      ? html`<label class="label" for="${id}-reason">${t("Reason (public: it stands in the record)")}</label>
        <textarea id="${id}-reason" rows="2" maxlength="2000" dir="auto" .value=${live(draft.reason)} @input=${(/** @type {Event} */ event) => write({ reason: typed(event) })}></textarea>`
      : nothing}
    ${notice(room, place)}
    <p class="controls"><button class="btn primary" ?disabled=${!ready}>${yes}</button>
      <button type="button" class="btn quiet" @click=${stop}>${t("Cancel")}</button></p>
  </form>`;
}

/** @param {string} id @param {Proposal} draft @param {Paragraph | undefined} paragraph @param {(some: Partial<Proposal>) => void} write */
function kindChoice(id, draft, paragraph, write) {
  /** @param {Proposal["kind"]} kind @param {string} label */
  const one = (kind, label) => html`<label><input type="radio" name="${id}-kind" value=${kind} .checked=${live(draft.kind === kind)}
    @change=${() => write({ kind, text: keepText(draft, kind, paragraph) })}> ${label}</label>`;
  return html`<fieldset class="choice"><legend class="sr">${t("What the amendment does")}</legend>
    ${one("replace", t("Change the words"))} ${one("delete", t("Delete the paragraph"))} ${one("insert", t("Add a paragraph after it"))}</fieldset>`;
}

/** Going from one kind to another keeps what was written, unless it is only the paragraph as it was. @param {Proposal} draft @param {Proposal["kind"]} kind @param {Paragraph | undefined} paragraph */
function keepText(draft, kind, paragraph) {
  const untouched = draft.text === draft.base || draft.text === "";
  if (!untouched) return draft.text;
  return kind === "insert" ? "" : (paragraph?.text ?? draft.base);
}

/** @param {string} place */
const idOf = (place) => place.replaceAll(" ", "-");
