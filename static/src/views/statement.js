/**
 * The joint statement: its head, its parts, and the paragraphs in them.
 *
 * @import {Room} from "../room-types.js"
 * @import {Part, Statement} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { day, t, tn } from "../i18n.js";
import { openQuestions } from "../select/questions.js";
import { amendmentsAtStartOf, orphans, pendingOf } from "../select/amendments.js";
import { bracketsLeft, paragraphs, parts, stageName, standsStill, statement, statements } from "../select/text.js";
import { amendments } from "./amendment.js";
import { callButton } from "./consensus.js";
import { button, chip, notice } from "./kit.js";
import { notes } from "./notes.js";
import { left, leftIn } from "./left.js";
import { partByKey, partGrip } from "./moving.js";
import { paragraph } from "./paragraph.js";
import { proposal } from "./proposal.js";
import { silenceButton } from "./silence.js";
import { addParagraph, addPart, partMenu, renamePart, renameStatement } from "./structure.js";

/** @param {Room} room */
export function text(room) {
  const { store, ui } = room;
  const shown = statement(store, ui.statement);
  return html`<section class="statement" aria-labelledby="text-title">
    <h2 id="text-title" tabindex="-1" data-column="text">${t("Statement")}${shown ? counts(room, shown) : nothing}</h2>
    ${choose(room, shown)}
    ${shown
      ? html`${head(room, shown)} ${repeat(parts(store, shown), (one) => one.id, (one) => part(room, shown, one))} ${addPart(room, shown)}`
      : html`<p class="empty caption">${t("There is no statement yet.")}</p>`}
  </section>`;
}

/** @param {Room} room @param {Statement} shown */
function counts(room, shown) {
  const brackets = bracketsLeft(room.store, shown);
  const waiting = pendingOf(room.store, shown).length;
  return html`<span class="num"> · ${stageName(shown.stage)}${brackets ? html` · ${tn("%(n)s bracket left", "%(n)s brackets left", brackets)}` : nothing}${
    waiting ? html` · ${tn("%(n)s amendment waits", "%(n)s amendments wait", waiting)}` : nothing
  }</span>`;
}

/** Where there are several statements, which one to read; and, for the rapporteur, a new one. @param {Room} room @param {Statement | undefined} shown */
function choose(room, shown) {
  const all = statements(room.store);
  if (all.length < 2) return shown ? nothing : create(room);
  return html`<p class="choose"><label for="which-statement">${t("Read")}</label>
    <select id="which-statement" @change=${(/** @type {Event} */ event) => {
      room.ui.statement = Number(/** @type {HTMLSelectElement} */ (event.target).value);
      room.show();
    }}>${all.map((one) => html`<option value=${one.id} ?selected=${one.id === shown?.id}>${one.title}</option>`)}</select></p>`;
}

/** @param {Room} room */
const create = (room) =>
  room.gallery || room.whyNot("statement.create") ? nothing : html`<button type="button" class="btn quiet" @click=${() => room.ask({ kind: "statement" })}>${t("New statement")}</button>`;

/** @param {Room} room @param {Statement} shown */
function head(room, shown) {
  const place = `statement ${shown.id}`;
  const list = parts(room.store, shown);
  return html`<header class="head">
    ${shown.theme ? html`<p class="theme">${shown.theme}</p>` : nothing}
    <h3 class="title" lang=${shown.language || nothing}>${shown.title}</h3>
    <p class="state">${chip(stageName(shown.stage), shown.stage)}
      ${shown.stage === "adopted" && shown.adopted_at ? html`<span class="caption">${t("on %(day)s", { day: day(shown.adopted_at) })}</span>` : nothing}
      ${shown.checked ? chip(t("checked"), "good") : shown.note ? html`<span class="caption check">${shown.note}</span>` : nothing}</p>
    ${shown.single_undertaking && shown.stage !== "adopted" ? html`<p class="caption undertaking">${t("Nothing is agreed until everything is agreed.")}</p>` : nothing}
    ${shown.associates_write && shown.stage === "drafting" ? html`<p class="caption">${t("Associates write in this statement too.")}</p>` : nothing}
    ${ground(room, shown)}
    ${renameStatement(room, shown)}
    ${room.gallery ? nothing : stages(room, shown)}
    ${notice(room, place)}
    ${notes(room, "statement", shown.id)}
    ${left(room, shown)}
    ${list.length > 1
      ? html`<nav class="parts" aria-label=${t("Parts of the statement")}><ol>${list.map(
          (one) => html`<li><a href="#part-${one.id}"><span class="num">${one.position}</span> ${one.title}</a></li>`,
        )}</ol></nav>`
      : nothing}
  </header>`;
}

/** Where positions were taken on its paragraphs, a page shows which have support in every group. @param {Room} room @param {Statement} shown */
function ground(room, shown) {
  const put = room.store.where("question", "kind", "call").some(({ about, state }) => about?.type === "paragraph" && state !== "void" && room.store.get("paragraph", about.id)?.statement === shown.id);
  return put ? html`<p class="caption"><a href="/g/${room.slug}/statements/${shown.id}/common-ground" target="_top">${t("Common ground: which paragraphs have support in every group")}</a></p>` : nothing;
}

/** The stage is the chair's to move; adoption comes only by a decision on the whole. @param {Room} room @param {Statement} shown */
function stages(room, shown) {
  const place = `statement ${shown.id}`;
  const about = { type: /** @type {const} */ ("statement"), id: shown.id };
  const decided = shown.stage !== "final" || openQuestions(room.store).length > 0;
  const things = [
    shown.stage === "drafting" ? button(room, {
      command: "statement.set_stage",
      data: { statement: shown.id, stage: "negotiation" },
      label: t("Begin negotiation"),
      place,
      confirm: { title: t("Begin negotiation?"), text: t("The text then stands still and changes only through amendments."), yes: t("Begin negotiation") },
    }) : nothing,
    shown.stage === "negotiation" ? button(room, {
      command: "statement.set_stage",
      data: { statement: shown.id, stage: "drafting" },
      label: t("Back to drafting"),
      look: "quiet",
      place,
      confirm: { title: t("Go back to drafting?"), text: t("Members can then edit the paragraphs directly again."), yes: t("Back to drafting") },
    }) : nothing,
    shown.stage === "negotiation" ? button(room, {
      command: "statement.set_stage",
      data: { statement: shown.id, stage: "final" },
      label: t("Make it final"),
      look: undecided(room, shown).length ? "quiet" : "",
      place,
      confirm: { title: t("Make the text final?"), text: [...undecided(room, shown), t("The text is then put as a whole, and nothing changes it.")].join(" "), yes: t("Make it final") },
    }) : nothing,
    shown.stage === "final" && !decided ? button(room, {
      command: "statement.set_stage",
      data: { statement: shown.id, stage: "negotiation" },
      label: t("Back to negotiation"),
      look: "quiet",
      place,
      confirm: { title: t("Go back to negotiation?"), text: t("Brackets and amendments are then possible again."), yes: t("Back to negotiation") },
    }) : nothing,
    decided ? nothing : callButton(room, { about, label: t("Consensus on the whole"), statement: shown }),
    decided || standsStill(room.store, shown.id) ? nothing : silenceButton(room, { about, label: t("Put the whole under silence") }),
    decided ? nothing : button(room, { command: "vote.open", data: { about }, label: t("Vote on the whole"), look: "quiet", place, about: shown, confirm: voteConfirm() }),
    shown.stage === "adopted" && !shown.checked ? button(room, {
      command: "statement.mark_checked",
      data: { statement: shown.id },
      label: t("Mark as checked"),
      place,
      confirm: { title: t("Mark the text as checked?"), text: shown.note ? t("The line “%(note)s” goes from the statement and its report.", { note: shown.note }) : t("You have checked the text as it was adopted."), yes: t("Mark as checked") },
    }) : nothing,
    button(room, {
      command: "statement.set_single_undertaking",
      data: { statement: shown.id, single_undertaking: !shown.single_undertaking },
      label: t("Nothing is agreed until everything is"),
      look: "quiet",
      pressed: shown.single_undertaking,
      place,
      about: shown,
      confirm: shown.single_undertaking
        ? { title: t("No longer wait for the whole?"), text: t("Paragraphs can then be agreed one by one. Those agreed ad referendum stay so until they are agreed."), yes: t("No longer wait") }
        : { title: t("Nothing is agreed until everything is agreed?"), text: t("Until the whole is adopted, paragraphs are agreed ad referendum at most. Those agreed so far become agreed ad referendum."), yes: t("Lay it down") },
    }),
    button(room, {
      command: "statement.set_associates_write",
      data: { statement: shown.id, associates_write: !shown.associates_write },
      label: t("Associates may write"),
      look: "quiet",
      pressed: shown.associates_write,
      place,
      about: shown,
    }),
    room.whyNot("statement.update", shown) ? nothing : html`<button type="button" class="btn quiet" @click=${() => {
      room.ui.write(`rename statement ${shown.id}`, { title: shown.title, theme: shown.theme });
      room.show();
    }}>${t("Change title")}</button>`,
    create(room),
  ];
  return things.every((thing) => thing === nothing) ? nothing : html`<div class="controls" role="group" aria-label=${t("Conduct of the statement")}>${things}</div>`;
}

/** What stands between the text and its final form, in sentences. @param {Room} room @param {Statement} shown */
function undecided(room, shown) {
  const waiting = pendingOf(room.store, shown).length;
  const brackets = bracketsLeft(room.store, shown);
  return [
    waiting ? tn("%(n)s amendment still waits for a decision.", "%(n)s amendments still wait for a decision.", waiting) : "",
    brackets ? tn("%(n)s bracket is left in the text.", "%(n)s brackets are left in the text.", brackets) : "",
  ].filter(Boolean);
}

/** Said before the vote on the whole opens. */
const voteConfirm = () => ({
  title: t("Open the vote on the statement as a whole?"),
  text: t("Every seat present votes; an adopted statement cannot be changed any more."),
  yes: t("Open the vote"),
  rule: true,
});

/** @param {Room} room @param {Statement} shown @param {Part} one */
function part(room, shown, one) {
  const { store } = room;
  const all = paragraphs(store, one);
  const atStart = amendmentsAtStartOf(store, one);
  const language = shown.language || nothing;
  return html`<section class="part-of" id="part-${one.id}" aria-labelledby="part-title-${one.id}">
    <header class="part-head" @keydown=${partByKey(room, shown, one)}>${partGrip(room, shown, one)}<h3 class="part" id="part-title-${one.id}" tabindex="-1" lang=${language}><span class="ordinal">${t("Part %(number)s", { number: one.position })}</span> ${one.title}</h3>
      ${shown.stage === "adopted" ? nothing : leftIn(room, one)}
      ${room.gallery ? nothing : partMenu(room, shown, one, all.length)}</header>
    ${renamePart(room, one)}
    ${one.caption ? html`<p class="part-caption" lang=${language}>${one.caption}</p>` : nothing}
    ${notice(room, `part ${one.id}`)}
    ${proposal(room, `amend part ${one.id}`, { part: one })}
    ${atStart.length ? html`<div class="para at-start"><div class="n"></div><div>${amendments(room, atStart)}</div></div>` : nothing}
    ${repeat(all, (each) => each.id, (each) => html`${paragraph(room, shown, each, all.length)}${addParagraph(room, one, each.id)}`)}
    ${notes(room, "part", one.id)}
    ${all.length ? nothing : html`<p class="caption empty">${t("This part has no paragraph yet.")}</p>`}
    ${addParagraph(room, one)}
    ${orphans(store, one).length ? html`<div class="para"><div class="n"></div><div>${amendments(room, orphans(store, one))}</div></div>` : nothing}
  </section>`;
}

