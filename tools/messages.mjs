// Reads static/src for what it says to people, and prints it as JSON for tools/messages.py:
// {"messages": [{file, line, ids, comment}], "unmarked": [{file, line, text}]}
//
// A message is the literal argument of t("…"), N_("…") or tn("one", "many", n), wherever it stands, a template
// inside a template included. Unmarked is text for people written straight into markup (a template tagged html or
// svg, or a page in templates/), where nobody can translate it. Text under translate="no", <code> or <kbd> is not.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { fullAncestor } from "acorn-walk";

// The checkout, or another folder with a static/src and templates of its own.
const root = process.argv[2] ?? path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const MARKS = { t: 1, N_: 1, tn: 2 }; // name -> how many of its first arguments are messages
const MARKUP = new Set(["html", "svg"]);
const SHOWN_ATTRIBUTES = new Set(["alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"]);
const NOT_WORDS = new Set(["code", "kbd", "script", "style"]);
const EMPTY_ELEMENTS = new Set(["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"]);
const HOLE = "\u0000"; // stands for every character of an expression

const messages = [];
const unmarked = [];
for (const file of files("static/src", ".js")) readScript(file);
for (const file of files("templates", ".html")) readPage(file);
process.stdout.write(JSON.stringify({ messages, unmarked }));

function readScript(file) {
  const source = readFileSync(path.join(root, file), "utf8");
  const comments = new Map(); // line it ends on -> words for translators
  const tree = parse(source, {
    ecmaVersion: "latest",
    sourceType: "module",
    locations: true,
    onComment: (_block, text, _start, _end, _from, to) => {
      const words = text.replace(/\s*\n\s*\*?\s*/g, " ").trim();
      if (/^translators:/i.test(words)) comments.set(to.line, words);
    },
  });
  fullAncestor(tree, (node) => {
    if (node.type === "CallExpression" && node.callee.type === "Identifier" && node.callee.name in MARKS) {
      const ids = node.arguments.slice(0, MARKS[node.callee.name]).map(literal);
      if (ids.length !== MARKS[node.callee.name] || ids.includes(null)) return; // a message marked elsewhere
      const line = node.loc.start.line;
      messages.push({ file, line, ids, comment: comments.get(line) ?? comments.get(line - 1) ?? "" });
    }
    if (node.type === "TaggedTemplateExpression" && MARKUP.has(node.tag.name)) {
      const { start, end, quasis } = node.quasi;
      const shown = [...HOLE.repeat(end - start)];
      for (const quasi of quasis) {
        for (let at = quasi.start; at < quasi.end; at++) shown[at - start] = source[at];
      }
      findUnmarked(file, source, start, shown.join(""));
    }
  });
}

function readPage(file) {
  const source = readFileSync(path.join(root, file), "utf8");
  const jinja = /\{%-?\s*trans\b[^]*?endtrans\s*-?%\}|\{%[^]*?%\}|\{\{[^]*?\}\}|\{#[^]*?#\}/g;
  findUnmarked(file, source, 0, source.replace(jinja, (found) => HOLE.repeat(found.length)));
}

/** The words of a literal, joined where they are added up; null for anything else. */
function literal(node) {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type === "TemplateLiteral" && node.quasis.length === 1) return node.quasis[0].value.cooked;
  if (node.type === "BinaryExpression" && node.operator === "+") {
    const [left, right] = [literal(node.left), literal(node.right)];
    return left === null || right === null ? null : left + right;
  }
  return null;
}

/** Text and shown attributes of markup that have letters of their own; `start` is where the markup stands in the file. */
function findUnmarked(file, source, start, markup) {
  const report = (at, text) => {
    const words = text.replaceAll(HOLE, " ").replace(/&#?\w+;/g, " ");
    if (!/\p{L}{2}/u.test(words)) return;
    const line = source.slice(0, start + at + text.search(/[^\s\u0000]/)).split("\n").length;
    unmarked.push({ file, line, text: words.trim().replace(/\s+/g, " ") });
  };
  const tag = /<!--[^]*?-->|<!doctype[^>]*>|<(\/?)([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
  const open = []; // whether each open element's text is for people
  let silent = false;
  let after = 0;
  for (const found of markup.matchAll(tag)) {
    if (!silent) report(after, markup.slice(after, found.index));
    after = found.index + found[0].length;
    const [, closing, name, attributes] = found;
    if (!name) continue;
    if (closing) {
      silent = open.pop() ?? false;
      continue;
    }
    const quiet = silent || NOT_WORDS.has(name.toLowerCase()) || /\stranslate\s*=\s*["']?no\b/i.test(attributes);
    if (!quiet) {
      for (const [whole, key, , doubly, singly] of attributes.matchAll(/([\w-]+)\s*=\s*("([^"]*)"|'([^']*)')/g)) {
        if (SHOWN_ATTRIBUTES.has(key.toLowerCase())) report(found.index, doubly ?? singly);
      }
    }
    if (EMPTY_ELEMENTS.has(name.toLowerCase()) || attributes.endsWith("/")) continue;
    open.push(silent);
    silent = quiet;
  }
  if (!silent) report(after, markup.slice(after));
}

function files(folder, ending) {
  if (!existsSync(path.join(root, folder))) return [];
  const entries = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join("/"))
    .sort();
}
