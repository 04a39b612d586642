/**
 * The history of a paragraph: who wrote what, what was agreed and reopened, any two versions compared, one restored.
 *
 * @import {Room} from "../room-types.js"
 * @import {Item} from "../select/history.js"
 * @import {Happened, History, Revision} from "../ui.js"
 * @import {Paragraph} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { difference } from "../difference.js";
import { day, list, t } from "../i18n.js";
import { basisOfHistory } from "../select/chosen.js";
import { story } from "../select/history.js";
import { outcomeName, shortly } from "../select/questions.js";
import { officeName, seatName } from "../select/seats.js";
import { isAgreed, place, standsStill } from "../select/text.js";
import { frame } from "./frame.js";
import { diff, notice } from "./kit.js";

/** @param {Room} room @param {number} id */
export async function showHistory(room, id) {
  room.ask({ kind: "history", paragraph: id, revisions: null, entries: [], from: 0, to: 0, diff: null, basis: basisOfHistory(room.store, id) });
  await load(room, id);
}

/** Others have acted: it goes on, and the two versions compared stay. @param {Room} room @param {History} dialog */
export async function readAgain(room, dialog) {
  dialog.basis = basisOfHistory(room.store, dialog.paragraph);
  await load(room, dialog.paragraph);
}

/** @param {Room} room @param {number} id */
async function load(room, id) {
  const [revisions, happened] = await Promise.all([
    room.get(`paragraphs/${id}/revisions`).catch(() => []),
    room.get(`paragraphs/${id}/history`).catch(() => ({ entries: [], directory: {} })),
  ]);
  const { dialog } = room.ui;
  if (dialog?.kind !== "history" || dialog.paragraph !== id) return;
  Object.assign(room.store.directory, happened.directory);
  if (dialog.revisions?.length && !revisions.length) return; // the line is bad: what was there stays
  const { from, to } = dialog;
  Object.assign(dialog, { revisions, entries: happened.entries, from: from || (revisions.at(-2)?.revision ?? 0), to: to || (revisions.at(-1)?.revision ?? 0) });
  room.show();
}

/** @param {Room} room @param {History} dialog */
export function history(room, dialog) {
  const paragraph = room.store.get("paragraph", dialog.paragraph);
  const { revisions } = dialog;
  return frame(room, paragraph ? t("History of %(place)s", { place: place(room.store, paragraph) }) : t("History"), html`${
    revisions === null
      ? html`<p class="caption">${t("Loading")}</p>`
      : revisions.length === 0
        ? html`<p class="caption">${t("The history could not be loaded.")}</p>`
        : html`${revisions.length > 1 ? compare(room, dialog, revisions) : nothing} ${notice(room, "dialog")}
          <ol class="revisions">${story(revisions, dialog.entries).map((item) => html`<li>${told(room, dialog.paragraph, item)}${item.revision ? text(room, paragraph, item, item.revision) : nothing}</li>`)}</ol>`
  }<p class="controls end"><button type="button" class="btn primary" @click=${() => room.dismiss()}>${t("Close")}</button></p>`, "wide");
}

/** Any two versions, word by word. @param {Room} room @param {History} dialog @param {Revision[]} revisions */
function compare(room, dialog, revisions) {
  /** @param {"from" | "to"} which @param {string} label */
  const choose = (which, label) => html`<label for="compare-${which}">${label}</label>
    <select id="compare-${which}" @change=${(/** @type {Event} */ event) => {
      dialog[which] = Number(/** @type {HTMLSelectElement} */ (event.target).value);
      void look(room, dialog);
    }}>${revisions.map(({ revision }) => html`<option value=${revision} ?selected=${revision === dialog[which]}>${t("Revision %(n)s", { n: revision })}</option>`)}</select>`;
  return html`<div class="compare" role="group" aria-label=${t("Compare two versions")}><p class="controls">${choose("from", t("Compare"))} ${choose("to", t("with"))}
      <button type="button" class="btn small" @click=${() => look(room, dialog)}>${t("Compare")}</button></p>
    <div aria-live="polite">${dialog.diff ? html`<p class="preview" dir="auto">${dialog.diff.some(([sign]) => sign !== "=") ? diff(dialog.diff) : t("The two texts are the same.")}</p>` : nothing}</div></div>`;
}

/** @param {Room} room @param {History} dialog */
async function look(room, dialog) {
  const { from, to } = dialog;
  const answer = await room.get(`paragraphs/${dialog.paragraph}/compare?from=${from}&to=${to}`).catch(() => null);
  if (dialog.from !== from || dialog.to !== to) return;
  dialog.diff = answer?.diff ?? null;
  if (!answer) room.ui.notices.set("dialog", t("The two versions could not be compared. Try again."));
  room.show();
}

/** What happened, when, and who did it. @param {Room} room @param {number} id @param {Item} item */
function told(room, id, item) {
  const what = item.happened ? sentence(room, id, item.happened) : "";
  return html`<p class="caption num">${item.revision ? html`<b>${t("Revision %(n)s", { n: item.revision.revision })}</b> · ` : nothing}${[day(item.at), list(who(room, item))].filter(Boolean).join(" · ")}</p>
    ${what ? html`<p class="what" dir="auto">${what}</p>` : nothing}`;
}

/** @param {Room} room @param {Paragraph | undefined} paragraph @param {Item} item @param {Revision} one */
function text(room, paragraph, item, one) {
  return html`<p class="proposed" dir="auto">${item.before === null ? one.text : diff(difference(item.before, one.text))}</p>
    ${paragraph ? restore(room, paragraph, one) : nothing}`;
}

/** @param {Room} room @param {Paragraph} paragraph @param {Revision} one */
function restore(room, paragraph, one) {
  const statement = room.store.get("statement", paragraph.statement);
  if (room.gallery || isAgreed(paragraph) || one.text === paragraph.text || standsStill(room.store, paragraph.statement)) return nothing;
  if (room.whyNot("paragraph.restore", statement)) return nothing;
  const data = { paragraph: paragraph.id, revision_to_restore: one.revision, revision: paragraph.revision };
  return html`<button type="button" class="btn quiet small" data-command="paragraph.restore" aria-label=${t("Restore revision %(n)s", { n: one.revision })} @click=${async () => {
    const answer = await room.give("paragraph.restore", data, { place: "dialog", thanks: t("Restored, as a new revision.") });
    if (answer.ok) await showHistory(room, paragraph.id);
  }}>${t("Restore")}</button>`;
}

/** All who wrote a revision, each once; or whoever did what happened. @param {Room} room @param {Item} item */
function who({ store }, { revision, happened }) {
  if (revision) {
    const { seat, person, contributors = [{ seat, person }] } = revision;
    return [...new Set(contributors.map((each) => (each.seat ? seatName(store, each.seat) : store.name(each.person) || t("the rapporteur"))))];
  }
  return happened?.actor ? [store.name(happened.actor) || t("the chair")] : [];
}

/** @param {Room} room @param {number} id @param {Happened} happened @returns {string} */
function sentence({ store }, id, { event, facts, now }) {
  switch (event) {
    case "statement.imported":
      return t("Brought in with the statement.");
    case "paragraph.added":
      return t("Added.");
    case "paragraph.restored":
      return t("Revision %(n)s restored.", { n: facts.restored });
    case "paragraph.split":
      return facts.new === id ? t("Split off from the paragraph before it.") : t("Split in two.");
    case "paragraph.merged":
      return facts.gone === id ? t("Joined to the paragraph before it.") : t("Joined with the paragraph after it.");
    case "paragraph.moved":
      return t("Moved to part %(part)s, paragraph %(paragraph)s.", { part: facts.part, paragraph: facts.position });
    case "paragraph.removed":
      return t("Removed.");
    case "bracket.asked":
      return facts.office
        ? t("%(by)s asked for brackets around “%(words)s”; entered by: %(office)s.", { ...facts, office: officeName(facts.office) })
        : t("%(by)s asked for brackets around “%(words)s”.", facts);
    case "bracket.resolved":
      return facts.chosen
        ? t("%(office)s: “%(stood)s” became “%(chosen)s”.", { ...facts, office: officeName(facts.office) })
        : t("%(office)s: “%(stood)s” was deleted.", { ...facts, office: officeName(facts.office) });
    case "paragraph.agreed":
      return facts.state === "agreed" ? t("Agreed.") : t("Agreed ad referendum.");
    case "paragraph.reopened":
      return t("Reopened at the request of %(seat)s: %(reason)s", { seat: seatName(store, facts.seat), reason: facts.reason });
    case "statement.single_undertaking_set":
      return t("Agreed ad referendum: nothing is agreed until everything is agreed.");
    case "call.closed":
    case "vote.closed":
      return decided(store, Number(facts.question));
    default:
      return now?.state === "agreed" ? t("Agreed.") : now?.state === "ad_referendum" ? t("Agreed ad referendum.") : "";
  }
}

/** @param {Room["store"]} store @param {number} number */
function decided(store, number) {
  const question = store.all("question").find((one) => one.number === number);
  return question ? t("%(question)s: %(outcome)s.", { question: shortly(store, question), outcome: outcomeName(question) }) : t("Decided by question %(number)s.", { number });
}
