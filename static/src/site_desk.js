/**
 * The administrators' desk. The server writes the page; this gives its forms and buttons to the door, shows a link
 * once, and takes the lists anew afterwards.
 *
 * @import {Answer, Boot} from "./types.js"
 */

import { sender } from "./commands.js";
import { speak, t } from "./i18n.js";
import { zones } from "./views/desk/zone.js";

/** @template {HTMLElement} E @param {string} selector @param {ParentNode} [within] @returns {E} */
const the = (selector, within = document) => /** @type {E} */ (within.querySelector(selector));

/** @type {Pick<Boot, "csrf" | "locale" | "catalog">} */
const boot = JSON.parse(the("#boot").textContent ?? "{}");
speak(boot.locale, boot.catalog);
const send = sender({ base: "/api/commands/", csrf: () => boot.csrf });
let busy = false;

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.dataset.command) return;
  event.preventDefault();
  void give(form.dataset.command, read(form), the("[data-told]", form), (answer) => {
    const onward = form.dataset.then;
    if (onward) location.assign(onward.replace("{slug}", String(answer.made.slug)));
    form.reset();
  });
});

document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement} */ (event.target).closest("button");
  if (button?.matches("[data-copy]")) void copy(button);
  const { command, person } = button?.dataset ?? {};
  if (!button || !command || !person) return;
  const list = button.closest("section")?.querySelector("h2");
  void ask(button).then((yes) => {
    if (yes) void give(command, { person }, the("#told"), () => list?.focus());
  });
});

the("#title").addEventListener("input", (event) => suggest(/** @type {HTMLInputElement} */ (event.target)));
the("#zones").replaceChildren(...zones().map((zone) => Object.assign(document.createElement("option"), { value: zone })));

/** The fields of a form as a command takes them. @param {HTMLFormElement} form */
function read(form) {
  /** @type {Record<string, string | boolean>} */
  const data = {};
  for (const field of form.querySelectorAll("input, textarea")) {
    const { name, value, checked, type } = /** @type {HTMLInputElement} */ (field);
    if (name) data[name] = type === "checkbox" ? checked : value.trim();
  }
  return data;
}

/** @param {string} command @param {object} data @param {HTMLElement} told @param {(answer: Answer & {ok: true}) => void} then */
async function give(command, data, told, then) {
  if (busy) return;
  busy = true;
  told.hidden = true;
  const answer = await send(command, data);
  busy = false;
  if (!answer.ok) {
    told.textContent = answer.message || t("This was refused.");
    told.hidden = false;
    told.scrollIntoView({ block: "nearest" });
    return;
  }
  await renew();
  then(answer);
  if (answer.made.link) hand(answer.made.link, Boolean(answer.made.sent));
}

/** Take the lists as the server has them now. */
async function renew() {
  const response = await fetch(location.pathname, { credentials: "same-origin" });
  if (!response.ok) {
    location.reload();
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const list of document.querySelectorAll("[data-live]")) {
    const now = page.querySelector(`[data-live="${/** @type {HTMLElement} */ (list).dataset.live}"]`);
    if (now) list.replaceChildren(...now.childNodes);
  }
}

/** Ask once, in words. @param {HTMLElement} button @returns {Promise<boolean>} */
function ask(button) {
  /** @type {HTMLDialogElement} */
  const dialog = the("#ask");
  the("#ask-title").textContent = button.dataset.ask ?? "";
  the("[data-text]", dialog).textContent = button.dataset.text ?? "";
  const yes = the("[data-yes]", dialog);
  yes.textContent = button.dataset.yes ?? "";
  yes.className = `btn ${"grave" in button.dataset ? "grave" : "primary"}`;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
}

/** Show a link, which stands nowhere else. @param {string} link @param {boolean} sent */
function hand(link, sent) {
  /** @type {HTMLDialogElement} */
  const dialog = the("#handed");
  /** @type {HTMLInputElement} */
  const field = the("#link");
  field.value = link;
  the("[data-sent]").hidden = !sent;
  dialog.showModal();
  field.select();
  dialog.addEventListener("close", () => (field.value = ""), { once: true });
}

/** @param {HTMLElement} button */
async function copy(button) {
  /** @type {HTMLInputElement} */
  const field = the("#link");
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand("copy");
  }
  const words = button.textContent;
  button.textContent = button.dataset.copied ?? words;
  setTimeout(() => (button.textContent = words), 3_000);
}

/** Offer a short name for an address, until one is written by hand. @param {HTMLInputElement} title */
function suggest(title) {
  /** @type {HTMLInputElement} */
  const slug = the("#slug");
  if (slug.value && slug.value !== slug.dataset.offered) return;
  const plain = title.value.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  slug.value = plain.replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-$/g, "").slice(0, 60).replace(/-$/, "");
  slug.dataset.offered = slug.value;
}
