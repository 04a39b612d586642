/**
 * Single keys. They work while nothing is being written and no dialog is open, can be switched off (some speak to
 * their computer, and words would press keys), and are listed under `?`.
 *
 * @import {Room} from "./room-types.js"
 */

import { t } from "./i18n.js";
import { conducts } from "./select/me.js";
import { openQuestions } from "./select/questions.js";

/** @typedef {{key: string, label: string, run: () => void}} Shortcut */

/** Press the control that is on the page; where there is none, the key does nothing. @param {string} selector */
function press(selector) {
  const found = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  found?.click();
}

/** @param {string} command @param {string} [more] */
const give = (command, more = "") => press(`[data-command="${command}"]${more}`);

/** Open the vote on what the keyboard is on: an amendment, or the first one waiting in the paragraph, or the paragraph. @param {Room} room */
function put(room) {
  const { ui } = room;
  const vote = '[data-command="vote.open"]';
  const amendment = document.activeElement?.closest(".amend[id]");
  const places = [amendment && `#${amendment.id} ${vote}`, ui.paragraph !== null && `#paragraph-${ui.paragraph} .amend ${vote}`, ui.paragraph !== null && `#paragraph-${ui.paragraph} ${vote}`];
  const found = places.find((one) => one && document.querySelector(one));
  if (found) press(found);
  else if (!room.whyNot("vote.open") && openQuestions(room.store).length === 0) room.ask({ kind: "question" });
}

/**
 * The keys that do something for this reader, in groups.
 * @param {Room} room
 * @returns {{title: string, keys: Shortcut[]}[]}
 */
export function shortcuts(room) {
  const { ui } = room;
  /** @param {number} step */
  const walk = (step) => {
    const all = [...document.querySelectorAll(".para[id]")];
    const at = all.findIndex((one) => one.id === `paragraph-${ui.paragraph}`);
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    if (next) room.go({ to: "paragraph", id: Number(next.id.slice("paragraph-".length)) });
  };
  /** @param {string} what */
  const here = (what) => press(`#paragraph-${ui.paragraph} [data-do="${what}"]`);
  const everyone = {
    title: t("Everywhere"),
    keys: [
      { key: "?", label: t("This list"), run: () => room.ask({ kind: "help" }) },
      { key: "1", label: t("Go to the floor"), run: () => room.turnTo("floor") },
      { key: "2", label: t("Go to the text"), run: () => room.turnTo("text") },
      { key: "3", label: t("Go to the decision"), run: () => room.turnTo("decision") },
      { key: "J", label: t("Next paragraph"), run: () => walk(1) },
      { key: "K", label: t("Paragraph before"), run: () => walk(-1) },
      { key: "H", label: t("History of this paragraph"), run: () => here("history") },
    ],
  };
  const member = {
    title: t("Taking part"),
    keys: [
      { key: "G", label: t("What waits for me"), run: () => press("[data-next]") },
      { key: "C", label: t("Check in"), run: () => give("presence.check_in") },
      { key: "F", label: t("Ask for the floor, or withdraw"), run: () => press('[aria-keyshortcuts="F"]') },
      { key: "O", label: t("Point of order"), run: () => press('[aria-keyshortcuts="O"]') },
      ...(conducts(room.store) ? [] : [{ key: "D", label: t("I have finished"), run: () => press('[data-next][aria-keyshortcuts="D"]') }]),
      { key: "V", label: t("Go to the vote or call"), run: () => room.go({ to: "vote" }) },
      { key: "E", label: t("Edit this paragraph"), run: () => here("edit") },
      { key: "A", label: t("Amend this paragraph"), run: () => here("amend") },
      { key: "B", label: t("Ask for brackets in this paragraph"), run: () => here("brackets") },
    ],
  };
  const keeper = {
    title: t("Ordering the text"),
    keys: [
      { key: "Alt ↑", label: t("Move this paragraph or part up"), run: () => {} },
      { key: "Alt ↓", label: t("Move this paragraph or part down"), run: () => {} },
    ],
  };
  const chair = {
    title: t("Conducting"),
    keys: [
      { key: "N", label: t("Call next"), run: () => press('[aria-keyshortcuts="N"]') },
      { key: "P", label: t("Pause the clock, or go on"), run: () => press('[aria-keyshortcuts="P"]') },
      { key: "M", label: t("One minute more"), run: () => give("floor.extend") },
      { key: "D", label: t("End the speech"), run: () => give("floor.end") },
      { key: "L", label: t("Close or open the list"), run: () => press('[aria-keyshortcuts="L"]') },
      { key: "Q", label: t("Go to the queue; arrow keys move a request"), run: () => room.focus(".queue .handle, .queue .acts button, [data-column=floor]") },
      { key: "W", label: t("Add a speaker"), run: () => press('[aria-keyshortcuts="W"]') },
      { key: "R", label: t("Uphold the point of order"), run: () => press('[aria-keyshortcuts="R"]') },
      { key: "⇧R", label: t("Do not uphold it"), run: () => press('[aria-keyshortcuts="⇧R"]') },
      { key: "U", label: t("Put the motion or the appeal to the vote"), run: () => press('[aria-keyshortcuts="U"]') },
      { key: "⇧H", label: t("Choose what the hall shows"), run: () => room.focus("#hall-shows") },
      { key: "S", label: t("Open, suspend or resume the session"), run: () => press('.session [aria-keyshortcuts="S"]') },
      { key: "T", label: t("Put what is in focus to the vote"), run: () => put(room) },
      { key: "⇧V", label: t("Close the vote or call"), run: () => press('[aria-keyshortcuts="⇧V"]') },
    ],
  };
  return [everyone, ...(room.gallery ? [] : [member]), ...(room.gallery || room.whyNot("paragraph.move") ? [] : [keeper]), ...(conducts(room.store) && !room.gallery ? [chair] : [])];
}

/** Listen for them. @param {Room} room */
export function listen(room) {
  document.addEventListener("keydown", (event) => {
    if (!room.ui.keys || room.ui.dialog || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.closest("input, textarea, select, [contenteditable]")) return;
    const pressed = event.key.length === 1 && /\p{L}/u.test(event.key) ? (event.shiftKey ? "⇧" : "") + event.key.toUpperCase() : event.key;
    const found = shortcuts(room).flatMap(({ keys }) => keys).find(({ key }) => key === pressed);
    if (!found) return;
    event.preventDefault();
    found.run();
  });
}
