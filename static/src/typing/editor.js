/**
 * The field one types in: CodeMirror, bound to the shared text. Undo takes back one's own changes only.
 */

import { defaultKeymap, insertNewline } from "@codemirror/commands";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, keymap } from "@codemirror/view";
import { yCollab, ySyncAnnotation } from "y-codemirror.next";
import { UndoManager } from "yjs";
import { cursors, showCursors } from "./cursors.js";
import { characters, clean, directionOf, whole } from "./letters.js";

/**
 * @typedef {object} Field
 * @property {number} paragraph
 * @property {string} label  what it is, for those who do not see it
 * @property {string} language  of the text
 * @property {string} nonce  lets the editor's own style sheet in
 * @property {() => number} limit  characters
 * @property {() => void} done  leave
 * @property {() => void} moved  the cursor did
 * @property {(length: number) => void} grown  the text has so many characters now
 * @property {() => void} full  something did not fit
 */

export class Editor {
  /** @type {UndoManager} */ #undo;
  #still = new Compartment();
  #isStill = false;
  #field;
  /** @type {EditorView} */ view;

  /** @param {import("yjs").Text} text @param {Field} field */
  constructor(text, field) {
    this.#field = field;
    this.#undo = new UndoManager(text);
    this.view = new EditorView({ state: this.#begin(text) });
    field.grown(characters(text.toString()));
  }

  /** Another text comes in the place of the one there was. @param {import("yjs").Text} text */
  begin(text) {
    this.#undo.destroy();
    this.#undo = new UndoManager(text);
    this.view.setState(this.#begin(text));
    this.#field.grown(characters(text.toString()));
  }

  /** Whether nothing can be typed. @param {boolean} still */
  stand(still) {
    if (still === this.#isStill) return;
    this.#isStill = still;
    this.view.dispatch({ effects: this.#still.reconfigure(readOnly(still)) });
  }

  /** Show where the others are. @param {import("./cursors.js").Cursor[]} all */
  show(all) {
    this.view.dispatch({ effects: showCursors.of(all) });
  }

  /** Type these changes, as one step that can be undone. @param {import("./rebase.js").Change[]} changes */
  type(changes) {
    this.#undo.stopCapturing();
    this.view.dispatch({ changes, userEvent: "input.paste", scrollIntoView: true });
    this.#undo.stopCapturing();
    this.view.focus();
  }

  destroy() {
    this.#undo.destroy();
    this.view.destroy();
  }

  /** @param {import("yjs").Text} text */
  #begin(text) {
    const field = this.#field;
    const undo = () => this.#isStill || this.#undo.undo() !== undefined;
    const redo = () => this.#isStill || this.#undo.redo() !== undefined;
    const leave = () => (field.done(), true);
    return EditorState.create({
      doc: text.toString(),
      extensions: [
        EditorState.lineSeparator.of("\n"),
        this.#still.of(readOnly(this.#isStill)),
        Prec.highest(EditorView.domEventHandlers({ beforeinput: (event) => this.#isStill && event.inputType.startsWith("history") })),
        keymap.of([
          { key: "Mod-z", run: undo, preventDefault: true },
          { key: "Mod-y", mac: "Mod-Shift-z", run: redo, preventDefault: true },
          { key: "Mod-Shift-z", run: redo, preventDefault: true },
          { key: "Mod-Enter", run: leave },
          { key: "Escape", run: leave, stopPropagation: true },
          { key: "Enter", run: insertNewline, shift: insertNewline },
          ...defaultKeymap,
        ]),
        onlyText(field),
        yCollab(text, null, { undoManager: this.#undo }),
        cursors,
        drawSelection(),
        EditorView.lineWrapping,
        EditorView.perLineTextDirection.of(true),
        directions,
        EditorView.cspNonce.of(field.nonce),
        EditorView.contentAttributes.of({
          id: `edit-${field.paragraph}`,
          "aria-label": field.label,
          dir: directionOf(field.language) === "rtl" ? "rtl" : "auto",
          ...(field.language ? { lang: field.language } : {}),
          spellcheck: "true",
          autocorrect: "on",
          autocapitalize: "sentences",
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) field.grown(characters(update.state.sliceDoc()));
          if (update.selectionSet || update.focusChanged || update.docChanged) field.moved();
        }),
      ],
    });
  }
}

/** Each line runs as its own letters do, whatever those of the line before. */
const directions = EditorView.decorations.compute(["doc"], ({ doc }) => {
  const line = Decoration.line({ attributes: { dir: "auto" } });
  return Decoration.set(Array.from({ length: doc.lines }, (_, number) => line.range(doc.line(number + 1).from)));
});

/** @param {boolean} still */
const readOnly = (still) => [EditorState.readOnly.of(still), EditorView.editorAttributes.of({ class: still ? "still" : "" })];

/** Where the last of these changes ends, once they are made. @param {import("./rebase.js").Change[]} changes */
function endOf(changes) {
  const last = changes.at(-1);
  const before = changes.slice(0, -1).reduce((sum, { from, to, insert }) => sum + insert.length - (to - from), 0);
  return last ? last.from + before + last.insert.length : 0;
}

/** What is typed or pasted comes in as plain text, and not beyond the limit. @param {Field} field */
const onlyText = (field) =>
  EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return transaction;
    /** @type {import("./rebase.js").Change[]} */
    const changes = [];
    let dirty = false;
    const before = transaction.startState.sliceDoc();
    transaction.changes.iterChanges((from, to, _from, _to, words) => {
      const typed = words.toString();
      const change = whole(before, { from, to, insert: typed });
      change.insert = clean(change.insert);
      dirty ||= change.insert !== typed;
      changes.push(change);
    });
    const after = dirty ? transaction.startState.changes(changes).apply(transaction.startState.doc).toString() : transaction.newDoc.toString();
    const length = characters(after);
    if (length > field.limit() && length > characters(before)) {
      field.full();
      return [];
    }
    return dirty ? { changes, selection: { anchor: endOf(changes) }, userEvent: "input.paste", scrollIntoView: true } : transaction;
  });
