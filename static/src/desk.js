/**
 * The desk: reads what the page came with, opens the line, draws the section named in the address, and draws again
 * when anything changes.
 *
 * @import {Answer, Boot} from "./types.js"
 * @import {Desk, Section} from "./views/desk/types.js"
 */

import { render } from "lit-html";
import { io } from "socket.io-client";
import { Clock } from "./clock.js";
import { sender } from "./commands.js";
import { keepTimeOf, speak, t } from "./i18n.js";
import { whyNot } from "./may.js";
import { group } from "./select/seats.js";
import { current } from "./select/sittings.js";
import { Line } from "./socket.js";
import { Store } from "./store.js";
import { Trial } from "./trial.js";
import { Ui } from "./ui.js";
import { app, sections } from "./views/desk/app.js";

const TOAST_LASTS_MS = 5_000;

/** @param {Boot} boot @param {HTMLElement} root */
export function start(boot, root) {
  speak(boot.locale, boot.catalog);
  const store = new Store(boot);
  const clock = new Clock();
  clock.hear(boot.now);
  const ui = new Ui(`desk ${boot.group} ${boot.me?.person ?? ""}`, keep());
  ui.keys = false;
  const api = `/api/groups/${boot.group}/`;

  /** @param {string} path */
  const get = async (path) => {
    const response = await fetch(api + path, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!response.ok) throw { status: response.status };
    return response.json();
  };
  const line = new Line({
    wire: io("/members", { transports: ["websocket", "polling"], tryAllTransports: true, reconnection: false, autoConnect: false }),
    group: boot.group,
    store,
    clock,
    get,
    changed: () => show(),
  });
  const send = sender({ base: `${api}commands/`, csrf: () => boot.csrf, up: (name, data, key) => line.give(name, data, key), troubled: () => line.check() });

  /** @type {Desk} */
  const desk = {
    store,
    ui,
    line,
    clock,
    slug: boot.group,
    commands: boot.commands,
    gallery: false,
    typing: null,
    trial: new Trial(get, () => show()),
    toast,
    desk: { section: section(store), picking: null, person: null, link: null, find: "", which: "all", local: "" },
    show,
    get,
    give,
    whyNot: (command, about) => whyNot(command, { commands: boot.commands, me: store.me, acts: false, sitting: current(store), statement: about }),
    ask: (dialog) => {
      ui.dialog = dialog;
      ui.preset = null;
      show();
    },
    confirm: (confirm) => desk.ask({ kind: "confirm", ...confirm }),
    dismiss: () => /** @type {HTMLDialogElement | null} */ (root.querySelector("dialog[data-modal]"))?.close(),
    go: () => {},
    turnTo: () => {},
    focus: (selector) => {
      wanted = selector;
      show();
    },
    snapshot: () => void line.startAgain(),
  };

  /** @param {string} name @param {object} [data] @param {{place?: string, thanks?: string}} [options] @returns {Promise<Answer>} */
  async function give(name, data = {}, { place = name, thanks } = {}) {
    const doing = `${name} ${JSON.stringify(data)}`;
    ui.busy.add(doing);
    ui.notices.delete(place);
    show();
    const answer = await send(name, data);
    if (answer.ok) {
      await line.seen(answer.seq);
      if (thanks) toast(thanks);
    } else ui.notices.set(place, answer.message || t("This was refused."));
    ui.busy.delete(doing);
    show();
    return answer;
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let toasting;
  /** @param {string} text */
  function toast(text) {
    clearTimeout(toasting);
    ui.toast = text;
    toasting = setTimeout(() => {
      ui.toast = "";
      show();
    }, TOAST_LASTS_MS);
  }

  let wanted = "";
  let drawing = false;
  function show() {
    if (drawing) return;
    drawing = true;
    if (document.hidden) setTimeout(draw, 250);
    else requestAnimationFrame(draw);
  }

  function draw() {
    drawing = false;
    const before = document.activeElement;
    keepTimeOf(group(store)?.timezone ?? "UTC");
    render(app(desk), root);
    for (const dialog of root.querySelectorAll("dialog[data-modal]:not([open])")) /** @type {HTMLDialogElement} */ (dialog).showModal();
    const name = sections().find(({ id }) => id === desk.desk.section)?.name ?? "";
    document.title = `${name} · ${group(store)?.title ?? ""}`;
    if (wanted) reach();
    else if (before && before !== document.body && !before.isConnected) near().focus({ preventScroll: true });
  }

  /** What had the focus is gone: stay with the section, rather than at the top of the page. */
  const near = () => /** @type {HTMLElement} */ (root.querySelector("#main"));

  function reach() {
    const selector = wanted;
    wanted = "";
    const found = selector.split(", ").map((one) => /** @type {HTMLElement | null} */ (root.querySelector(one))).find((one) => one);
    if (!found) return;
    found.focus();
    found.scrollIntoView({ block: "nearest" });
  }

  addEventListener("hashchange", () => {
    desk.desk.section = section(store);
    desk.desk.find = "";
    desk.desk.picking = null;
    scrollTo({ top: 0 });
    desk.focus("#main");
  });
  setInterval(() => {
    if (line.state === "lost") show();
  }, 1_000);
  addEventListener("offline", () => line.offline());
  addEventListener("online", () => line.check());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) line.check();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) line.check();
  });
  addEventListener("beforeunload", (event) => {
    if (ui.busy.size) event.preventDefault();
  });
  root.replaceChildren();
  draw();
  line.open();
  return desk;
}

/** The section that the address names; a new group begins with its plan. @param {Store} store @returns {Section} */
function section(store) {
  const named = sections().find(({ id }) => id === location.hash.slice(1));
  return named?.id ?? (group(store)?.pairs ? "people" : "plan");
}

/** Where drafts are kept over a reload, if the browser lets us. */
function keep() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

const data = document.getElementById("boot");
const root = document.getElementById("app");
if (data && root) start(JSON.parse(data.textContent ?? "{}"), root);
