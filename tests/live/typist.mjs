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

// No editor puts its cursor inside a character.
function whole(at) {
  const before = text.toString().charCodeAt(at - 1);
  return before >= 0xd800 && before < 0xdc00 ? at - 1 : at;
}

async function send(update) {
  unsaved += 1;
  try {
    const answer = await socket.emitWithAck("draft.update", { paragraph, epoch, update });
    unsaved -= 1;
    if (!answer.ok) {
      say({ refused: answer.code });
    }
  } catch {
    // The line was lost: whatever the server lacks is sent when the paragraph is open again.
  }
}

// In the callback, not after an `await`: the next update may follow in the same breath, and must find this done.
async function open() {
  await socket.emitWithAck("join", { group, after: 0 });
  socket.emit("draft.open", { paragraph, client: doc.clientID }, (opened) => {
    if (!opened.ok) {
      say({ refused: opened.code });
      process.exit(1);
    }
    epoch = opened.epoch;
    unsaved = 0;
    const state = bytes(opened.state);
    Y.applyUpdate(doc, state, "server");
    ready = true;
    send(Y.encodeStateAsUpdate(doc, Y.encodeStateVectorFromUpdate(state)));
  });
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
  text.insert(whole(Math.floor(Math.random() * (text.length + 1))), word);
  if (number % 7 === 3) {
    text.delete(0, whole(Math.min(3, text.length)));
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
