/**
 * The shape of the statement, for whoever may keep it: titles, parts, paragraphs added, moved and removed.
 *
 * @import {Room} from "../room-types.js"
 * @import {Paragraph, Part, Statement} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { t } from "../i18n.js";
import { openQuestions } from "../select/questions.js";
import { amendmentsTo, isPending } from "../select/amendments.js";
import { stepOfPart } from "../select/structure.js";
import { isAgreed, mayBeAgreed, parts, paragraphs, place as placeOf, standsStill } from "../select/text.js";
import { cut } from "./choosing.js";
import { callButton } from "./consensus.js";
import { button, fields, menu, notice, stopWriting, typed } from "./kit.js";
import { mayOrder, move, movePart } from "./moving.js";
import { startProposal } from "./proposal.js";
import { silenceButton } from "./silence.js";

/** What the rapporteur does with a paragraph. What is agreed can be moved and nothing else. @param {Room} room @param {Statement} statement @param {Paragraph} one @param {number} count */
export function paragraphMoves(room, statement, one, count) {
  if (room.whyNot("paragraph.move", statement)) return [];
  const all = parts(room.store, statement);
  const at = all.findIndex((part) => part.id === one.part);
  const before = all[at - 1];
  const after = all[at + 1];
  /** @param {number} part @param {number} position @param {string} label */
  const to = (part, position, label) =>
    html`<button type="button" class="btn quiet" data-command="paragraph.move" @click=${() => move(room, one, { part, position })}>${label}</button>`;
  return [
    one.position > 1 ? to(one.part, one.position - 1, t("Move up")) : nothing,
    one.position < count ? to(one.part, one.position + 1, t("Move down")) : nothing,
    before ? to(before.id, paragraphs(room.store, before).length + 1, t("Move to part %(number)s", { number: before.position })) : nothing,
    after ? to(after.id, 1, t("Move to part %(number)s", { number: after.position })) : nothing,
    ...(isAgreed(one) ? [] : reshaping(room, statement, one)),
  ];
}

/** Cut in two, joined with the next, followed by a new one, removed. @param {Room} room @param {Statement} statement @param {Paragraph} one */
function reshaping(room, statement, one) {
  const place = `paragraph ${one.id}`;
  const part = room.store.get("part", one.part);
  const next = part && paragraphs(room.store, part).find((each) => each.position === one.position + 1);
  const waiting = amendmentsTo(room.store, one).filter(isPending).length;
  return [
    html`<button type="button" class="btn quiet" data-do="split" @click=${() => cut(room, one)}>${t("Split in two")}</button>`,
    next && !isAgreed(next)
      ? button(room, {
          command: "paragraph.merge",
          data: { paragraph: one.id, revision: one.revision },
          label: t("Join with the next"),
          look: "quiet",
          place,
          about: statement,
          confirm: { title: t("Join %(place)s with the next?", { place: placeOf(room.store, one) }), text: t("The two become one paragraph under this number. Both texts stay in the record."), yes: t("Join") },
        })
      : nothing,
    html`<button type="button" class="btn quiet" @click=${() => {
      room.ui.write(`add to ${one.part}`, { text: "", position: one.position + 1, after: one.id });
      room.focus(`#add-to-${one.part}`);
    }}>${t("Add a paragraph after it")}</button>`,
    button(room, {
      command: "paragraph.remove",
      data: { paragraph: one.id },
      label: t("Remove"),
      look: "quiet",
      place,
      about: statement,
      confirm: {
        title: t("Remove %(place)s?", { place: placeOf(room.store, one) }),
        text: waiting ? t("The amendments to it fall with it. Its text stays in the record.") : t("Its text stays in the record."),
        yes: t("Remove"),
        grave: true,
      },
    }),
  ];
}

/** @param {Room} room @param {Statement} statement @param {Part} one @param {number} count */
export function partMenu(room, statement, one, count) {
  const place = `part ${one.id}`;
  const toAgree = paragraphs(room.store, one).some((each) => mayBeAgreed(statement, each)) && openQuestions(room.store).length === 0;
  return menu("⋯", [
    toAgree ? callButton(room, { about: { type: "part", id: one.id }, label: t("Ask for consensus on the part"), look: "quiet", statement }) : nothing,
    toAgree && !standsStill(room.store, statement.id) ? silenceButton(room, { about: { type: "part", id: one.id }, label: t("Put the part under silence"), look: "quiet" }) : nothing,
    room.whyNot("amendment.table", statement) ? nothing : html`<button type="button" class="btn quiet" @click=${() => startProposal(room, `amend part ${one.id}`, { part: one })}>${t("Amend: add a paragraph at the start")}</button>`,
    room.whyNot("part.update", statement) ? nothing : html`<button type="button" class="btn quiet" @click=${() => {
      room.ui.write(`rename part ${one.id}`, { title: one.title, caption: one.caption });
      room.focus(`#rename-part-${one.id}`);
    }}>${t("Change title and caption")}</button>`,
    room.whyNot("paragraph.add", statement) ? nothing : html`<button type="button" class="btn quiet" @click=${() => {
      room.ui.write(`add to ${one.id}`, { text: "", position: count + 1 });
      room.focus(`#add-to-${one.id}`);
    }}>${t("Add a paragraph")}</button>`,
    ...[-1, 1].map((step) => partStep(room, statement, one, step === -1 ? -1 : 1)),
    count > 0 ? nothing : button(room, {
      command: "part.remove",
      data: { part: one.id },
      label: t("Remove the part"),
      look: "quiet",
      place,
      about: statement,
      confirm: { title: t("Remove part %(number)s?", { number: one.position }), text: t("The part is empty."), yes: t("Remove"), grave: true },
    }),
  ], t("More for part %(number)s", { number: one.position }));
}

/** @param {Room} room @param {Statement} statement @param {Part} one @param {-1 | 1} step */
const partStep = (room, statement, one, step) =>
  mayOrder(room, statement) && stepOfPart(room.store, statement, one, step)
    ? html`<button type="button" class="btn quiet" data-command="part.move" @click=${() => movePart(room, statement, one, step)}>${step < 0 ? t("Move the part up") : t("Move the part down")}</button>`
    : nothing;

/** A new paragraph being written: after another one, or at the end of its part. @param {Room} room @param {Part} part @param {number | null} [after] */
export function addParagraph(room, part, after = null) {
  const place = `add to ${part.id}`;
  const draft = room.ui.draft(place);
  if (!draft || room.gallery || (draft.after ?? null) !== after) return nothing;
  return html`<form class="proposal" @submit=${async (/** @type {Event} */ event) => {
    event.preventDefault();
    const { text, position } = room.ui.draft(place) ?? draft;
    const answer = await room.give("paragraph.add", { part: part.id, text, ...(after === null ? {} : { position }) }, { place, thanks: t("Added.") });
    if (answer.ok) stopWriting(room, place);
  }}><label class="label" for="add-to-${part.id}">${t("New paragraph in part %(number)s", { number: part.position })}</label>
    <textarea id="add-to-${part.id}" class="body" rows="4" maxlength="20000" required dir="auto" .value=${live(draft.text)} @input=${(/** @type {Event} */ event) => {
      room.ui.change(place, { text: typed(event) });
      room.show();
    }}></textarea>${notice(room, place)}
    <p class="controls"><button class="btn primary">${t("Add the paragraph")}</button> ${cancel(room, place)}</p></form>`;
}

/** A new part at the end of the statement. @param {Room} room @param {Statement} statement */
export function addPart(room, statement) {
  if (room.gallery || statement.stage === "adopted" || room.whyNot("part.add", statement)) return nothing;
  const place = `add part ${statement.id}`;
  if (!room.ui.draft(place)) {
    return html`<p class="add-part"><button type="button" class="btn quiet" @click=${() => {
      room.ui.write(place, { title: "", caption: "" });
      room.focus(`#rename-${place.replaceAll(" ", "-")}`);
    }}>${t("Add a part")}</button></p>`;
  }
  return titles(room, place, `rename-${place.replaceAll(" ", "-")}`, t("Caption"), t("Add the part"), ({ title, second }) =>
    room.give("part.add", { statement: statement.id, title, caption: second }, { place }),
  );
}

/** @param {Room} room @param {Part} part */
export const renamePart = (room, part) =>
  titles(room, `rename part ${part.id}`, `rename-part-${part.id}`, t("Caption"), t("Save"), ({ title, second }) =>
    room.give("part.update", { part: part.id, title, caption: second }, { place: `rename part ${part.id}` }),
  );

/** @param {Room} room @param {Statement} statement */
export const renameStatement = (room, statement) =>
  titles(room, `rename statement ${statement.id}`, `rename-statement-${statement.id}`, t("Theme"), t("Save"), ({ title, second }) =>
    room.give("statement.update", { statement: statement.id, title, theme: second }, { place: `rename statement ${statement.id}` }),
  );

/**
 * A small form of a title and a line under it.
 * @param {Room} room @param {string} place @param {string} id @param {string} second  what the line is called @param {string} yes
 * @param {(given: {title: string, second: string}) => Promise<import("../types.js").Answer>} send
 */
function titles(room, place, id, second, yes, send) {
  const draft = room.ui.draft(place);
  if (!draft || room.gallery) return nothing;
  return html`<form class="proposal" @submit=${async (/** @type {Event} */ event) => {
    const { title = "", second: line = "" } = fields(event);
    const answer = await send({ title, second: line });
    if (answer.ok) stopWriting(room, place);
  }}><label class="label" for=${id}>${t("Title")}</label><input id=${id} name="title" required maxlength="300" dir="auto" value=${draft.title}>
    <label class="label" for="${id}-second">${second}</label><input id="${id}-second" name="second" maxlength="300" dir="auto" value=${draft.caption ?? draft.theme ?? ""}>
    ${notice(room, place)}
    <p class="controls"><button class="btn primary">${yes}</button> ${cancel(room, place)}</p></form>`;
}

/** @param {Room} room @param {string} place */
const cancel = (room, place) => html`<button type="button" class="btn quiet" @click=${() => stopWriting(room, place)}>${t("Cancel")}</button>`;
