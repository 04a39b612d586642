/**
 * For observers: what they see, and how to follow. The gallery has no control that changes anything.
 *
 * @import {Room} from "../room-types.js"
 */

import { html } from "lit-html";
import { t } from "../i18n.js";
import { speech } from "../select/floor.js";
import { asks, openQuestions } from "../select/questions.js";
import { speakerName } from "../select/seats.js";

/** @param {Room} room */
export function follow(room) {
  const { store, slug } = room;
  const here = speech(store);
  const asked = openQuestions(store)[0];
  const lead = asked ? (asked.kind === "vote" ? t("A vote is open.") : t("A call for consensus is open.")) : here ? t("%(name)s has the floor.", { name: speakerName(store, here) }) : t("You follow as an observer.");
  return html`<section class="next calm follow" aria-label=${t("How to follow")}>
    <p><b>${lead}</b> ${asked ? asks(store, asked) : t("This page follows by itself; nothing here can be changed.")}</p>
    <p class="ways"><a class="btn quiet small" target="_top" href="/g/${slug}/report">${t("Report")}</a>
      <a class="btn quiet small" target="_blank" href="/g/${slug}/hall">${t("The hall's screen")}</a>
      <a class="btn quiet small" target="_top" href="/api/groups/${slug}/entries?after=${store.seq}&as=public">${t("New entries, for programs")}</a>
      ${store.me ? html`<a class="btn quiet small" target="_top" href="/g/${slug}">${t("To the room")}</a>` : html`<a class="btn quiet small" target="_top" href=${`/sign-in?next=/g/${slug}`}>${t("Sign in")}</a>`}</p>
  </section>`;
}
