// A member who types with the programs that browsers have: Yjs and the Socket.IO client.
// Started with JSON {url, cookie, group, paragraph, words}; it types the words one by one at random places, loses its
// line in between, and prints its text whenever it is asked for it on standard input. "end" on standard input ends it.
import { createInterface } from "node:readline";

import { io } from "socket.io-client";
import * as Y from "yjs";

const { url, cookie, group, paragraph, words } = JSON.parse(process.argv[2]);
const doc = new Y.Doc();
const text = doc.getText("text");
const socket = io(`${url}/members`, { transports: ["websocket"], extraHeaders: { Cookie: cookie } });
let epoch = 0;
let unsaved = 0;
let ready = false;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const bytes = (data) => new Uint8Array(data);

async function send(update) {
  unsaved += 1;
  const answer = await socket.emitWithAck("draft.update", { paragraph, epoch, update });
  unsaved -= 1;
  if (!answer.ok) {
    say({ refused: answer.code });
  }
}

async function open() {
  const joined = await socket.emitWithAck("join", { group, after: 0 });
  const opened = await socket.emitWithAck("draft.open", { paragraph, client: doc.clientID });
  if (!joined.ok || !opened.ok) {
    say({ refused: opened.code });
    process.exit(1);
  }
  epoch = opened.epoch;
  unsaved = 0;
  const state = bytes(opened.state);
  Y.applyUpdate(doc, state, "server");
  ready = true;
  await send(Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(state)));
}

socket.on("connect", open);
socket.on("disconnect", () => {
  ready = false;
});
socket.on("draft.update", (told) => {
  if (told.paragraph === paragraph && told.epoch === epoch) {
    Y.applyUpdate(doc, bytes(told.update), "server");
  }
});
doc.on("update", (update, origin) => {
  if (origin !== "server" && ready) {
    send(update);
  }
});

while (!ready) {
  await pause(10);
}
for (const [number, word] of words.entries()) {
  const at = Math.floor(Math.random() * (text.length + 1));
  text.insert(at, word);
  if (number % 7 === 3) {
    text.delete(0, Math.min(2, text.length));
  }
  if (number === Math.floor(words.length / 2)) {
    socket.io.engine.close();
  }
  await pause(5);
}
while (unsaved || !ready) {
  await pause(10);
}
say({ typed: words.length });
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "end") {
    break;
  }
  say({ text: text.toString() });
}
socket.disconnect();
