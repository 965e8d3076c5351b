// The map brings its own few rules, so that a page without a map pays nothing. The page's stylesheet wins over them.

const rules = `
@layer map {
  [data-map] { position: relative; display: block; container-type: inline-size; min-height: 22rem; border: 1px solid var(--line, #E4E2DC); border-radius: 6px; overflow: hidden; background: var(--paper, #FBFAF7); }
  .map-canvas { position: absolute; inset: 0; outline-offset: -3px; touch-action: none;
    background-color: color-mix(in srgb, var(--paper, #FBFAF7) 92%, var(--accent, #0F5E56));
    background-image: repeating-linear-gradient(0deg, transparent 0 6px, color-mix(in srgb, var(--accent, #0F5E56) 9%, transparent) 6px 7px); }
  .map-canvas:focus-visible { outline: 3px solid var(--accent, #0F5E56); }
  .map-canvas .ol-control { position: absolute; background: none; padding: 0; }
  .map-canvas .ol-zoom { top: 12px; left: 12px; display: grid; border: 1px solid var(--line, #E4E2DC); border-radius: 6px; overflow: hidden; background: var(--surface, #fff); }
  .map-canvas .ol-zoom button { all: unset; box-sizing: border-box; width: 32px; height: 32px; display: grid; place-items: center; font: 400 18px/1 system-ui; color: var(--ink, #1B1F24); cursor: pointer; }
  .map-canvas .ol-zoom button + button { border-top: 1px solid var(--line, #E4E2DC); }
  .map-canvas .ol-zoom button:hover { background: color-mix(in srgb, var(--accent, #0F5E56) 8%, transparent); }
  .map-canvas .ol-zoom button:focus-visible { outline: 2px solid var(--accent, #0F5E56); outline-offset: -2px; }
  @media (pointer: coarse) { .map-canvas .ol-zoom button { width: 44px; height: 44px; } }
  .map-canvas .ol-scale-line { position: absolute; left: 12px; bottom: 10px; background: none; padding: 0; }
  .map-canvas .ol-scale-line-inner { border: 1px solid var(--quiet, #5B6470); border-top: 0; color: var(--quiet, #5B6470); font-size: 11px; line-height: 1.3; text-align: center; padding-bottom: 1px; }
  .map-canvas .ol-attribution { right: 10px; bottom: 8px; font-size: 11px; color: var(--quiet, #5B6470); text-align: right; }
  .map-canvas .ol-attribution ul { margin: 0; padding: 0; list-style: none; }
  .map-canvas .ol-attribution button { display: none; }
  .map-canvas .ol-attribution a { color: inherit; }
  .map-canvas .ol-attribution, .map-canvas .ol-scale-line-inner { text-shadow: 0 0 3px var(--paper, #FBFAF7), 0 0 3px var(--paper, #FBFAF7); }
  .map-tip { position: absolute; top: 0; left: 0; z-index: 5; pointer-events: none; max-width: 18rem; padding: 4px 8px; border-radius: 6px; font-size: 13px; background: var(--ink, #1B1F24); color: var(--surface, #fff); }
  .map-legend { position: absolute; top: 12px; right: 12px; z-index: 3; display: grid; gap: 3px; padding: 8px 12px; font-size: 12px; line-height: 1.4; font-variant-numeric: tabular-nums; color: var(--ink, #1B1F24); background: var(--surface, #fff); border: 1px solid var(--line, #E4E2DC); border-radius: 6px; }
  .map-legend b { font-weight: 600; }
  .map-legend span { display: flex; align-items: center; gap: 8px; }
  .map-legend i { width: 20px; height: 12px; border: 1px solid color-mix(in srgb, var(--accent, #0F5E56) 35%, transparent); }
  .map-drawn { position: absolute; left: 0; right: 0; bottom: 8px; margin: 0 auto; width: max-content; max-width: 45%; z-index: 3; font-size: 11px; line-height: 1.4; text-align: center; color: var(--quiet, #5B6470); pointer-events: none; text-shadow: 0 0 3px var(--paper, #FBFAF7), 0 0 3px var(--paper, #FBFAF7); }
  .map-cross { position: absolute; left: 50%; top: 50%; width: 21px; height: 21px; margin: -10px; pointer-events: none; z-index: 4; opacity: 0;
    background: linear-gradient(var(--ink, #1B1F24), var(--ink, #1B1F24)) 50% / 1px 100% no-repeat, linear-gradient(var(--ink, #1B1F24), var(--ink, #1B1F24)) 50% / 100% 1px no-repeat; }
  .map-canvas:focus-visible .map-cross { opacity: 1; }
  .map-tools { position: absolute; top: 12px; right: 12px; z-index: 6; display: flex; flex-wrap: wrap; gap: 6px; justify-content: flex-end; max-width: calc(100% - 68px); }
  .map-tools[hidden], .map-tools button[hidden] { display: none; }
  .map-tools button { min-height: 32px; padding: 2px 12px; border: 1px solid var(--line, #E4E2DC); border-radius: 6px; background: var(--surface, #fff); color: var(--ink, #1B1F24); font: inherit; font-size: 13px; cursor: pointer; }
  .map-tools button:hover { border-color: var(--ink, #1B1F24); }
  @media (pointer: coarse) { .map-tools button { min-height: 44px; } }
  .map-list { position: absolute; inset: auto 0 0 0; z-index: 6; margin: 0; padding: 8px 12px; display: flex; flex-wrap: wrap; gap: 4px 16px; list-style: none; font-size: 13px; background: var(--surface, #fff); border-top: 1px solid var(--line, #E4E2DC); }
  .map-list:not(:focus-within) { clip-path: inset(50%); height: 1px; width: 1px; overflow: hidden; padding: 0; }
  @container (max-width: 36rem) {
    .map-legend { top: auto; bottom: 34px; left: 12px; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 4px; padding: 6px 8px; font-size: 11px; }
    .map-legend span { display: grid; gap: 2px; justify-items: stretch; text-align: center; white-space: nowrap; }
    .map-legend i { width: auto; height: 8px; }
    .map-drawn { top: 12px; bottom: auto; max-width: 60%; }
    .map-tools { top: auto; bottom: 34px; }
  }
}`;

export function dress(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
