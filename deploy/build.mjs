// Makes static/build (our styles) and static/vendor (the design system's script, the fonts). Run by `npm run build`.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packages = join(root, "node_modules");
const build = join(root, "static", "build");
const vendor = join(root, "static", "vendor");
const fonts = join(vendor, "fonts");

for (const folder of [build, fonts]) mkdirSync(folder, { recursive: true });

const { css } = compile(join(root, "static", "scss", "portal.scss"), {
  style: "compressed",
  loadPaths: [packages],
  quietDeps: true,
});
writeFileSync(join(build, "portal.css"), css);

copyFileSync(
  join(packages, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js"),
  join(vendor, "govuk-frontend.min.js"),
);

for (const letters of ["latin", "latin-ext"]) {
  for (const weight of ["400", "700"]) {
    const name = `atkinson-hyperlegible-${letters}-${weight}-normal.woff2`;
    copyFileSync(join(packages, "@fontsource", "atkinson-hyperlegible", "files", name), join(fonts, name));
  }
}
copyFileSync(join(packages, "@fontsource", "atkinson-hyperlegible", "LICENSE"), join(fonts, "LICENSE"));
