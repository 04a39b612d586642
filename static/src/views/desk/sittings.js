/**
 * Sessions and their agenda. Hours are the group's: everyone plans by the same clock.
 *
 * @import {Item, Sitting} from "../../types.js"
 * @import {Desk} from "./types.js"
 */

import { html, nothing } from "lit-html";
import { day, language, number, t } from "../../i18n.js";
import { group } from "../../select/seats.js";
import { agenda, current, sittings as all, stateName } from "../../select/sittings.js";
import { button, chip, fields, notice, typed } from "../kit.js";
import { emptied } from "./forms.js";
import { here, moment, nextHour } from "./zone.js";

/** @param {Desk} desk */
const zoneOf = ({ store }) => group(store)?.timezone || "UTC";

/** @param {Desk} desk */
export function sittings(desk) {
  const { store } = desk;
  const before = current(store);
  const rest = all(store).filter((one) => one !== before).reverse();
  return html`<h2>${t("Sessions")}</h2>
    <p class="lead">${t("The chair opens, suspends and closes a session in the room. Here it is planned, with its agenda.")}</p>
    ${schedule(desk)}
    ${before ? html`<section class="due" aria-labelledby="before"><h3 id="before">${name(before)} ${state(before)}</h3>
        <p class="caption">${when(desk, before)}</p>${items(desk, before)}</section>` : html`<p class="empty">${t("No session is planned.")}</p>`}
    ${rest.length ? html`<section><h3>${t("Other sessions")}</h3><ul class="rows">${rest.map((one) => html`<li><span>${name(one)} ${state(one)}</span> <span class="caption">${when(desk, one)}</span></li>`)}</ul>
        <p class="caption">${t("The agenda belongs to the session that is under way or next; that of a later one is made when its turn comes.")}</p></section>` : nothing}`;
}

/** @param {Sitting} one */
const name = (one) => t("Session %(number)s, %(title)s", { number: one.number, title: one.title });

/** @param {Sitting} one */
const state = (one) => html`${chip(stateName(one), one.state)} ${one.private ? chip(t("Closed to observers"), "warn") : nothing}`;

/** @param {Desk} desk @param {Sitting} one */
const when = (desk, one) =>
  one.state === "closed" && one.opened_at ? t("%(from)s to %(to)s", { from: day(one.opened_at), to: day(one.closed_at) }) : html`${day(one.starts_at)} · <bdi translate="no">${zoneOf(desk)}</bdi>`;

/** @param {Desk} desk */
function schedule(desk) {
  if (desk.whyNot("sitting.schedule")) return nothing;
  const zone = zoneOf(desk);
  const local = desk.desk.local || nextHour(desk.clock.now(), zone);
  return html`<details class="drawer" id="schedule"><summary>${t("Plan a session")}</summary>
    <form @submit=${(/** @type {Event} */ event) => void plan(desk, event, zone)}>
      <div class="row"><span><label class="label" for="sitting-title">${t("Title")}</label><input id="sitting-title" name="title" required maxlength="300" autocomplete="off" dir="auto"></span>
        <span><label class="label" for="sitting-at">${t("Begins, by the clocks of %(zone)s", { zone })}</label>
          <input id="sitting-at" name="at" type="datetime-local" required .value=${local} aria-describedby="sitting-zone" @input=${(/** @type {Event} */ event) => {
            desk.desk.local = typed(event);
            desk.show();
          }}></span></div>
      <p id="sitting-zone" class="caption" role="status">${elsewhere(local, zone)}</p>
      ${notice(desk, "schedule")}
      <p class="controls"><button class="btn primary" data-command="sitting.schedule">${t("Plan the session")}</button>
        <span class="caption">${t("Members see it at once, and can check in to the next one due.")}</span></p></form></details>`;
}

/** What the hour is where the reader is, and what is odd about it. @param {string} local @param {string} zone */
function elsewhere(local, zone) {
  const found = moment(local, zone);
  if (!found) return local ? t("Clocks in %(zone)s skip this hour. Choose another.", { zone }) : t("Choose a day and an hour.");
  const twice = found.twice ? ` ${t("Clocks show this hour twice that night; the first time is meant.")}` : "";
  if (here() === zone) return t("This is your own time zone.") + twice;
  const mine = new Intl.DateTimeFormat(language(), { weekday: "long", hour: "2-digit", minute: "2-digit", day: "numeric", month: "long" }).format(new Date(found.at));
  return t("Where you are, in %(zone)s, it will be %(time)s.", { zone: here(), time: mine }) + twice;
}

/** @param {Desk} desk @param {Event} event @param {string} zone */
async function plan(desk, event, zone) {
  const empty = emptied(event);
  const { title, at = "" } = fields(event);
  const found = moment(at, zone);
  if (!found) {
    desk.ui.notices.set("schedule", t("Clocks in %(zone)s skip this hour. Choose another.", { zone }));
    desk.show();
    return;
  }
  const answer = await desk.give("sitting.schedule", { title, starts_at: found.at }, { place: "schedule", thanks: t("Planned. Members can check in.") });
  if (!answer.ok) return;
  empty();
  desk.desk.local = "";
  desk.show();
}

/** @param {Desk} desk @param {Sitting} sitting */
function items(desk, sitting) {
  const found = agenda(desk.store, sitting);
  const may = !desk.whyNot("agenda.add");
  return html`<h4>${t("Agenda")}</h4>${notice(desk, "agenda")}
    ${found.length ? html`<ol class="rows agenda-of">${found.map((item, i) => line(desk, sitting, item, i, found.length))}</ol>` : html`<p class="caption">${t("The agenda is empty.")}</p>`}
    ${may
      ? html`<form class="row" @submit=${async (/** @type {Event} */ event) => {
          const empty = emptied(event);
          const { title } = fields(event);
          const answer = await desk.give("agenda.add", { title }, { place: "agenda" });
          if (answer.ok) empty();
        }}><span><label class="label" for="agenda-title">${t("New item of the agenda")}</label><input id="agenda-title" name="title" required maxlength="300" autocomplete="off" dir="auto"></span><button class="btn">${t("Add")}</button></form>`
      : nothing}`;
}

/** @param {Desk} desk @param {Sitting} sitting @param {Item} item @param {number} i @param {number} count */
function line(desk, sitting, item, i, count) {
  const facts = { title: item.title };
  const place = "agenda";
  const now = sitting.item === item.id;
  return html`<li><span class="num caption">${number(i + 1)}</span><span>${item.title} ${now ? chip(t("now"), "now") : nothing}</span>
    <span class="acts">${i > 0 ? button(desk, { command: "agenda.move", data: { item: item.id, position: i }, label: "↑", hint: t("Move “%(title)s” up", facts), look: "quiet small", place }) : nothing}
      ${i < count - 1 ? button(desk, { command: "agenda.move", data: { item: item.id, position: i + 2 }, label: "↓", hint: t("Move “%(title)s” down", facts), look: "quiet small", place }) : nothing}
      ${now
        ? nothing
        : button(desk, {
            command: "agenda.remove",
            data: { item: item.id },
            label: t("Remove"),
            hint: t("Remove “%(title)s”", facts),
            look: "quiet small",
            place,
            confirm: { title: t("Remove “%(title)s” from the agenda?", facts), text: t("What was said and decided under it stays on the record."), yes: t("Remove"), grave: true },
          })}</span></li>`;
}
