/**
 * One paragraph: its number, its text with brackets marked, where it stands, and what can be done with it.
 *
 * @import {Room} from "../room-types.js"
 * @import {Paragraph, Statement} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { bracketsIn } from "../brackets.js";
import { t, tn } from "../i18n.js";
import { openQuestions, questionOn } from "../select/questions.js";
import { dividing } from "../select/divisions.js";
import { amendmentsTo, isPending } from "../select/amendments.js";
import { isAgreed, mayBeAgreed, place as placeOf, standsStill, stateName } from "../select/text.js";
import { mayType } from "../select/typing.js";
import { amendments } from "./amendment.js";
import { sideBySide } from "./beside.js";
import { callButton } from "./consensus.js";
import { askForBrackets } from "./choosing.js";
import { button, chip, keycap, menu, notice } from "./kit.js";
import { askButton, divisions } from "./division.js";
import { editor } from "./editor.js";
import { showHistory } from "./history.js";
import { byKey, grip, mayOrder } from "./moving.js";
import { notes } from "./notes.js";
import { proposal, startProposal } from "./proposal.js";
import { settling } from "./settling.js";
import { silenceButton } from "./silence.js";
import { paragraphMoves } from "./structure.js";
import { live, notSaved, settled, startTyping, writing } from "./typing.js";

/** @param {Room} room @param {Statement} statement @param {Paragraph} one @param {number} count  paragraphs in its part */
export function paragraph(room, statement, one, count) {
  const { store, ui } = room;
  const changes = amendmentsTo(store, one);
  const editing = !room.gallery && ui.draft(`edit ${one.id}`);
  const here = ui.paragraph === one.id;
  return html`<article class="para ${one.state} ${here ? "here" : ""}" id="paragraph-${one.id}" tabindex="-1" aria-label=${placeOf(store, one)}
    aria-keyshortcuts=${mayOrder(room, statement) ? "Alt+ArrowUp Alt+ArrowDown" : nothing} @keydown=${byKey(room, statement, one)}>
    <div class="n num">${grip(room, statement, one)}<a href="#paragraph-${one.id}" aria-label=${t("Link to %(place)s", { place: placeOf(store, one) })}>${one.position}</a></div>
    <div>${one.caption ? html`<h4 class="sub" lang=${statement.language || nothing}>${one.caption}</h4>` : nothing}
      ${editing ? editor(room, one) : room.typing?.at(one.id) ? live(room, statement, one) : settled(room, statement, one)}
      ${notSaved(room, one)}
      <div class="meta">${state(room, one)} ${writing(room, one)} ${room.gallery ? nothing : acts(room, statement, one, count)}</div>
      ${editing || room.typing?.at(one.id) ? nothing : settling(room, statement, one)}
      ${notice(room, `paragraph ${one.id}`)}
      ${room.gallery ? nothing : proposal(room, `amend ${one.id}`, { paragraph: one })}
      ${divisions(room, { type: "paragraph", text: one, name: placeOf(store, one) })}
      ${notes(room, "paragraph", one.id)}
      ${amendments(room, changes)}</div>
  </article>`;
}

/** Where the paragraph stands, in words. @param {Room} room @param {Paragraph} one */
function state(room, one) {
  const { store } = room;
  const asked = questionOn(store, "paragraph", one.id);
  const brackets = bracketsIn(one.text);
  const waiting = amendmentsTo(store, one).filter(isPending).length;
  return html`${brackets && !isAgreed(one) ? nothing : html`<span class=${isAgreed(one) ? "ok" : ""}>${stateName(one)}</span>`}
    ${asked ? chip(asked.kind === "vote" ? t("vote open") : t("call open"), "now") : nothing}
    ${brackets ? html`<span class="not-agreed">${tn("%(n)s bracket", "%(n)s brackets", brackets)}</span>` : nothing}
    ${waiting ? html`<button type="button" class="btn quiet small" data-do="beside" aria-label=${t("%(amendments)s side by side: %(place)s", { amendments: tn("%(n)s amendment", "%(n)s amendments", waiting), place: placeOf(store, one) })} @click=${() => sideBySide(room, one)}>${tn("%(n)s amendment", "%(n)s amendments", waiting)}</button>` : nothing}`;
}

/** @param {Room} room @param {Statement} statement @param {Paragraph} one @param {number} count */
function acts(room, statement, one, count) {
  const { store, ui } = room;
  const still = standsStill(store, one.statement);
  const asked = openQuestions(store).length > 0 || Boolean(dividing(store, { type: "paragraph", id: one.id }));
  const done = !mayBeAgreed(statement, one);
  const key = ui.paragraph === one.id ? undefined : null;
  const place = { place: placeOf(store, one) };
  const mayEdit = !still && !isAgreed(one) && !room.whyNot("paragraph.edit", statement) && mayType(store, statement) && !ui.draft(`edit ${one.id}`) && !room.typing?.at(one.id);
  const mayTable = !still && !room.whyNot("amendment.table", statement) && !ui.draft(`amend ${one.id}`);
  const mayAsk = !still && !isAgreed(one) && !room.whyNot("bracket.ask", statement) && !ui.draft(`edit ${one.id}`) && !room.typing?.at(one.id);
  const amend = () => startProposal(room, `amend ${one.id}`, { paragraph: one });
  return html`<span class="acts">
    ${mayEdit ? html`<button type="button" class="btn quiet small" data-do="edit" aria-label=${t("Edit %(place)s", place)} @click=${() => startTyping(room, one)}>${t("Edit")}${keycap(room, key === undefined ? "E" : undefined)}</button>` : nothing}
    ${mayTable && !isAgreed(one) ? html`<button type="button" class="btn quiet small" data-do="amend" aria-label=${t("Amend %(place)s", place)} @click=${amend}>${t("Amend")}${keycap(room, key === undefined ? "A" : undefined)}</button>` : nothing}
    ${mayAsk ? html`<button type="button" class="btn quiet small" data-do="brackets" aria-label=${t("Ask for brackets in %(place)s", place)} @mousedown=${(/** @type {Event} */ event) => event.preventDefault()} @click=${() => askForBrackets(room, one)}>${t("Brackets")}${keycap(room, key === undefined ? "B" : undefined)}</button>` : nothing}
    ${isAgreed(one) ? nothing : askButton(room, { type: "paragraph", text: one, name: placeOf(store, one) })}
    ${menu("⋯", [
      html`<button type="button" class="btn quiet" data-do="history" @click=${() => showHistory(room, one.id)}>${t("History")}${keycap(room, key === undefined ? "H" : undefined)}</button>`,
      mayTable && isAgreed(one) ? html`<button type="button" class="btn quiet" @click=${amend}>${t("Amend: add a paragraph after it")}</button>` : nothing,
      asked || done ? nothing : callButton(room, { about: { type: "paragraph", id: one.id }, label: t("Ask for consensus"), look: "quiet", statement }),
      asked || done ? nothing : button(room, { command: "vote.open", data: { about: { type: "paragraph", id: one.id } }, label: t("Open a vote"), look: "quiet", place: `paragraph ${one.id}`, about: statement, confirm: { title: t("Open a vote on %(place)s?", place), text: t("The electorate, the rule and the text are frozen when it opens."), yes: t("Open the vote"), rule: true } }),
      still || done ? nothing : silenceButton(room, { about: { type: "paragraph", id: one.id }, label: t("Put it under silence"), look: "quiet" }),
      ...agreements(room, statement, one, still),
      ...(still ? [] : paragraphMoves(room, statement, one, count)),
    ], t("More for %(place)s", place))}</span>`;
}

/**
 * The chair notes agreement; what is agreed is opened again only when a seat asks for it, with a reason on record.
 * @param {Room} room @param {Statement} statement @param {Paragraph} one @param {boolean} still
 */
function agreements(room, statement, one, still) {
  if (still) return [];
  /** @param {"ad_referendum" | "agreed"} state @param {string} label */
  const mark = (state, label) =>
    button(room, { command: "paragraph.agree", data: { paragraph: one.id, state, revision: one.revision }, label, look: "quiet", place: `paragraph ${one.id}`, about: statement });
  return [
    one.state === "open" ? mark("ad_referendum", t("Agreed ad referendum")) : nothing,
    one.state === "agreed" || statement.single_undertaking ? nothing : mark("agreed", t("Agreed")),
    isAgreed(one) && !room.whyNot("paragraph.reopen", statement)
      ? html`<button type="button" class="btn quiet" @click=${() => room.ask({ kind: "reopen", paragraph: one.id })}>${t("Reopen")}</button>`
      : nothing,
  ];
}
