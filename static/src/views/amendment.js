/**
 * Amendments to a paragraph: what each does, word by word, who stands behind it, and what can be done with it.
 *
 * @import {Room} from "../room-types.js"
 * @import {Amendment} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { difference } from "../difference.js";
import { t, tn } from "../i18n.js";
import { actingSeat } from "../select/me.js";
import { decisions, openQuestions, questionOn } from "../select/questions.js";
import { amendmentState, does, isPending, standsStill } from "../select/text.js";
import { callButton } from "./consensus.js";
import { anyway, button, chip, diff, notice, seatMark } from "./kit.js";
import { silenceButton } from "./silence.js";
import { redraft, startRedraft } from "./proposal.js";

/** Those that wait, in full; those decided, folded away. @param {Room} room @param {Amendment[]} all */
export function amendments(room, all) {
  const waiting = all.filter(isPending);
  const done = all.filter((one) => !isPending(one));
  return html`${repeat(waiting, (one) => one.id, (one) => amendment(room, one))}
    ${done.length
      ? html`<details class="done"><summary>${tn("%(n)s amendment decided", "%(n)s amendments decided", done.length)}</summary>${repeat(done, (one) => one.id, (one) => amendment(room, one))}</details>`
      : nothing}`;
}

/** @param {Room} room @param {Amendment} one */
function amendment(room, one) {
  const asked = questionOn(room.store, "amendment", one.id);
  const tone = one.state === "adopted" ? "good" : one.state === "redraft" ? "warn" : "";
  return html`<section class="amend ${one.state}" id="amendment-${one.id}" tabindex="-1" aria-label=${does(room.store, one)}>
    <header><b>${shortDoes(one)}</b> ${one.sponsors.map((seat) => seatMark(room, seat))}
      ${asked ? chip(asked.kind === "vote" ? t("vote open") : t("call open"), "now") : chip(amendmentState(one.state), tone)}</header>
    <p class="proposed" dir="auto">${changes(one)}</p>
    ${one.reason ? html`<p class="reason" dir="auto">${one.reason}</p>` : nothing}
    ${room.gallery || !isPending(one) ? nothing : acts(room, one)}
    ${notice(room, `amendment ${one.id}`)}
    ${redraft(room, one, room.store.get("paragraph", one.paragraph))}
  </section>`;
}

/** @param {Amendment} one */
function shortDoes(one) {
  const label = { label: one.label };
  if (one.kind === "replace") return t("%(label)s changes", label);
  if (one.kind === "delete") return t("%(label)s deletes", label);
  return t("%(label)s adds", label);
}

/** What the amendment changes, word by word. @param {Amendment} one */
export function changes(one) {
  if (one.kind === "delete") return html`<del>${one.base}</del>`;
  if (one.kind === "insert") return html`<ins>${one.text}</ins>`;
  return diff(one.diff?.length ? one.diff : difference(one.base, one.text));
}

/** @param {Room} room @param {Amendment} one */
function acts(room, one) {
  const { store } = room;
  const statement = store.get("statement", one.statement);
  const seat = actingSeat(store)?.id;
  const place = `amendment ${one.id}`;
  const data = { amendment: one.id };
  const label = { label: one.label };
  const mine = seat === one.seat;
  const still = standsStill(store, one.statement);
  const paragraph = store.get("paragraph", one.paragraph);
  const things = [
    mine && one.kind !== "delete" && !still && !room.whyNot("amendment.redraft", statement)
      ? html`<button type="button" class="btn small ${one.state === "redraft" ? "primary" : "quiet"}" @click=${() => startRedraft(room, one, paragraph)}>${t("Write anew")}</button>`
      : nothing,
    mine && !still ? button(room, { command: "amendment.withdraw", data, label: t("Withdraw"), hint: t("Withdraw %(label)s", label), look: "quiet small", place, about: statement, confirm: { title: t("Withdraw %(label)s?", label), text: t("It stays on the record as withdrawn."), yes: t("Withdraw") } }) : nothing,
    seat && !still && !mine && !one.sponsors.includes(seat) ? button(room, { command: "amendment.cosponsor", data, label: t("Co-sponsor"), hint: t("Co-sponsor %(label)s", label), look: "quiet small", place, about: statement }) : nothing,
    seat && !still && !mine && one.sponsors.includes(seat) ? button(room, { command: "amendment.leave", data, label: t("No longer sponsor"), hint: t("No longer sponsor %(label)s", label), look: "quiet small", place, about: statement }) : nothing,
    one.state === "tabled" && openQuestions(store).length === 0 ? put(room, one) : nothing,
    one.state === "tabled" && !still ? silenceButton(room, { about: { type: "amendment", id: one.id }, label: t("Put it under silence"), look: "quiet small" }) : nothing,
  ];
  return things.every((thing) => thing === nothing) ? nothing : html`<div class="controls">${things}</div>`;
}

/** Consensus is offered before the vote. @param {Room} room @param {Amendment} one */
function put(room, one) {
  const about = { type: /** @type {const} */ ("amendment"), id: one.id };
  const place = `amendment ${one.id}`;
  const statement = room.store.get("statement", one.statement);
  const tried = decisions(room.store).some((past) => past.kind === "call" && past.state === "closed" && past.about?.type === "amendment" && past.about.id === one.id);
  const label = { label: one.label };
  const call = callButton(room, { about, label: t("Ask for consensus"), hint: t("Ask for consensus on %(label)s", label), look: tried ? "quiet small" : "small", statement });
  if (room.whyNot("vote.open", statement)) return call;
  const vote = {
    command: "vote.open",
    data: { about },
    label: t("Open a vote"),
    hint: t("Open a vote on %(label)s", label),
    look: tried ? "small" : "quiet small",
    place,
    confirm: {
      title: t("Open a vote on %(label)s?", label),
      text: tried
        ? t("The electorate, the rule and the text are frozen when it opens.")
        : t("No consensus has been asked for on %(label)s yet. The electorate, the rule and the text are frozen when the vote opens.", label),
      yes: t("Open the vote"),
      rule: true,
    },
  };
  return html`${call} ${anyway(room, vote)}`;
}

