// A line or an outline that a person draws: by hand, or by the keyboard with the cross in the middle. What is drawn stands in a field as
// GeoJSON, which can be written there as well.

import type OlMap from "ol/Map.js";
import Feature from "ol/Feature.js";
import GeoJSON from "ol/format/GeoJSON.js";
import type Geometry from "ol/geom/Geometry.js";
import type LineString from "ol/geom/LineString.js";
import { never } from "ol/events/condition.js";
import DoubleClickZoom from "ol/interaction/DoubleClickZoom.js";
import Draw from "ol/interaction/Draw.js";
import Modify from "ol/interaction/Modify.js";
import Snap from "ol/interaction/Snap.js";
import VectorLayer from "ol/layer/Vector.js";
import VectorSource from "ol/source/Vector.js";
import type { Paint } from "./paint.js";
import { drawnStyle } from "./styles.js";
import type { Words } from "./words.js";

const format = new GeoJSON({ featureProjection: "EPSG:3857" });

export interface Hand {
  /** Lays the pencil down or takes it up. */
  hold(on: boolean): void;
  /** What is drawn; undefined for nothing. */
  shape(): Geometry | undefined;
}

/** Lets a person draw on a map; null where the page has no field for it. */
export function hand(root: HTMLElement, canvas: HTMLElement, map: OlMap, borders: VectorSource, paint: Paint, words: Words): Hand | null {
  const scope: ParentNode = root.closest("form") ?? document;
  const field = scope.querySelector<HTMLTextAreaElement>(`[name="${CSS.escape(root.dataset.into ?? "")}"]`);
  if (!field) return null;

  const line = root.dataset.draw === "line";
  const source = new VectorSource();
  map.addLayer(new VectorLayer({ source, style: drawnStyle(paint), zIndex: 5 }));
  const take = () => {
    source.clear();
    try {
      if (field.value.trim()) source.addFeature(new Feature(format.readGeometry(field.value) as Geometry));
    } catch { /* Half a text is no shape yet; the server says what is wrong with a whole one. */ }
  };
  const put = () => {
    const shape = source.getFeatures()[0]?.getGeometry();
    field.value = shape ? JSON.stringify(format.writeGeometryObject(shape, { decimals: 6 })) : "";
    root.dataset.drawn = shape ? "yes" : "no";
  };
  take();
  field.addEventListener("input", take);

  let points = 0;
  const draw = new Draw({ source, type: line ? "LineString" : "Polygon", freehandCondition: never, style: drawnStyle(paint), minPoints: line ? 2 : 3 });
  draw.on("drawstart", (event) => {
    source.clear();
    event.feature.getGeometry()!.on("change", () => (points = (event.feature.getGeometry() as LineString).getCoordinates().flat(line ? 0 : 1).length));
  });
  draw.on("drawend", () => queueMicrotask(() => { put(); settle(); }));
  const modify = new Modify({ source });
  modify.on("modifyend", put);
  const snap = new Snap({ source: borders, pixelTolerance: 8 });
  for (const zoom of map.getInteractions().getArray().filter((one) => one instanceof DoubleClickZoom)) zoom.setActive(false);
  for (const one of [modify, draw, snap]) map.addInteraction(one);

  const tools = Object.assign(document.createElement("div"), { className: "map-tools" });
  const tool = (text: string, act: () => void) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    button.addEventListener("click", act);
    tools.append(button);
    return button;
  };
  const undo = tool(words.undo, () => draw.removeLastPoint());
  const finish = tool(words.finish, () => { if (points >= (line ? 2 : 3)) draw.finishDrawing(); });
  const again = tool(words.again, () => { draw.abortDrawing(); source.clear(); put(); settle(); });
  root.append(tools);

  let held = true;
  // With a shape on the sheet its corners are moved; a new one is begun by asking for it.
  const settle = () => {
    const whole = source.getFeatures().length > 0;
    draw.setActive(held && !whole);
    modify.setActive(held);
    snap.setActive(held);
    tools.hidden = !held;
    again.hidden = !whole;
    undo.hidden = finish.hidden = whole;
  };
  canvas.append(Object.assign(document.createElement("div"), { className: "map-cross" }));
  canvas.addEventListener("keydown", (event) => {
    if (!held || event.target !== canvas || !draw.getActive()) return;
    if (event.key === "Enter") draw.appendCoordinates([map.getView().getCenter()!]);
    else if (event.key === "Backspace") draw.removeLastPoint();
    else return;
    event.preventDefault();
  });
  field.addEventListener("input", settle);
  settle();
  return { hold: (on) => { held = on; draw.abortDrawing(); settle(); }, shape: () => source.getFeatures()[0]?.getGeometry() };
}
