// Writes ../wwwroot/icons.svg, one symbol a line, from the names in icons.txt: `npm run icons` after adding a name.
import { readFileSync, writeFileSync } from "node:fs";

const from = new URL("./node_modules/@tabler/icons/icons/outline/", import.meta.url);
const names = readFileSync(new URL("./icons.txt", import.meta.url), "utf8").trim().split("\n");

const symbol = name => {
  const svg = readFileSync(new URL(`${name}.svg`, from), "utf8");
  const inner = svg.replace(/<svg[^>]*>|<\/svg>|<!--[\s\S]*?-->/g, "").replace(/<path stroke="none"[^>]*>/, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>")}</symbol>`;
};

writeFileSync(
  new URL("../wwwroot/icons.svg", import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Tabler Icons, MIT, Copyright (c) 2020-2026 Paweł Kuna, https://tabler.io/icons -->\n` +
  names.map(symbol).join("\n") + "\n</svg>\n");
