/**
 * The whole page: the bar, the one thing to do next, three columns, and what lies over them.
 *
 * @import {Room} from "../room-types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { current } from "../select/sittings.js";
import { bar } from "./bar.js";
import { decision } from "./decision.js";
import { dialogs } from "./dialogs.js";
import { floor } from "./floor.js";
import { follow } from "./gallery.js";
import { nextThing } from "./next.js";
import { people } from "./people.js";
import { session } from "./session.js";
import { text } from "./statement.js";
import { tabs } from "./tabs.js";

/** @param {Room} room */
export function app(room) {
  const { ui, gallery } = room;
  const shut = gallery && current(room.store)?.private;
  return html`<div class="head-room">${bar(room)} ${gallery ? follow(room) : nextThing(room)}</div>
    <div class="room ${ui.tab}">
      <div class="col col-floor ${ui.tab === "floor" ? "here" : ""}">${shut ? nothing : floor(room)} ${session(room)} ${people(room)}</div>
      <div class="col col-text text ${ui.tab === "text" ? "here" : ""}">${shut ? html`<p class="shut">${t("This part of the session is closed to observers. The text is shown again when it is open.")}</p>` : text(room)}</div>
      <div class="col col-decision ${ui.tab === "decision" ? "here" : ""}">${decision(room)}</div>
    </div>
    ${tabs(room)}
    ${dialogs(room)}
    <div class="toast" role="status" aria-live="polite">${ui.toast ? html`<p>${ui.toast}</p>` : nothing}</div>
    <div class="sr" aria-live="polite">${ui.spoken}</div>`;
}
