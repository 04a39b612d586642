/**
 * What a view is given: everything to show, and a few things to do. Views compute from it and keep nothing.
 *
 * @import {Store} from "./store.js"
 * @import {Ui, Confirm, Dialog, Tab} from "./ui.js"
 * @import {Line} from "./socket.js"
 * @import {Clock} from "./clock.js"
 * @import {Typing} from "./typing.js"
 * @import {Trial} from "./trial.js"
 * @import {Answer, Rule, Statement} from "./types.js"
 * @import {Goal} from "./hint.js"
 *
 * @typedef {object} Room
 * @property {Store} store
 * @property {Ui} ui
 * @property {Line} line
 * @property {Clock} clock
 * @property {string} slug
 * @property {Record<string, Rule>} commands
 * @property {boolean} gallery  read only, for observers
 * @property {Typing | null} typing  the paragraphs this reader types in; nothing in the gallery
 * @property {Trial} trial  rules tried before they are set or chosen
 * @property {(text: string) => void} toast  say in short that something went well
 * @property {() => void} show  draw again soon
 * @property {(command: string, data?: object, options?: {place?: string, thanks?: string}) => Promise<Answer>} give
 * @property {(path: string) => Promise<any>} get  JSON below the group's address
 * @property {(command: string, about?: Statement | null) => import("./may.js").Why | null} whyNot
 * @property {(dialog: Dialog) => void} ask  open a dialog
 * @property {(confirm: Omit<Confirm, "kind">) => void} confirm
 * @property {() => void} dismiss  close the dialog
 * @property {(goal: Goal) => void} go
 * @property {(tab: Tab) => void} turnTo
 * @property {(selector: string) => void} focus  once drawn
 * @property {() => void} snapshot  take the whole room anew
 */

export {};
