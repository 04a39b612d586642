/**
 * Where the others are: their cursors with their names, and what they have selected, in their side's colour by class.
 * Positions are relative to the letters around them, so they stay right while everybody types.
 */

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

/**
 * @typedef {{name: string, side: "gov" | "oth" | ""}} Who
 * @typedef {{key: string, anchor: number, head: number, who: Who}} Cursor
 */

/** All that there are. @type {import("@codemirror/state").StateEffectType<Cursor[]>} */
export const showCursors = StateEffect.define();

/** @type {StateField<import("@codemirror/view").DecorationSet>} */
export const cursors = StateField.define({
  create: () => Decoration.none,
  update(decorations, transaction) {
    let now = decorations.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(showCursors)) now = drawn(effect.value, transaction.newDoc.length);
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** @param {Cursor[]} all @param {number} length */
function drawn(all, length) {
  const marks = [];
  for (const { key, anchor, head, who } of all) {
    const at = Math.min(head, length);
    const [from, to] = anchor < at ? [anchor, at] : [at, Math.min(anchor, length)];
    if (from < to) marks.push(Decoration.mark({ class: `theirs ${who.side}` }).range(from, to));
    marks.push(Decoration.widget({ widget: new Caret(key, who), side: 1 }).range(at));
  }
  return Decoration.set(marks, true);
}

class Caret extends WidgetType {
  /** @param {string} key @param {Who} who */
  constructor(key, who) {
    super();
    this.key = key;
    this.who = who;
  }

  /** @override @param {WidgetType} other */
  eq(other) {
    return other instanceof Caret && other.key === this.key && other.who.name === this.who.name && other.who.side === this.who.side;
  }

  /** @override */
  toDOM() {
    const caret = document.createElement("span");
    caret.className = `caret ${this.who.side}`;
    caret.ariaHidden = "true";
    caret.dataset.name = this.who.name; // drawn by the style sheet: it is no part of the text
    return caret;
  }

  /** @override */
  ignoreEvent() {
    return true;
  }
}
