/**
 * Dialogs that show what the server reckoned, or what was chosen in a text: when others act meanwhile, they follow.
 *
 * @import {Room} from "../room-types.js"
 * @import {Chosen} from "../ui.js"
 */

import { basisOfHistory, basisOfOutlook, chosenIn } from "../select/chosen.js";
import { reckonAgain } from "./beside.js";
import { readAgain } from "./history.js";

/** Have the open dialog be what it is on the store as it is now. @param {Room} room */
export function follow(room) {
  const { dialog } = room.ui;
  switch (dialog?.kind) {
    case "beside":
      if (dialog.basis !== basisOfOutlook(room.store, dialog.paragraph)) void reckonAgain(room, dialog);
      break;
    case "history":
      if (dialog.basis !== basisOfHistory(room.store, dialog.paragraph)) void readAgain(room, dialog);
      break;
    case "brackets":
    case "split":
      chooseAgain(room, dialog);
  }
}

/** The words stay chosen, in the text as it is now. @param {Room} room @param {Chosen} dialog */
function chooseAgain({ store }, dialog) {
  const now = store.get("paragraph", dialog.paragraph);
  if (!now || now.revision === dialog.revision) return;
  Object.assign(dialog, chosenIn(dialog, now.text), { text: now.text, revision: now.revision });
}
