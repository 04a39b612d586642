/**
 * The strip under the bar: the one thing to do now. It is always there, so that nothing jumps when it changes.
 *
 * @import {Room} from "../room-types.js"
 */

import { html, nothing } from "lit-html";
import { t } from "../i18n.js";
import { next } from "../next.js";
import { keycap, notice, run } from "./kit.js";

/** @param {Room} room */
export function nextThing(room) {
  const { ui, store, clock } = room;
  const hint = next(store, clock, ui.aside);
  const { button } = hint;
  return html`<section class="next ${hint.tone}" aria-label=${t("What to do now")}>
    <p><b>${hint.lead}</b> ${hint.text ?? ""}</p>
    ${button
      ? html`<button type="button" class="btn ${hint.tone === "act" ? "primary" : ""}" data-next
          aria-keyshortcuts=${(ui.keys && button.key) || nothing}
          @click=${() => {
            if (button.go) room.go(button.go);
            else if (button.command) run(room, { command: button.command, data: button.data, label: "", place: "next" });
          }}>${button.label}${keycap(room, button.key)}</button>`
      : nothing}
    ${hint.tone !== "calm" && hint.id.split(" ")[0] !== "speak"
      ? html`<button type="button" class="btn quiet" @click=${() => {
          ui.aside.add(hint.id);
          room.show();
        }}>${t("Later")}</button>`
      : nothing}
    ${notice(room, "next")}
  </section>`;
}
