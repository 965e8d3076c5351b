// Areas that a person takes by pressing them: boxes that are ticked, or a field of codes that is filled.

import type OlMap from "ol/Map.js";
import Feature from "ol/Feature.js";
import VectorLayer from "ol/layer/Vector.js";
import VectorSource from "ol/source/Vector.js";
import type { Paint } from "./paint.js";
import { chosenStyle } from "./styles.js";

export interface Choosing {
  hold(on: boolean): void;
  /** The areas that are taken. */
  taken(): Feature[];
}

export function choosing(root: HTMLElement, map: OlMap, areas: Feature[], paint: Paint): Choosing | null {
  const scope: ParentNode = root.closest("form") ?? document;
  const named = Array.from(scope.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(`[name="${CSS.escape(root.dataset.choose ?? "")}"]`));
  if (named.length === 0) return null;

  const text = named[0] instanceof HTMLTextAreaElement ? named[0] : null;
  const codeOf = (area: Feature) => area.get("code") as string;
  const read = () => new Set(text ? text.value.split(/[\s,，]+/).filter(Boolean) : named.filter((box) => (box as HTMLInputElement).checked).map((box) => box.value));
  const source = new VectorSource();
  map.addLayer(new VectorLayer({ source, style: chosenStyle(paint), zIndex: 1 }));
  const taken = () => {
    const codes = [...read()];
    return areas.filter((area) => codes.some((code) => codeOf(area).startsWith(code)));
  };
  const show = () => {
    source.clear();
    source.addFeatures(taken().map((area) => new Feature(area.getGeometry())));
    root.dataset.chosen = String(source.getFeatures().length);
  };

  // A street that was taken whole is given back community by community; grids give way to their community.
  const turn = (code: string) => {
    if (!text) {
      const box = named.find((one) => one.value === code) as HTMLInputElement | undefined;
      if (box) box.click();
      return;
    }
    const codes = read();
    const whole = [...codes].find((one) => code.startsWith(one));
    if (whole) {
      codes.delete(whole);
      for (const area of areas) if (codeOf(area) !== code && codeOf(area).startsWith(whole) && whole !== code) codes.add(codeOf(area));
    } else {
      for (const one of [...codes]) if (one.startsWith(code)) codes.delete(one);
      codes.add(code);
    }
    text.value = [...codes].sort().join("\n");
    show();
  };
  let held = true;
  map.on("singleclick", (event) => {
    if (!held) return;
    const area = areas.find((one) => one.getGeometry()!.intersectsCoordinate(event.coordinate));
    if (area) turn(codeOf(area));
  });
  for (const one of named) one.addEventListener(text ? "input" : "change", show);
  show();
  return { hold: (on) => { held = on; }, taken };
}
