/**
 * The bar on top is always true: which session, its state, the quorum of each half, the line, the last entry.
 *
 * @import {Room} from "../room-types.js"
 */

import { html, nothing } from "lit-html";
import { list, number, t, tn } from "../i18n.js";
import { amI } from "../select/me.js";
import { group, officeName, seatName, sideName } from "../select/seats.js";
import { current, quorums, stateName } from "../select/sittings.js";
import { attentionButton } from "./attention.js";
import { chip, keycap, menu } from "./kit.js";

/** @param {Room} room */
export function bar(room) {
  const { store } = room;
  const sitting = current(store);
  return html`<header class="bar">
    <h1>${group(store)?.title ?? ""} ${sitting ? html`<small>${sessionName(sitting)}</small>` : nothing}</h1>
    <span class="states">${chip(html`<span aria-hidden="true" class="dot"></span>${stateName(sitting)}`, sitting?.state ?? "")}
      ${sitting?.private ? chip(t("Closed to observers"), "warn") : nothing}</span>
    ${sitting && sitting.state !== "closed" ? quorum(room) : nothing}
    <span class="end">${line(room)} ${attentionButton(room)}
      <button type="button" class="btn quiet small help" aria-keyshortcuts="?" @click=${() => room.ask({ kind: "help" })}>${t("Keys")}${keycap(room, "?")}</button>
      ${room.gallery ? nothing : links(room)}</span>
  </header>`;
}

/** @param {import("../types.js").Sitting} sitting */
const sessionName = (sitting) =>
  sitting.title
    ? t("Session %(number)s, %(title)s", { number: sitting.number, title: sitting.title })
    : t("Session %(number)s", { number: sitting.number });

/** The quorum of each half. A decision needs more than half of each side present. @param {Room} room */
function quorum(room) {
  return html`<ul class="quorum num" aria-label=${t("Quorum")}>${quorums(room.store).map((half) => {
    const enough = half.decides
      ? t("enough for a decision")
      : tn("%(n)s more needed for a decision", "%(n)s more needed for a decision", half.needed - half.present);
    return html`<li class=${half.side === "governments" ? "side gov" : "side oth"} title=${`${sideName(half.side)}: ${enough}`}>
      <span><b>${number(half.present)}</b>/${number(half.of)} <span class="word">${sideName(half.side)}</span></span>
      <span class=${half.decides ? "yes" : "short"}><span aria-hidden="true">${half.decides ? "✓" : `+${number(half.needed - half.present)}`}</span><span class="sr">${enough}</span></span></li>`;
  })}</ul>`;
}

/** The line to the server, as it is. @param {Room} room */
function line(room) {
  const { state, retryAt } = room.line;
  const seq = number(room.store.seq);
  const entry = html`<span class="entry">${t("entry")} <b>${seq}</b></span>`;
  if (state === "live") return html`<span class="live num" role="status"><i class="on"></i><span>${t("Live")}</span> ${entry}</span>`;
  if (state === "out") {
    return html`<span class="live lost" role="status"><i></i><span>${room.store.me ? t("You do not take part here any more. What you see is of entry %(n)s.", { n: seq }) : t("You are signed out. What you see is of entry %(n)s.", { n: seq })}
      <a href="/sign-in?next=${encodeURIComponent(location.pathname)}">${t("Sign in")}</a>${room.gallery ? nothing : html` · <a href="/g/${room.slug}/gallery">${t("Follow as an observer")}</a>`}</span></span>`;
  }
  if (state === "lost") {
    const seconds = Math.max(0, Math.ceil(((retryAt ?? 0) - Date.now()) / 1000));
    return html`<span class="live lost num"><i></i><span role="status">${t("Line lost. What you see is of entry %(n)s.", { n: seq })}</span>
      <span>${seconds > 0 ? tn("Trying again in %(n)s s.", "Trying again in %(n)s s.", seconds) : t("Trying now.")}</span>
      <button type="button" class="btn small" @click=${() => room.line.tryNow()}>${t("Try now")}</button></span>`;
  }
  return html`<span class="live wait num" role="status"><i></i><span>${state === "connecting" ? t("Connecting") : t("Catching up")}</span> ${entry}</span>`;
}

/** The ways out of the room, under the reader's name. @param {Room} room */
function links({ slug, store }) {
  /** @param {string} href @param {string} label */
  const way = (href, label) => html`<a class="btn quiet" href=${href}>${label}</a>`;
  const me = store.me;
  const name = html`<span class="name">${me?.name || t("Menu")}</span> <span aria-hidden="true">▾</span>`;
  return menu(name, [
    me ? html`<p class="caption who">${list(me.roles.filter((role) => role !== "self").map(officeName))}${me.seat ? `, ${seatName(store, me.seat)}` : ""}</p>` : nothing,
    way(`/g/${slug}/report`, t("Report")),
    way(`/g/${slug}/gallery`, t("What observers see")),
    amI(store, "secretariat", "administrator", "chair") ? way(`/g/${slug}/desk`, t("Desk")) : nothing,
    way("/", t("My groups")),
    way("/account", t("Account and sign out")),
  ]);
}
