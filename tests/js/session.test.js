import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import * as Y from "yjs";
import { Session } from "../../static/src/typing/session.js";

globalThis.document = { createElement: () => ({ replaceChildren() {} }) };
beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"] }));
afterEach(() => mock.timers.reset());

/** A server with one paragraph, as far as a session sees it. */
class House {
  /** @type {{hear: (event: string, frame: object) => void, open: boolean}[]} */ lines = [];
  epoch = 1;
  answers = { open: null, update: null }; // what is said instead of the truth
  held = null; // acknowledgements kept back

  constructor(text) {
    this.begin(text);
  }

  begin(text) {
    this.doc = new Y.Doc();
    this.doc.getText("text").insert(0, text);
  }

  get text() {
    return this.doc.getText("text").toString();
  }

  line() {
    const listeners = new Map();
    const line = { open: false, sent: [], hear: (event, frame) => listeners.get(event)?.({ paragraph: 7, ...frame }) };
    line.wire = {
      connected: true,
      on: (event, listener) => listeners.set(event, listener),
      off: (event) => listeners.delete(event),
      emit: (event, data, answer = () => {}) => {
        line.sent.push(event);
        if (event === "draft.open") this.#open(line, answer);
        if (event === "draft.update") this.#update(line, data, answer);
        if (event === "draft.close") line.open = false;
      },
    };
    this.lines.push(line);
    return line;
  }

  #open(line, answer) {
    this.opening?.();
    if (this.answers.open) answer(this.answers.open);
    else if (this.answers.open !== undefined) {
      line.open = true;
      answer({ ok: true, epoch: this.epoch, state: Y.encodeStateAsUpdate(this.doc).buffer, limit: 100, awareness: [] });
    }
  }

  #update(line, { epoch, update }, answer) {
    if (this.answers.update) return answer(this.answers.update);
    if (!line.open) return answer({ ok: false, code: "closed" });
    if (epoch !== this.epoch) return answer({ ok: false, code: "old_epoch" });
    Y.applyUpdate(this.doc, update);
    if (this.held) this.held.push(() => answer({ ok: true }));
    else answer({ ok: true });
    for (const other of this.lines) if (other !== line && other.open) other.hear("draft.update", { epoch, update: update.slice().buffer });
    return undefined;
  }

  /** The text is changed otherwise than by typing. */
  change(text) {
    this.epoch += 1;
    this.begin(text);
    this.close({ code: "old_epoch" });
  }

  close(told) {
    for (const line of this.lines) {
      line.open = false;
      line.hear("draft.closed", { ok: false, ...told });
    }
  }
}

/** Somebody who types; `text` is what they see, `still` whether they cannot type. */
function writer(house) {
  const line = house.line();
  const seen = { line, offers: [], still: false, cursors: [] };
  const session = new Session({
    wire: line.wire,
    paragraph: 7,
    label: "",
    language: "en",
    nonce: "",
    who: (seat) => ({ name: seat, side: "" }),
    changed: () => {},
    done: () => {},
    full: () => {},
    offer: (unsaved) => seen.offers.push(unsaved),
    edit: (text) => {
      seen.shared = text;
      return {
        view: { dom: {}, state: { selection: { main: { anchor: 0, head: 0 } } } },
        begin: (other) => (seen.shared = other),
        stand: (still) => (seen.still = still),
        show: (all) => (seen.cursors = all),
        destroy: () => {},
      };
    },
  });
  session.element.hasChildNodes = () => true;
  return Object.assign(seen, {
    session,
    type: (words) => seen.shared.insert(seen.shared.length, words),
    lose: () => {
      line.open = false;
      line.wire.connected = false;
      session.lost();
    },
    find: () => {
      line.wire.connected = true;
      session.joined();
    },
  });
}

test("it begins with the server's text, and adds nothing of its own", () => {
  const house = new House("Text.");
  const one = writer(house);
  assert.equal(one.session.state, "open");
  assert.equal(one.session.text, "Text.");
  mock.timers.tick(1_000);
  assert.ok(!one.line.sent.includes("draft.update"));
});

test("when no answer comes the text is not shown as empty: it failed, and can be tried again", () => {
  const house = new House("Text.");
  house.answers.open = undefined;
  const one = writer(house);
  mock.timers.tick(8_000);
  assert.equal(one.session.state, "failed");
  assert.equal(one.shared, undefined);
  house.answers.open = null;
  one.session.open();
  assert.equal(one.session.text, "Text.");
});

test("two who type end with the same text, over a lost line too", () => {
  const house = new House("Text.");
  const [one, two] = [writer(house), writer(house)];
  one.type(" One.");
  two.type(" Two.");
  mock.timers.tick(60);
  one.lose();
  one.type(" Offline.");
  two.type(" Meanwhile.");
  mock.timers.tick(1_000);
  assert.doesNotMatch(house.text, /Offline/);
  one.find();
  mock.timers.tick(1_000);
  assert.equal(one.session.text, house.text);
  assert.equal(two.session.text, house.text);
  for (const words of ["One.", "Two.", "Offline.", "Meanwhile."]) assert.equal(house.text.split(words).length, 2, words);
  assert.equal(one.session.saving, "saved");
});

test("what was stored, but never acknowledged before the line was lost, is not there twice", () => {
  const house = new House("Text.");
  const one = writer(house);
  house.held = [];
  one.type(" Once.");
  mock.timers.tick(60);
  assert.equal(one.session.saving, "saving");
  one.lose();
  house.held = null;
  one.find();
  mock.timers.tick(1_000);
  assert.equal(house.text, "Text. Once.");
  assert.equal(one.session.saving, "saved");
});

test("typing stops after five seconds without acknowledgement, and goes on when it comes", () => {
  const house = new House("Text.");
  const one = writer(house);
  house.held = [];
  one.type(" More.");
  mock.timers.tick(4_900);
  assert.equal(one.still, false);
  mock.timers.tick(100);
  assert.equal(one.still, true);
  assert.equal(one.session.saving, "stopped");
  for (const answer of house.held) answer();
  assert.equal(one.still, false);
  assert.equal(one.session.saving, "saved");
});

test("when the server lacks what it once had, it is sent all of it", () => {
  const house = new House("Text.");
  const one = writer(house);
  const before = Y.encodeStateAsUpdate(house.doc);
  one.type(" Lost there.");
  mock.timers.tick(60);
  house.doc = new Y.Doc();
  Y.applyUpdate(house.doc, before);
  house.answers.update = { ok: false, code: "resync" };
  house.opening = () => (house.answers.update = null);
  one.type(" Next.");
  mock.timers.tick(60);
  mock.timers.tick(1_000);
  assert.equal(house.text, "Text. Lost there. Next.");
  assert.equal(one.session.saving, "saved");
});

test("what is refused for good is offered, and the text is what is stored", () => {
  const house = new House("Text.");
  const one = writer(house);
  house.answers.update = { ok: false, code: "too_long", sentence: { say: "Too long." } };
  one.type(" Far too much.");
  mock.timers.tick(60);
  house.answers.update = null;
  assert.deepEqual(one.offers, [{ base: "Text.", mine: "Text. Far too much." }]);
  assert.equal(one.session.text, "Text.");
  assert.equal(one.session.state, "open");
  one.type(" Little.");
  mock.timers.tick(60);
  assert.equal(house.text, "Text. Little.");
});

test("a text that was changed otherwise starts anew, and only what was not saved is offered", () => {
  const house = new House("Text.");
  const one = writer(house);
  one.type(" Saved.");
  mock.timers.tick(60);
  one.type(" Not saved.");
  house.change("Another text.");
  assert.deepEqual(one.offers, [{ base: "Text. Saved.", mine: "Text. Saved. Not saved." }]);
  assert.equal(one.session.text, "Another text.");
  mock.timers.tick(1_000);
  assert.equal(house.text, "Another text.");
  one.type(" On.");
  mock.timers.tick(60);
  assert.equal(house.text, "Another text. On.");
});

test("a change while the line was lost is noticed when it is there again", () => {
  const house = new House("Text.");
  const one = writer(house);
  one.lose();
  one.type(" Offline.");
  house.epoch = 2;
  house.begin("Another text.");
  one.find();
  assert.equal(one.session.text, "Another text.");
  assert.deepEqual(one.offers, [{ base: "Text.", mine: "Text. Offline." }]);
  mock.timers.tick(1_000);
  assert.equal(house.text, "Another text.");
});

test("what others wrote in an earlier life of the text does not get into the new one, however late it comes", () => {
  const house = new House("");
  const one = writer(house);
  const other = new Y.Doc();
  other.getText("text").insert(0, "Old.");
  house.change("New.");
  assert.equal(one.session.text, "New.");
  one.line.hear("draft.update", { epoch: 1, update: Y.encodeStateAsUpdate(other).buffer });
  assert.equal(one.session.text, "New.");
});

test("when something that others wrote never came, the next that stands on it has everything fetched", () => {
  const house = new House("Text.");
  const one = writer(house);
  const updates = [];
  house.doc.on("update", (update) => updates.push(update));
  house.doc.getText("text").insert(5, " First.");
  house.doc.getText("text").insert(12, " Second.");
  one.line.hear("draft.update", { epoch: 1, update: updates[1].slice().buffer });
  assert.equal(one.session.text, "Text. First. Second.");
});

test("when the right ends it is read only at once; an acknowledgement that is still on its way counts", () => {
  const house = new House("Text.");
  const one = writer(house);
  house.held = [];
  one.type(" Stored.");
  mock.timers.tick(60);
  house.close({ code: "wrong_phase", sentence: { say: "The statement is in negotiation." } });
  assert.equal(one.still, true);
  assert.equal(one.session.state, "closed");
  assert.equal(one.session.why.say, "The statement is in negotiation.");
  for (const answer of house.held) answer();
  mock.timers.tick(10_000);
  assert.deepEqual(one.offers, []);
});

test("what the end of the right came before is offered", () => {
  const house = new House("Text.");
  const one = writer(house);
  one.type(" Too late.");
  house.close({ code: "wrong_phase" });
  mock.timers.tick(60);
  assert.deepEqual(one.offers, [{ base: "Text.", mine: "Text. Too late." }]);
  assert.equal(one.session.unsaved, false);
});

test("the right may have ended while the line was lost", () => {
  const house = new House("Text.");
  const one = writer(house);
  one.lose();
  one.type(" Offline.");
  house.answers.open = { ok: false, code: "wrong_phase", sentence: { say: "No." } };
  one.find();
  assert.equal(one.session.state, "closed");
  assert.deepEqual(one.offers, [{ base: "Text.", mine: "Text. Offline." }]);
});

test("the others' cursors are shown while they are there; what is no cursor is not", () => {
  const house = new House("Text.");
  const one = writer(house);
  const at = (index) => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(house.doc.getText("text"), index));
  const data = (said) => new TextEncoder().encode(JSON.stringify(said));
  one.line.hear("draft.awareness", { data: data({ client: 9, anchor: at(0), head: at(4) }), seat: "O-1", person: "p-1" });
  assert.deepEqual(one.cursors, [{ key: "9", anchor: 0, head: 4, who: { name: "O-1", side: "" } }]);
  one.line.hear("draft.awareness", { data: data({ client: 9, anchor: at(0), head: at(0) }), seat: "G-1", person: "p-2" });
  assert.equal(one.cursors[0].head, 4, "nobody moves another's cursor");
  for (const bad of [new Uint8Array([255]), data(null), data({ client: 8, anchor: 1, head: {} }), data({ client: 7 })]) {
    one.line.hear("draft.awareness", { data: bad, seat: "O-2", person: "p-3" });
  }
  assert.equal(one.cursors.length, 1);
  one.line.hear("draft.left", { clients: [9] });
  assert.deepEqual(one.cursors, []);
});

test("who leaves is told what would be lost, and says nothing more", () => {
  const house = new House("Text.");
  const one = writer(house);
  one.lose();
  one.type(" Offline.");
  one.session.leave();
  assert.deepEqual(one.offers, [{ base: "Text.", mine: "Text. Offline." }]);
  mock.timers.tick(10_000);
  assert.ok(!one.line.sent.includes("draft.update"));
});
