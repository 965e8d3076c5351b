// What the map says, in the page's language.

import type Feature from "ol/Feature.js";
import { mix, type Paint } from "./paint.js";
import type { Steps } from "./steps.js";

export function wording(lang: string) {
  const en = lang.startsWith("en");
  const number = (n: unknown) => Number(n ?? 0).toLocaleString(en ? "en" : "zh-CN");
  const name = (f: Feature) => String((en ? f.get("name_en") : f.get("name")) ?? f.get("name") ?? "");
  const less = (f: Feature) => (en ? f.get("short_en") : f.get("short")) as string | undefined;
  return {
    name, number, less,
    map: en ? "Map: arrow keys move, plus and minus zoom" : "地图：方向键移动，加减键缩放",
    picks: en ? "Map: arrow keys move, Enter sets the pin in the middle" : "地图：方向键移动，回车在中心落点",
    draws: en ? "Map: arrow keys move, Enter sets a point in the middle, Backspace takes the last one back" : "地图：方向键移动，回车在中心落一点，退格键退一点",
    undo: en ? "Undo a point" : "退一点",
    finish: en ? "Finish" : "画完",
    again: en ? "Draw it again" : "重新画",
    failed: en ? "The map could not be loaded. Reload the page to try again." : "地图没有加载出来，请刷新页面再试。",
    closer: en ? "Closer" : "放大",
    farther: en ? "Farther" : "缩小",
    none: en ? "none" : "无",
    unit: en ? "matters" : "件",
    drawn: en ? "Community and grid boundaries are drawn for illustration" : "社区与网格界线为示意划分",
    attribution: '© <a href="https://www.openstreetmap.org/copyright" rel="noopener">OpenStreetMap contributors</a>',
    tip(f: Feature, by: string | undefined): string {
      const inner = f.get("features") as Feature[] | undefined;
      if (inner) return en ? `${number(inner.length)} here: click to come closer` : `此处 ${number(inner.length)} 件，点击放大`;
      if (f.get("title")) return String(f.get("title"));
      if (f.get("level") === "neighbour") return "";
      return by ? `${name(f)} · ${number(f.get(by))}${en ? " " : ""}${en ? "matters" : " 件"}` : name(f);
    },
  };
}

export type Words = ReturnType<typeof wording>;

/** A small key: five fields from pale to full, their bounds under them. */
export function legend(scale: Steps, paint: Paint, words: Words): HTMLElement {
  const box = Object.assign(document.createElement("div"), { className: "map-legend" });
  const field = (fill: string, text: string) => {
    const item = document.createElement("span");
    const patch = document.createElement("i");
    patch.style.background = fill;
    item.append(patch, text);
    return item;
  };
  box.append(field(stepColour(paint, 0, 1), words.none));
  let from = 1;
  scale.bounds.forEach((to, n) => {
    box.append(field(stepColour(paint, n + 1, scale.bounds.length), from >= to ? words.number(to) : `${words.number(from)}–${words.number(to)}`));
    from = to + 1;
  });
  return box;
}

export function stepColour(paint: Paint, step: number, of: number): string {
  return step === 0 ? paint.surface : mix(paint.surface, paint.accent, 0.12 + (0.6 * step) / Math.max(of, 1));
}

/** The same facts as a list of links: for the keyboard and for those who do not see the map. */
export function summary(root: HTMLElement, areas: Feature[], by: string | undefined, words: Words): void {
  if (areas.some((a) => a.get("drawn"))) {
    root.append(Object.assign(document.createElement("p"), { className: "map-drawn", textContent: words.drawn }));
  }
  const linked = areas.filter((a) => a.get("href"));
  if (linked.length === 0) return;
  const list = Object.assign(document.createElement("ul"), { className: "map-list" });
  for (const area of linked) {
    const link = document.createElement("a");
    link.href = String(area.get("href"));
    link.textContent = words.tip(area, by);
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  root.append(list);
}
