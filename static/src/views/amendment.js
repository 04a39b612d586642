/**
 * Amendments to a paragraph: what each does, word by word, who stands behind it, and what can be done with it.
 *
 * @import {Room} from "../room-types.js"
 * @import {Store} from "../store.js"
 * @import {Amendment} from "../types.js"
 * @import {TemplateResult} from "lit-html"
 */

import { html, nothing } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";
import { difference } from "../difference.js";
import { say, t, tn } from "../i18n.js";
import { factOf } from "../names.js";
import { actingSeat } from "../select/me.js";
import { amendmentsToAmendment, canBePut, isPending, needs } from "../select/amendments.js";
import { batchWith, decisions, openQuestions, questionOn } from "../select/questions.js";
import { seatName } from "../select/seats.js";
import { amendmentState, does, standsStill, whereTo } from "../select/text.js";
import { callButton } from "./consensus.js";
import { anyway, button, chip, diff, notice, seatMark } from "./kit.js";
import { askButton, divisions } from "./division.js";
import { silenceButton } from "./silence.js";
import { amending, redraft, startAmending, startRedraft } from "./proposal.js";

/** Those that wait, in full; those decided, folded away. @param {Room} room @param {Amendment[]} all @returns {TemplateResult} */
export function amendments(room, all) {
  const waiting = all.filter(isPending);
  const done = all.filter((one) => !isPending(one));
  return html`${repeat(waiting, (one) => one.id, (one) => amendment(room, one))}
    ${done.length
      ? html`<details class="done"><summary>${tn("%(n)s amendment decided", "%(n)s amendments decided", done.length)}</summary>${repeat(done, (one) => one.id, (one) => amendment(room, one))}</details>`
      : nothing}`;
}

/** @param {Room} room @param {Amendment} one @returns {TemplateResult} */
export function amendment(room, one) {
  const { store } = room;
  const asked = questionOn(store, "amendment", one.id) ?? batchWith(store, one.id);
  const first = store.get("amendment", one.reintroduces);
  const again = store.where("amendment", "reintroduces", one.id)[0];
  const lacks = one.state === "tabled" ? needs(store, one) : [];
  const below = amendmentsToAmendment(store, one);
  const tone = one.state === "adopted" ? "good" : one.state === "redraft" ? "warn" : "";
  return html`<section class="amend ${one.state}" id="amendment-${one.id}" tabindex="-1" aria-label=${does(room.store, one)}>
    <header><b>${one.parent ? t("%(label)s amends %(parent)s", { label: one.label, parent: store.get("amendment", one.parent)?.label ?? "?" }) : shortDoes(one)}</b> ${one.sponsors.map((seat) => seatMark(room, seat))}
      ${asked ? chip(asked.kind === "vote" ? t("vote open") : t("call open"), "now") : chip(amendmentState(one.state), tone)}
      ${lacks.map((lack) => chip(lack, "warn"))}</header>
    ${first ? html`<p class="caption">${t("%(label)s again, which %(seat)s withdrew", { label: first.label, seat: seatName(store, first.seat) })}</p>` : nothing}
    ${one.kind === "move" ? html`<p class="where">${t("This paragraph goes %(where)s.", { where: whereTo(store, one) })}</p>` : html`<p class="proposed" dir="auto">${changes(one)}</p>`}
    ${one.reason ? html`<p class="reason" dir="auto">${one.reason}</p>` : nothing}
    ${one.why ? html`<p class="caption why">${say(one.why, factOf(store))}</p>` : nothing}
    ${again ? html`<p class="caption">${t("Reintroduced by %(seat)s as %(label)s", { label: again.label, seat: seatName(store, again.seat) })}</p>` : nothing}
    ${isPending(one) && one.implies.length ? html`<p class="caption">${t("If it is adopted, these fall: %(labels)s", { labels: labels(store, one.implies) })}</p>` : nothing}
    ${one.state === "redraft" ? tried(one) : nothing}
    ${room.gallery ? nothing : isPending(one) ? acts(room, one) : reintroduce(room, one, again)}
    ${notice(room, `amendment ${one.id}`)}
    ${redraft(room, one)}
    ${divisions(room, { type: "amendment", text: one, name: one.label })}
    ${amending(room, one)}
    ${below.length ? html`<div class="below">${amendments(room, below)}</div>` : nothing}
  </section>`;
}

/** @param {Store} store @param {number[]} ids */
const labels = (store, ids) => ids.map((id) => store.get("amendment", id)?.label ?? "?").join(", ");

/** The merge that was tried: both wordings side by side where they clash. @param {Amendment} one */
function tried(one) {
  if (!one.attempt) return nothing;
  return html`<details class="merge-tried" open><summary>${t("The merge that was tried")}</summary>${attempt(one.attempt)}</details>`;
}

/** @param {NonNullable<Amendment["attempt"]>} pieces */
export const attempt = (pieces) => html`<p class="proposed" dir="auto">${pieces.map((piece) =>
  typeof piece === "string"
    ? piece
    : html`<span class="clash"><span class="ours"><span class="label">${t("the amendment")}</span> ${piece.ours.trim() || t("(nothing)")}</span><span class="theirs"><span class="label">${t("the text now")}</span> ${piece.theirs.trim() || t("(nothing)")}</span></span>`,
)}</p>`;

/** A withdrawn amendment can be brought back by any seat, as its own. @param {Room} room @param {Amendment} one @param {Amendment | undefined} again */
function reintroduce(room, one, again) {
  const { store } = room;
  if (one.state !== "withdrawn" || again || !actingSeat(store) || standsStill(store, one.statement)) return nothing;
  const label = { label: one.label };
  return html`<div class="controls">${button(room, {
    command: "amendment.reintroduce",
    data: { amendment: one.id },
    label: t("Reintroduce"),
    hint: t("Reintroduce %(label)s", label),
    look: "quiet small",
    place: `amendment ${one.id}`,
    about: store.get("statement", one.statement),
    confirm: { title: t("Reintroduce %(label)s?", label), text: t("It becomes a new amendment of your own, made from the text as it is now."), yes: t("Reintroduce"), reason: "optional", hint: t("Reason (public: it stands in the record)") },
  })}</div>`;
}

/** @param {Amendment} one */
function shortDoes(one) {
  const label = { label: one.label };
  if (one.kind === "replace") return t("%(label)s changes", label);
  if (one.kind === "delete") return t("%(label)s deletes", label);
  if (one.kind === "move") return t("%(label)s moves", label);
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
  const things = [
    mine && one.kind !== "delete" && one.kind !== "move" && !still && !room.whyNot("amendment.redraft", statement)
      ? html`<button type="button" class="btn small ${one.state === "redraft" ? "primary" : "quiet"}" @click=${() => startRedraft(room, one)}>${t("Write anew")}</button>`
      : nothing,
    mine && !still ? button(room, { command: "amendment.withdraw", data, label: t("Withdraw"), hint: t("Withdraw %(label)s", label), look: "quiet small", place, about: statement, confirm: { title: t("Withdraw %(label)s?", label), text: t("It stays on the record as withdrawn."), yes: t("Withdraw") } }) : nothing,
    seat && !still && !mine && !one.sponsors.includes(seat) ? button(room, { command: "amendment.cosponsor", data, label: t("Co-sponsor"), hint: t("Co-sponsor %(label)s", label), look: "quiet small", place, about: statement }) : nothing,
    seat && !still && !mine && one.sponsors.includes(seat) ? button(room, { command: "amendment.leave", data, label: t("No longer sponsor"), hint: t("No longer sponsor %(label)s", label), look: "quiet small", place, about: statement }) : nothing,
    seat && !still && !one.parent && one.state === "tabled" && (one.kind === "replace" || one.kind === "insert") && !room.whyNot("amendment.table", statement)
      ? html`<button type="button" class="btn quiet small" aria-label=${t("Amend it: %(label)s", label)} @click=${() => startAmending(room, one)}>${t("Amend it")}</button>`
      : nothing,
    one.state === "tabled" && (one.kind === "replace" || one.kind === "insert") ? askButton(room, { type: "amendment", text: one, name: one.label }) : nothing,
    canBePut(store, one) && openQuestions(store).length === 0 ? put(room, one) : nothing,
    one.state === "tabled" && !still ? silenceButton(room, { about: { type: "amendment", id: one.id }, label: t("Put it under silence"), look: "quiet small" }) : nothing,
  ];
  return things.every((thing) => thing === nothing) ? nothing : html`<div class="controls">${things}</div>`;
}

/** Consensus is offered before the vote. @param {Room} room @param {Amendment} one */
export function put(room, one) {
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

