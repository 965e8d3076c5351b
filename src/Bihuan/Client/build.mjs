// Every *.ts beside this file is a page module of its own; what two of them share is split off.
import { build } from "esbuild";
import { readdirSync } from "node:fs";

const here = import.meta.dirname;
await build({
  absWorkingDir: here,
  entryPoints: readdirSync(here).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")),
  outdir: "../wwwroot/built",
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  legalComments: "linked",
  logLevel: "warning",
});
