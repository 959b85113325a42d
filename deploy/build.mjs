// Makes static/build (our styles and scripts) and static/vendor (the fonts). Run by `npm run build`.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild-wasm";
import { compile } from "sass";
import { leaveOut } from "./styles.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packages = join(root, "node_modules");
const styles = join(root, "static", "scss");
const scripts = join(root, "static", "js");
const build = join(root, "static", "build");
const fonts = join(root, "static", "vendor", "fonts");

/** Whole or not at all: a server may be reading the old one. */
function write(file, content) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, file);
}

function makeFonts() {
  mkdirSync(fonts, { recursive: true });
  const files = join(packages, "@fontsource", "atkinson-hyperlegible");
  copyFileSync(join(files, "LICENSE"), join(fonts, "LICENSE"));
  for (const weight of ["400", "700"]) {
    for (const letters of ["latin", "latin-ext"]) {
      const name = `atkinson-hyperlegible-${letters}-${weight}-normal.woff2`;
      copyFileSync(join(files, "files", name), join(fonts, name));
    }
  }
  execFileSync(join(root, ".venv", "bin", "python"), [join(root, "deploy", "fonts.py")], { stdio: "inherit" });
}

/** A file's address carries its version, so that browsers need not ask for it again. */
function versioned(_, name) {
  const version = createHash("sha256").update(readFileSync(join(build, name))).digest("hex").slice(0, 12);
  return `url("${name}?v=${version}")`;
}

function makeStyles() {
  const { css } = compile(join(styles, "portal.scss"), { style: "compressed", loadPaths: [packages], quietDeps: true });
  const unused = readFileSync(join(styles, "left_out.txt"), "utf8").split("\n").filter((line) => /^[a-z]/.test(line));
  write(join(build, "portal.css"), leaveOut(css, unused).replace(/url\("?(\.\.\/vendor[^")]+)"?\)/g, versioned));
}

/** One file for each script that a page names, with all that it imports. The first one and the service worker are no modules. */
async function makeScripts() {
  const entries = readdirSync(scripts).filter((name) => name.endsWith(".js"));
  const plain = new Set(["start.js", "sw.js"]);
  const options = { absWorkingDir: root, bundle: true, minify: true, target: "es2022", charset: "utf8", write: false, legalComments: "none" };
  const made = await Promise.all(
    entries.map((name) => esbuild.build({ ...options, entryPoints: [join(scripts, name)], format: plain.has(name) ? "iife" : "esm" })),
  );
  made.forEach(({ outputFiles: [file] }, place) => write(join(build, "js", entries[place]), file.contents));
  for (const name of readdirSync(join(build, "js"))) {
    if (!entries.includes(name)) rmSync(join(build, "js", name));
  }
}

makeFonts();
makeStyles();
await makeScripts();
rmSync(join(root, "static", "vendor", "govuk-frontend.min.js"), { force: true });
