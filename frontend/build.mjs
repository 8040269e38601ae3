/**
 * Bundles styles, scripts and pictures into dist/. Deterministic; needs no network.
 *
 * A theme file keeps every `--basis-*` token, which is the contract of a theme, and of the
 * component tokens only those that the bundle uses: some 2,000 others would be sent for nothing.
 */
import { build } from "esbuild";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";

const OUT = "dist";
const THEMES = ["voorbeeld", "ma"];
const TOKEN = /^\s*(--[a-z0-9-]+):(.*?);?\s*$/;
const USED = /var\(\s*(--[a-z0-9-]+)/g;

const settings = {
  bundle: true,
  minify: true,
  legalComments: "none",
  target: ["es2022", "chrome100", "firefox100", "safari15.4"],
  outdir: OUT,
  assetNames: "fonts/[name]",
  loader: { ".woff2": "file", ".svg": "dataurl", ".png": "dataurl" },
  logLevel: "warning",
};

/** Names of the custom properties that a piece of css reads. */
function tokensUsed(css) {
  return [...css.matchAll(USED)].map((match) => match[1]);
}

/** Drops the tokens of a theme that nothing reads, directly or through another token. */
function pruneTokens(css, bundle, keepsBasis) {
  const lines = css.split("\n");
  const values = new Map();
  for (const line of lines) {
    const token = line.match(TOKEN);
    if (token) values.set(token[1], token[2]);
  }
  const kept = new Set();
  const basis = keepsBasis ? [...values.keys()].filter((name) => name.startsWith("--basis-")) : [];
  const queue = [...tokensUsed(bundle), ...basis];
  while (queue.length) {
    const name = queue.pop();
    if (kept.has(name) || !values.has(name)) continue;
    kept.add(name);
    queue.push(...tokensUsed(values.get(name)));
  }
  return lines.filter((line) => !TOKEN.test(line) || kept.has(line.match(TOKEN)[1])).join("\n");
}

rmSync(OUT, { recursive: true, force: true });
await build({ ...settings, entryPoints: ["css/afspraken.css", "css/bezoeken.css", "css/kaart.css", "css/postvak.css", "css/scherm.css", "css/servicepunt.css", "css/telefoon.css", "css/toegang.css", "css/zittingen.css"] });
await build({ ...settings, entryPoints: ["js/afspraken.js", "js/bezoeken.js", "js/kaart.js", "js/scherm.js", "js/servicepunt.js", "js/sleutel.js", "js/baliewerker.js", "js/telefoon.js", "js/telefoonwerker.js", "js/zittingdag.js", "js/zittingen.js"], format: "esm" });

/** A theme with the tokens that these styles read. */
function pruning(styles, keepsBasis) {
  const bundle = readFileSync(`${OUT}/${styles}`, "utf8");
  const onLoad = (file) => ({ contents: pruneTokens(readFileSync(file.path, "utf8"), bundle, keepsBasis), loader: "css" });
  return { name: "prune-tokens", setup: (plugin) => plugin.onLoad({ filter: /design-tokens[\\/]dist[\\/]theme\.css$/ }, onLoad) };
}

for (const theme of THEMES) {
  await build({ ...settings, entryPoints: [`css/thema-${theme}.css`], plugins: [pruning("afspraken.css", true)] });
  // The phone: theme and styles in one file, with no token that it does not read.
  const contents = `@import "./css/thema-${theme}.css"; @import "./css/telefoon.css";`;
  const { outdir, ...one } = settings;
  await build({ ...one, stdin: { contents, resolveDir: ".", loader: "css" }, outfile: `${outdir}/telefoon-${theme}.css`, plugins: [pruning("telefoon.css", false)] });
}

for (const picture of readdirSync("img")) {
  const text = readFileSync(`img/${picture}`, "utf8").replace(/\n\s*/g, "");
  writeFileSync(`${OUT}/${picture}`, text);
}
