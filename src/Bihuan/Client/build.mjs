// Bundles every entry of this folder into ../wwwroot/built, which is not kept in the repository.
import { build } from "esbuild";
import { existsSync } from "node:fs";

await build({
  entryPoints: ["page.ts", "map.ts"].filter(entry => existsSync(new URL(entry, import.meta.url))),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "eof",
  outdir: "../wwwroot/built",
});
