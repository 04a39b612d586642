/**
 * The desk: a bar that is always true, a way to each section, and the section before the reader.
 *
 * @import {Desk, Section} from "./types.js"
 */

import { html, nothing } from "lit-html";
import { number, t, tn } from "../../i18n.js";
import { group } from "../../select/seats.js";
import { dialogs } from "../dialogs.js";
import { about } from "./group.js";
import { people } from "./people.js";
import { persons } from "./persons.js";
import { plan } from "./plan.js";
import { rules } from "./rules.js";
import { seats } from "./seats.js";
import { sittings } from "./sittings.js";
import { statements } from "./statements.js";

/** The sections, in the order of the work. @returns {{id: Section, name: string}[]} */
export const sections = () => [
  { id: "plan", name: t("Seat plan") },
  { id: "people", name: t("People") },
  { id: "seats", name: t("Seats") },
  { id: "sittings", name: t("Sessions") },
  { id: "statements", name: t("Statements") },
  { id: "rules", name: t("Rules") },
  { id: "group", name: t("Group") },
];

/** @param {Desk} desk */
export function app(desk) {
  return html`${bar(desk)}
    <div class="desk">
      <nav class="ways" aria-label=${t("Sections of the desk")}>
        <ul>${sections().map(({ id, name }) => html`<li><a href="#${id}" aria-current=${desk.desk.section === id ? "page" : nothing}>${name}${count(desk, id)}</a></li>`)}</ul>
      </nav>
      <main id="main" class="section" tabindex="-1">${section(desk)}</main>
    </div>
    ${dialogs(desk)}
    <div class="toast" role="status">${desk.ui.toast ? html`<p>${desk.ui.toast}</p>` : nothing}</div>
    <div class="sr" aria-live="polite">${desk.ui.spoken}</div>`;
}

/** @param {Desk} desk */
function section(desk) {
  switch (desk.desk.section) {
    case "plan":
      return plan(desk);
    case "people":
      return people(desk);
    case "seats":
      return seats(desk);
    case "sittings":
      return sittings(desk);
    case "statements":
      return statements(desk);
    case "rules":
      return rules(desk);
    case "group":
      return about(desk);
  }
}

/** How much there is in a section, where a number says something. @param {Desk} desk @param {Section} id */
function count({ store }, id) {
  const all = store.all("seat");
  if (id === "people") return html` <span class="caption num">${number(persons(store).length)}</span>`;
  if (id === "seats" && all.length) {
    return html` <span class="caption num">${t("%(held)s of %(all)s held", { held: all.filter((seat) => seat.holder).length, all: all.length })}</span>`;
  }
  return nothing;
}

/** @param {Desk} desk */
function bar(desk) {
  const { slug, store } = desk;
  return html`<header class="bar">
    <h1>${group(store)?.title ?? ""} <small>${t("Desk")}</small></h1>
    <span class="end">${line(desk)}
      <a class="btn quiet small" href="/g/${slug}">${t("Room")}</a>
      <a class="btn quiet small" href="/g/${slug}/gallery">${t("Gallery")}</a>
      <a class="btn quiet small" href="/g/${slug}/report">${t("Report")}</a>
      <a class="btn quiet small" href="/">${t("My groups")}</a>
      <a class="btn quiet small" href="/account"><bdi>${store.me?.name || t("Account")}</bdi></a></span>
  </header>`;
}

/** The line to the server, as it is. @param {Desk} desk */
function line({ line, store }) {
  const entry = t("entry %(n)s", { n: store.seq });
  const { state } = line;
  if (state === "live") return html`<span class="live num" role="status"><i class="on"></i><span>${t("Live")}</span><span class="entry"> · ${entry}</span></span>`;
  if (state === "out") return html`<span class="live lost" role="status"><i></i><span>${t("Signed out, or no longer let in. What you see is of %(entry)s.", { entry })} <a href="/sign-in">${t("Sign in")}</a></span></span>`;
  if (state !== "lost") return html`<span class="live wait num" role="status"><i></i><span>${state === "connecting" ? t("Connecting") : t("Catching up")}</span></span>`;
  const seconds = Math.max(0, Math.ceil(((line.retryAt ?? 0) - Date.now()) / 1000));
  return html`<span class="live lost num"><i></i><span role="status">${t("Line lost. What you see is of %(entry)s.", { entry })}</span>
    <span>${seconds > 0 ? tn("Trying again in %(n)s s.", "Trying again in %(n)s s.", seconds) : t("Trying now.")}</span>
    <button type="button" class="btn small" @click=${() => line.tryNow()}>${t("Try now")}</button></span>`;
}
