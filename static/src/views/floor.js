/**
 * The floor: who speaks and for how long, who waits and why, how long each side has spoken.
 *
 * @import {Room} from "../room-types.js"
 */

import { html, nothing, svg } from "lit-html";
import { minutes, spoken } from "../clock.js";
import { t, tn } from "../i18n.js";
import { balance } from "../select/balance.js";
import { asksFor, isVoting, kindName, mayBeCalled, myRequests, queue, speech, waitsForMotion } from "../select/floor.js";
import { conducts, isMine, mySeat } from "../select/me.js";
import { MOTIONS, openMotion } from "../select/motions.js";
import { speakerName } from "../select/seats.js";
import { current, item } from "../select/sittings.js";
import { speakingTime } from "./balance.js";
import { hallControl } from "./hall_control.js";
import { button, chip, keycap, menu, notice, sideMark, speakerMark } from "./kit.js";
import { procedure, raisedBefore } from "./motions.js";
import { onBehalf, waiting } from "./queue.js";

/** @param {Room} room */
export function floor(room) {
  const taken = item(room.store);
  return html`<section class="floor" aria-labelledby="floor-title">
    <h2 id="floor-title" tabindex="-1" data-column="floor">${t("Floor")}${taken ? html` <span>· ${taken.title}</span>` : nothing}</h2>
    ${speaker(room)}
    ${room.gallery ? nothing : conduct(room)}
    ${procedure(room)}
    ${room.gallery ? nothing : html`${asking(room)} ${notice(room, "floor")}`}
    ${waiting(room)}
    ${raisedBefore(room)}
    ${sides(room)}
    ${room.gallery ? nothing : hallControl(room)}
  </section>`;
}

/** Who has the floor, with the clock counting down and then, in words too, over. @param {Room} room */
function speaker(room) {
  const { store, clock } = room;
  const here = speech(store);
  if (!here) {
    return html`<div class="speaker idle"><p class="who">${t("Nobody has the floor")}</p><p class="caption">${idle(room)}</p>
      <div class="clock num"><span class="left">–:––</span></div>${track(0, "")}</div>`;
  }
  const used = spoken(here, clock.now());
  const left = here.limit - used;
  const over = left < 0;
  return html`<div class="speaker ${over ? "over" : ""}">
    <p class="who">${speakerMark(room, here)}${isMine(store, here) ? chip(t("you"), "now") : nothing}</p>
    <p class="caption">${asksFor(here)}${here.on_behalf?.length ? html` · ${onBehalf(room, here.on_behalf)}` : nothing}${here.running_since ? nothing : html` · <b>${t("paused")}</b>`}</p>
    ${here.out_of_turn ? html`<p class="caption">${here.reason ? t("Called out of turn: %(reason)s", { reason: here.reason }) : t("Called out of turn.")}</p>` : nothing}
    <div class="clock num" role="timer" aria-label=${t("Time left")}>
      <span class="left">${over ? `+${minutes(Math.floor(-left))}` : minutes(left)}</span>
      <span class="caption">${over ? t("over %(limit)s", { limit: minutes(here.limit) }) : t("of %(limit)s", { limit: minutes(here.limit) })}</span></div>
    ${track(here.limit ? Math.min(1, used / here.limit) : 1, here.side ?? "")}
  </div>`;
}

/** @param {Room} room */
function idle(room) {
  const sitting = current(room.store);
  if (!sitting || sitting.state === "closed") return t("No session is under way.");
  if (sitting.state === "scheduled") return t("The session has not begun.");
  if (sitting.state === "suspended") return t("The session is suspended.");
  return queue(room.store).length ? t("The chair calls the next.") : t("Nobody is waiting.");
}

/** @param {number} share @param {string} side */
const track = (share, side) => html`<svg class="track ${side}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="ground" width="100" height="4"/><rect class="filled" width=${(share * 100).toFixed(1)} height="4"/>`}</svg>`;

/** The chair's controls of the speech under way. @param {Room} room */
function conduct(room) {
  if (!conducts(room.store)) return nothing;
  const here = speech(room.store);
  const sitting = current(room.store);
  const place = "floor";
  const first = queue(room.store)[0]?.request;
  return html`<div class="controls" role="group" aria-label=${t("Conduct of the floor")}>
    ${first && mayBeCalled(room.store, first) && !waitsForMotion(room.store, first) ? button(room, { command: "floor.call", data: { request: first.id }, label: t("Call next"), hint: t("Call next: %(name)s", { name: speakerName(room.store, first) }), key: "N", look: here ? "" : "primary", place }) : nothing}
    ${here?.running_since ? button(room, { command: "floor.pause", label: t("Pause"), key: "P", place }) : nothing}
    ${here && !here.running_since ? button(room, { command: "floor.resume", label: t("Go on"), key: "P", place }) : nothing}
    ${here ? button(room, { command: "floor.extend", data: { seconds: 60 }, label: t("+1 min"), hint: t("+1 min for the speaker"), key: "M", place }) : nothing}
    ${here ? button(room, { command: "floor.end", label: t("End"), hint: t("End the speech"), key: "D", place }) : nothing}
    ${sitting?.list_closed
      ? button(room, { command: "floor.open_list", label: t("Open the list"), key: "L", look: "quiet", place })
      : button(room, { command: "floor.close_list", label: t("Close the list"), key: "L", look: "quiet", place })}
    ${menu(t("More"), [
      opens(room, "floor.add_speaker", "speaker", t("Add a speaker"), "W"),
      room.store.get("queue", sitting?.id)?.moved?.length ? button(room, { command: "floor.restore_order", label: t("Order by the rule again"), look: "quiet", place }) : nothing,
      opens(room, "floor.set_limits", "limits", t("Limits of speeches")),
    ], t("More on the list of speakers"))}
  </div>`;
}

/** A button that opens a form. @param {Room} room @param {string} command @param {"ask" | "speaker" | "limits"} kind @param {string} label @param {string} [key] */
const opens = (room, command, kind, label, key) =>
  room.whyNot(command) ? nothing : html`<button type="button" class="btn quiet" aria-keyshortcuts=${(room.ui.keys && key) || nothing} @click=${() => room.ask({ kind })}>${label}${keycap(room, key)}</button>`;

/** Asking for the floor, and the rarer motions. @param {Room} room */
function asking(room) {
  const { store } = room;
  const why = room.whyNot("floor.ask");
  if (why === "role" || why === "unknown") return nothing;
  const mine = myRequests(store).map(({ request }) => request);
  const asked = new Set(mine.map((request) => request.kind));
  const statement = mine.find((request) => request.kind === "statement");
  const list = current(store)?.list_closed;
  const before = openMotion(store)?.kind;
  if (why === "acts") return html`<p class="caption">${t("Somebody else acts for your seat at the moment.")}</p>`;
  if (why) return html`<p class="caption">${t("The floor can be asked for while the session is open.")}</p>`;
  const place = "floor";
  /** @param {import("../types.js").Asked} kind @param {string} label */
  const motion = (kind, label) => (asked.has(kind) ? nothing : button(room, { command: "floor.ask", data: { kind }, label, look: "quiet", place }));
  return html`<div class="controls asking">
    ${statement
      ? button(room, { command: "floor.withdraw", data: { request: statement.id }, label: t("Withdraw from the list"), key: "F", look: "grow", place })
      : isVoting(store)
        ? html`<p class="caption grow">${t("A vote is open: until it closes, only a point of order on the voting is heard.")}</p>`
        : list
          ? html`<p class="caption grow">${t("The list of speakers is closed; points of order and replies are still heard.")}</p>`
          : button(room, { command: "floor.ask", data: { kind: "statement" }, label: t("Ask for the floor"), key: "F", look: "grow", place, thanks: t("You are on the list.") })}
    ${asked.has("point_of_order") || !mySeat(store) ? nothing : button(room, { command: "floor.ask", data: { kind: "point_of_order" }, label: t("Point of order"), key: "O", look: "quiet", place })}
    ${menu(t("More"), [
      opens(room, "floor.ask", "ask", mySeat(store) ? t("With a note, or for other seats") : t("With a note")),
      ...(isVoting(store) ? [] : [mySeat(store) ? motion("reply", t("Right of reply")) : nothing,
      ...(mySeat(store) ? MOTIONS.filter((kind) => kind !== before).map((kind) => motion(kind, kindName(kind))) : [])]),
    ], t("More to ask for"))}</div>`;
}

/** Time spoken by each side on this item, and on request by everyone. @param {Room} room */
function sides(room) {
  const { governments, others } = balance(room.store, room.clock.now());
  const all = governments + others;
  const share = all ? (governments / all) * 100 : 50;
  return html`<div class="sides"><h3 class="label">${item(room.store) ? t("Time spoken on this item") : t("Time spoken")}</h3>
    <svg class="balance ${all ? "" : "none"}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="g" width=${share.toFixed(1)} height="4"/><rect class="o" x=${share.toFixed(1)} width=${(100 - share).toFixed(1)} height="4"/><rect class="middle" x="49.8" width="0.4" height="4"/>`}</svg>
    <p class="ends num caption">${sideMark("governments", ` ${length(governments)}`)} ${sideMark("others", ` ${length(others)}`)}</p>
    <details class="fold"><summary class="caption">${t("By constituency and seat")}</summary>${speakingTime(room)}
      <p class="caption"><a href="/g/${room.slug}/speeches.csv" target="_top">${t("All speeches as a table (CSV)")}</a></p></details></div>`;
}

/** @param {number} seconds */
const length = (seconds) => (seconds < 600 ? minutes(Math.floor(seconds)) : tn("%(n)s min", "%(n)s min", Math.floor(seconds / 60)));
