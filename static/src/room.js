/**
 * The room and the gallery: reads what the page came with, opens the line, draws, and draws again when anything changes.
 *
 * @import {Answer, Boot, Statement} from "./types.js"
 * @import {Room} from "./room-types.js"
 */

import { render } from "lit-html";
import { io } from "socket.io-client";
import { moment, news } from "./announce.js";
import { Clock } from "./clock.js";
import { sender } from "./commands.js";
import { Focus } from "./focus.js";
import { keepTimeOf, speak, t } from "./i18n.js";
import { whyNot } from "./may.js";
import { speech } from "./select/floor.js";
import { actingSeat } from "./select/me.js";
import { openQuestions, waitsForMe } from "./select/questions.js";
import { group } from "./select/seats.js";
import { current } from "./select/sittings.js";
import { listen } from "./shortcuts.js";
import { Line } from "./socket.js";
import { Store } from "./store.js";
import { stayAwake } from "./awake.js";
import { Typing } from "./typing.js";
import { Trial } from "./trial.js";
import { Ui } from "./ui.js";
import { app } from "./views/app.js";
import { follow } from "./views/following.js";
import { hall } from "./views/hall.js";

const TOAST_LASTS_MS = 5_000;

/** @param {Boot} boot @param {HTMLElement} root */
export function start(boot, root) {
  speak(boot.locale, boot.catalog);
  const store = new Store(boot);
  keepTimeOf(group(store)?.timezone ?? "UTC");
  const clock = new Clock();
  clock.hear(boot.now);
  const ui = new Ui(`${boot.group} ${boot.me?.person ?? ""}`, keep());
  ui.keys = remembered("deliberate keys") !== "off";
  const gallery = boot.surface !== "room";
  const draws = boot.surface === "hall" ? hall : app;
  const focused = new Focus(root, ui);
  const api = `/api/groups/${boot.group}/`;
  let told = moment(store);

  /** @param {string} path */
  const get = async (path) => {
    const address = gallery ? `${path}${path.includes("?") ? "&" : "?"}as=public` : path;
    const response = await fetch(api + address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    if (!response.ok) throw { status: response.status };
    return response.json();
  };
  const wire = io(gallery ? "/gallery" : "/members", {
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnection: false,
    autoConnect: false,
  });
  const line = new Line({
    wire,
    group: boot.group,
    store,
    clock,
    get,
    changed: () => {
      follow(room);
      show();
    },
    joined: () => room.typing?.joined(),
    lost: () => room.typing?.lost(),
    happened: () => {
      const said = news(told, store);
      told = moment(store);
      if (said.length) ui.spoken = said.join(" ");
    },
  });
  const send = sender({ base: `${api}commands/`, csrf: () => boot.csrf, up: (name, data, key) => line.give(name, data, key), troubled: () => line.check() });

  /** @type {Room} */
  const room = {
    store,
    ui,
    line,
    clock,
    slug: boot.group,
    commands: boot.commands,
    gallery,
    typing: null,
    trial: new Trial(get, () => show()),
    toast,
    show,
    get,
    give,
    whyNot: (/** @type {string} */ command, /** @type {Statement | null | undefined} */ about) =>
      gallery ? "role" : whyNot(command, { commands: boot.commands, me: store.me, acts: Boolean(actingSeat(store)), sitting: current(store), statement: about }),
    ask: (dialog) => {
      ui.dialog = dialog;
      ui.preset = ui.method = null;
      ui.notices.delete("dialog");
      show();
    },
    confirm: (confirm) => room.ask({ kind: "confirm", ...confirm }),
    dismiss: () => /** @type {HTMLDialogElement | null} */ (root.querySelector("dialog[data-modal]"))?.close(),
    go,
    turnTo: (tab) => {
      ui.tab = tab;
      focus(`[data-column="${tab}"]`);
    },
    focus,
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
      ui.notices.clear();
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

  /** @param {import("./hint.js").Goal} goal */
  function go(goal) {
    if (goal.to === "schedule") room.ask({ kind: "schedule" });
    else if (goal.to === "floor") room.turnTo("floor");
    else if (goal.to === "vote") {
      ui.tab = "decision";
      focus(".secret input, .clerk, .hands input, .ballot [aria-pressed=true], .ballot button, .positions input:checked, .positions input, .preference select, .preference input, .question .btn.primary, [data-column=decision]");
    } else if (goal.to === "poll") {
      ui.tab = "decision";
      focus(`#poll-${goal.id} .step`);
    } else if (goal.to === "silence") {
      ui.tab = "decision";
      focus(`#silence-${goal.id} a.btn, #silence-${goal.id}`);
    } else {
      ui.tab = "text";
      const amendment = goal.to === "amendment" ? store.get("amendment", goal.id) : undefined;
      const paragraph = store.get("paragraph", amendment ? amendment.paragraph : goal.id);
      ui.paragraph = paragraph?.id ?? null;
      ui.statement = amendment?.statement ?? paragraph?.statement ?? ui.statement;
      focus(goal.to === "amendment" ? `#amendment-${goal.id}, #paragraph-${paragraph?.id}` : `#paragraph-${goal.id}`);
    }
  }

  /** Put the focus on the first of these that is there, once it is drawn. @param {string} selectors */
  function focus(selectors) {
    focused.want(selectors);
    show();
  }

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
    render(draws(room), root);
    for (const dialog of root.querySelectorAll("dialog[data-modal]:not([open])")) /** @type {HTMLDialogElement} */ (dialog).showModal();
    document.title = title();
    focused.settle(before);
  }

  /** A tab among others says when something waits. */
  function title() {
    const name = group(store)?.title ?? "";
    const waits = openQuestions(store).some((one) => waitsForMe(store, one));
    return waits ? t("● Vote: %(group)s", { group: name }) : name;
  }

  // The clock, and the seconds to the next try, move once a second; nothing else needs time to pass.
  setInterval(() => {
    if (speech(store)?.running_since || line.state === "lost") show();
  }, 1_000);
  setInterval(show, 60_000);
  addEventListener("offline", () => line.offline());
  addEventListener("online", () => line.check());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) line.check();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) line.check();
  });
  root.addEventListener("focusin", (event) => {
    const paragraph = /** @type {Element} */ (event.target).closest(".para[id]");
    const id = paragraph ? Number(paragraph.id.slice("paragraph-".length)) : null;
    if (id !== null && id !== ui.paragraph) {
      ui.paragraph = id;
      show();
    }
  });
  if (!gallery) {
    const typing = new Typing({ wire, room, nonce: document.getElementById("boot")?.nonce ?? "" });
    room.typing = typing;
    addEventListener("beforeunload", (event) => {
      if (ui.busy.size || typing.unsaved) event.preventDefault();
    });
    addEventListener("pagehide", () => typing.keep());
  }
  if (boot.surface === "hall") stayAwake();
  else listen(room);
  root.replaceChildren();
  draw();
  focused.reachAddress();
  show();
  line.open();
  return room;
}

/** Where drafts are kept over a reload, if the browser lets us. */
function keep() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** @param {string} name */
function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

const data = document.getElementById("boot");
const root = document.getElementById("app");
if (data && root) start(JSON.parse(data.textContent ?? "{}"), root);
