/**
 * The session and its agenda: what is before the group, and, for those who conduct it, the moves from state to state.
 *
 * @import {Room} from "../room-types.js"
 * @import {Item, Sitting} from "../types.js"
 */

import { html, nothing } from "lit-html";
import { day, hour, number, t } from "../i18n.js";
import { conducts } from "../select/me.js";
import { agenda, current, quorums, sittings, stateName } from "../select/sittings.js";
import { openQuestions } from "../select/questions.js";
import { button, chip, fields, menu, notice } from "./kit.js";

/** @param {Room} room */
export function session(room) {
  const sitting = current(room.store);
  return html`<details class="fold session" open><summary><h3>${t("Session")}</h3> <span class="caption num">${sitting ? caption(sitting) : stateName(sitting)}</span></summary>
    ${sitting ? moves(room, sitting) : plan(room)}
    ${notice(room, "session")}
    ${sitting ? items(room, sitting) : nothing}
    ${others(room, sitting)}
  </details>`;
}

/** @param {Sitting} sitting */
function caption(sitting) {
  if (sitting.state === "closed") return t("closed at %(hour)s", { hour: hour(sitting.closed_at) });
  if (sitting.state === "scheduled") return sitting.starts_at ? day(sitting.starts_at) : stateName(sitting);
  return t("open since %(hour)s", { hour: hour(sitting.opened_at) });
}

/** The moves open to whoever conducts the session. @param {Room} room @param {Sitting} sitting */
function moves(room, sitting) {
  const place = "session";
  const { number: n, state } = sitting;
  const name = { number: n };
  const closes = {
    title: t("Close session %(number)s?", name),
    text: openQuestions(room.store).length
      ? t("A question is still open. A closed session stays closed, and everyone is checked out.")
      : t("A closed session stays closed, and everyone is checked out. The next one is a new session."),
    yes: t("Close the session"),
    grave: true,
  };
  const parts = [
    state === "scheduled" ? button(room, { command: "sitting.open", label: t("Open"), hint: t("Open the session"), key: "S", look: quorums(room.store).every((half) => half.opens) ? "primary" : "", place }) : nothing,
    state === "open" ? button(room, { command: "sitting.suspend", label: t("Suspend"), key: "S", place }) : nothing,
    state === "suspended" ? button(room, { command: "sitting.resume", label: t("Resume"), key: "S", look: "primary", place }) : nothing,
    state === "open" || state === "suspended" ? button(room, { command: "sitting.close", label: t("Close"), hint: t("Close the session"), place, confirm: closes }) : nothing,
    state === "closed" ? nothing : privacy(room, sitting),
    state === "closed" ? plan(room) : nothing,
  ];
  return parts.every((part) => part === nothing) ? nothing : html`<div class="controls" role="group" aria-label=${t("Conduct of the session")}>${parts}</div>`;
}

/** @param {Room} room @param {Sitting} sitting */
function privacy(room, sitting) {
  return sitting.private
    ? button(room, {
        command: "sitting.set_private",
        data: { private: false },
        label: t("Admit observers"),
        look: "quiet",
        place: "session",
        confirm: {
          title: t("Admit observers again?"),
          text: t("Observers will see the text, the queue and the decisions from now on."),
          yes: t("Admit observers"),
        },
      })
    : button(room, { command: "sitting.set_private", data: { private: true }, label: t("Close to observers"), look: "quiet", place: "session" });
}

/** @param {Room} room */
function plan(room) {
  if (room.gallery || room.whyNot("sitting.schedule")) return nothing;
  return html`<button type="button" class="btn" @click=${() => room.ask({ kind: "schedule" })}>${t("Plan a session")}</button>`;
}

/** The agenda; the item before the group is marked in words too. @param {Room} room @param {Sitting} sitting */
function items(room, sitting) {
  const all = agenda(room.store, sitting);
  return html`<h4>${t("Agenda")}</h4>
    ${all.length ? html`<ol class="agenda">${all.map((item, i) => line(room, sitting, item, i, all.length))}</ol>` : html`<p class="caption empty">${t("The agenda is empty.")}</p>`}
    ${room.gallery || room.whyNot("agenda.add") ? nothing : add(room)}`;
}

/** @param {Room} room @param {Sitting} sitting @param {Item} item @param {number} i @param {number} count */
function line(room, sitting, item, i, count) {
  const now = sitting.item === item.id;
  const place = "session";
  const name = { title: item.title };
  return html`<li aria-current=${now ? "true" : nothing}><span class="num caption">${number(i + 1)}</span>
    <span>${item.title} ${now ? chip(t("now"), "now") : nothing}</span>
    <span class="acts">${now || !conducts(room.store) ? nothing : button(room, { command: "agenda.take_up", data: { item: item.id }, label: t("Take up"), hint: t("Take up “%(title)s”", name), look: "quiet small", place })}
    ${room.gallery || !conducts(room.store) ? nothing : menu("⋯", [
      i > 0 ? button(room, { command: "agenda.move", data: { item: item.id, position: i }, label: t("Move up"), look: "quiet", place }) : nothing,
      i < count - 1 ? button(room, { command: "agenda.move", data: { item: item.id, position: i + 2 }, label: t("Move down"), look: "quiet", place }) : nothing,
      button(room, {
        command: "agenda.remove",
        data: { item: item.id },
        label: t("Remove"),
        look: "quiet",
        place,
        confirm: { title: t("Remove “%(title)s” from the agenda?", name), text: t("What was said and decided under it stays on the record."), yes: t("Remove"), grave: true },
      }),
    ], t("More for “%(title)s”", name))}</span></li>`;
}

/** @param {Room} room */
function add(room) {
  return html`<form class="inline" @submit=${async (/** @type {Event} */ event) => {
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const { title } = fields(event);
    if (!title) return;
    const answer = await room.give("agenda.add", { title }, { place: "session" });
    if (answer.ok) form.reset();
  }}><label class="sr" for="agenda-add">${t("New item of the agenda")}</label>
    <input id="agenda-add" name="title" maxlength="300" required autocomplete="off" placeholder=${t("New item")}>
    <button class="btn">${t("Add")}</button></form>`;
}

/** @param {Room} room @param {Sitting | undefined} sitting */
function others(room, sitting) {
  const rest = sittings(room.store).filter((one) => one.id !== sitting?.id);
  if (rest.length === 0 && (room.gallery || room.whyNot("sitting.schedule") || !sitting || sitting.state === "closed")) return nothing;
  return html`${rest.length
      ? html`<h4>${t("Other sessions")}</h4><ul class="plain">${rest.map(
          (one) => html`<li><span>${one.number}. ${one.title}</span> <span class="caption">${one.state === "scheduled" && one.starts_at ? day(one.starts_at) : stateName(one)}</span></li>`,
        )}</ul>`
      : nothing}
    ${sitting && sitting.state !== "closed" ? html`<p>${plan(room)}</p>` : nothing}`;
}
