// Builds what browsers are sent: static/src and static/css into static/dist.
//
// Every file of static/dist can be cached for ever: shared chunks and images carry a hash in their names,
// and manifest.json gives the address of each entry with one: {"room.js": "room.js?v=1a2b3c4d5e"}.

import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const out = path.join(root, "static/dist");

// One script for each surface; what surfaces share goes into chunks of their own.
const SCRIPTS = ["room", "desk", "site_desk", "account"].map((name) => `static/src/${name}.js`);

// Folders of static/ that are sent as they are.
const AS_THEY_ARE = ["fonts", "images"];

const entries = [...SCRIPTS.filter((file) => existsSync(path.join(root, file))), ...(await sheets())];
const result = await build({
  absWorkingDir: root,
  entryPoints: entries,
  entryNames: "[name]",
  chunkNames: "chunks/[name]-[hash]",
  assetNames: "assets/[name]-[hash]",
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  minify: true,
  sourcemap: true,
  legalComments: "none", // licences.txt has them whole
  loader: { ".svg": "file", ".png": "file", ".woff2": "file" },
  metafile: true,
  logLevel: "warning",
  write: false,
});

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
for (const file of result.outputFiles) {
  await mkdir(path.dirname(file.path), { recursive: true });
  await writeFile(file.path, file.contents);
}
for (const folder of AS_THEY_ARE) {
  const source = path.join(root, "static", folder);
  if (existsSync(source)) await cp(source, path.join(out, folder), { recursive: true });
}
await writeFile(path.join(out, "licences.txt"), await licences());
await writeFile(path.join(out, "manifest.json"), JSON.stringify(await manifest(), null, 2) + "\n");

/** One sheet for each file directly in static/css; each names with @import what it is made of. */
async function sheets() {
  const folder = path.join(root, "static/css");
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith(".css"));
  return names.sort().map((name) => `static/css/${name}`);
}

/** The address of every file that a page may name, with a hash of its contents. */
async function manifest() {
  /** @type {Record<string, string>} */
  const addresses = {};
  const named = (await readdir(out, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  for (const file of named) {
    // Node 20.1 to 20.11 know the folder as `path`, later ones as `parentPath`.
    const full = path.join(file.parentPath ?? file.path, file.name);
    const name = path.relative(out, full).split(path.sep).join("/");
    if (name.endsWith(".map") || name.startsWith("chunks/") || name === "licences.txt") continue;
    const hash = createHash("sha256").update(await readFile(full)).digest("hex").slice(0, 10);
    addresses[name] = `${name}?v=${hash}`;
  }
  return Object.fromEntries(Object.entries(addresses).sort());
}

/** The licences of the packages whose code is in what browsers are sent, whole. */
async function licences() {
  const packages = new Set();
  for (const input of Object.keys(result.metafile.inputs)) {
    const found = input.match(/^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//);
    if (found) packages.add(found[1]);
  }
  const texts = [];
  for (const folder of [...packages].sort()) {
    const about = JSON.parse(await readFile(path.join(root, folder, "package.json"), "utf8"));
    const file = (await readdir(path.join(root, folder))).find((name) => /^licen[cs]e/i.test(name));
    const text = file ? await readFile(path.join(root, folder, file), "utf8") : "";
    texts.push(`${about.name} ${about.version} (${about.license})\n\n${text.trim()}\n`);
  }
  return texts.join("\n" + "-".repeat(80) + "\n\n");
}
