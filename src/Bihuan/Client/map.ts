// The map: areas first, points second, whole without a single tile.
//
//   <div data-map data-areas="/areas/370212.geojson?level=street"   areas to fill and name
//        data-around="/areas/370212.geojson?level=neighbour"        the land around (optional)
//        data-frame="/areas/370212.geojson?level=street"            borders of the level above, stronger (optional)
//        data-counts="/…"       {code: {count, href}} joined to the areas (optional)
//        data-points="/…"       GeoJSON points: properties title, href, tone (red|amber|green) (optional)
//        data-choropleth="count"  property that fills the areas in five steps (optional)
//        data-pick="lon,lat"    names of the hidden inputs that a click sets (optional)
//        data-fit="370212001"   code, several with blanks between, or "lon,lat" to open on (optional); their names always stand
//        data-marks="/…"        what is wrong, above all else: properties name, tone (red|amber) (optional)
//        data-draw="line"       line or polygon: what a person draws, as GeoJSON in the field that data-into names (optional)
//        data-choose="codes"    name of the boxes, or of the field of codes, that pressed areas tick or fill (optional)
//        data-modes="ground"    name of the choice, areas or outline, that says which of the two is on (optional)>
//
// Instead of an address, data-areas may hold the GeoJSON itself.
// Fires `place-picked` (detail: {lon, lat, code, name}) in pick mode.
// Colours come from the page: --paper --surface --ink --quiet --line --accent --red --amber --green.

import Feature from "ol/Feature.js";
import OlMap from "ol/Map.js";
import View from "ol/View.js";
import GeoJSON from "ol/format/GeoJSON.js";
import Point from "ol/geom/Point.js";
import { defaults as defaultControls } from "ol/control/defaults.js";
import ScaleLine from "ol/control/ScaleLine.js";
import Attribution from "ol/control/Attribution.js";
import { createEmpty, extend } from "ol/extent.js";
import VectorLayer from "ol/layer/Vector.js";
import { fromLonLat, toLonLat } from "ol/proj.js";
import Cluster from "ol/source/Cluster.js";
import VectorSource from "ol/source/Vector.js";
import { paintOf, type Paint } from "./map/paint.js";
import { dress } from "./map/sheet.js";
import { areaStyle, aroundStyle, clusterStyle, frameStyle, labelStyle, markStyle, pinStyle } from "./map/styles.js";
import { steps } from "./map/steps.js";
import { legend, summary, wording, type Words } from "./map/words.js";

const format = new GeoJSON({ featureProjection: "EPSG:3857" });

interface Sheets {
  areas: Feature[];
  around: Feature[];
  frame: Feature[];
  points: Feature[];
  marks: Feature[];
}

async function read(url: string | undefined): Promise<Feature[]> {
  if (!url) return [];
  if (url.startsWith("{")) return format.readFeatures(JSON.parse(url)) as Feature[];
  const answer = await fetch(url, { headers: { accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return format.readFeatures(await answer.json()) as Feature[];
}

async function join(areas: Feature[], url: string | undefined): Promise<void> {
  if (!url) return;
  const counts = (await (await fetch(url)).json()) as Record<string, Record<string, unknown>>;
  for (const area of areas) area.setProperties(counts[area.get("code") as string] ?? {});
}

async function mount(root: HTMLElement): Promise<void> {
  const words = wording(document.documentElement.lang);
  const paint = paintOf(root);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  root.dataset.mapState = "loading";
  const canvas = Object.assign(document.createElement("div"), { className: "map-canvas", tabIndex: 0 });
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", root.dataset.pick ? words.picks : root.dataset.draw ? words.draws : words.map);

  let sheets: Sheets;
  try {
    const { areas, around, frame, points, marks } = root.dataset;
    const [a, b, c, d, e] = await Promise.all([read(areas), read(around), read(frame), read(points), read(marks)]);
    sheets = { areas: a, around: b, frame: c, points: d, marks: e };
    await join(a, root.dataset.counts);
  } catch {
    root.dataset.mapState = "failed";
    root.textContent = words.failed;
    return;
  }
  root.append(canvas);
  const map = draw(root, canvas, sheets, paint, still, words);
  navigate(root, canvas, map, words);
  if (root.dataset.pick) pick(root, canvas, map, sheets.areas, paint, root.dataset.pick.split(","), words);
  if (root.dataset.draw || root.dataset.choose) await work(root, canvas, map, sheets.areas, paint, words);
  root.dataset.mapState = "ready";
}

// What a person takes or draws; the map opens on it. The tools come only where they are used.
async function work(root: HTMLElement, canvas: HTMLElement, map: OlMap, areas: Feature[], paint: Paint, words: Words): Promise<void> {
  const [{ choosing }, { hand }] = await Promise.all([import("./map/choose.js"), import("./map/draw.js")]);
  const chosen = root.dataset.choose ? choosing(root, map, areas, paint) : null;
  const drawn = root.dataset.draw ? hand(root, canvas, map, new VectorSource({ features: areas }), paint, words) : null;
  const modes = Array.from((root.closest("form") ?? document).querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(root.dataset.modes ?? "")}"]`));
  const turn = () => {
    const outline = modes.find((mode) => mode.checked)?.value === "outline";
    chosen?.hold(!outline);
    drawn?.hold(outline);
    root.dataset.mode = outline ? "outline" : "areas";
  };
  for (const mode of modes) mode.addEventListener("change", turn);
  if (modes.length > 0) turn();
  const shapes = root.dataset.fit ? [] : [drawn?.shape(), ...(chosen?.taken() ?? []).map((area) => area.getGeometry())].filter((shape) => shape !== undefined);
  if (shapes.length === 0 || root.dataset.draw === "line") return;
  const extent = createEmpty();
  for (const shape of shapes) extend(extent, shape.getExtent());
  map.getView().fit(extent, { padding: [48, 48, 64, 48], maxZoom: 15 });
}

function draw(
  root: HTMLElement, canvas: HTMLElement, { areas, around, frame, points, marks }: Sheets,
  paint: Paint, still: boolean, words: Words,
): OlMap {
  const by = root.dataset.choropleth;
  const scale = by ? steps(areas.map((a) => Number(a.get(by) ?? 0))) : null;
  const areaSource = new VectorSource({ features: areas });
  const clusters = new Cluster({ source: new VectorSource({ features: points }), distance: 44, minDistance: 20 });
  const several = (root.dataset.fit ?? "").includes(" ");
  const names = new VectorSource({ features: areas.map((a) => labelOf(a, several && isMeant(root, a))) });
  const land = new VectorSource({ features: around });
  // Clusters form while the map is painted; the names then look for their place again.
  if (points.length > 0) clusters.on("change", () => names.changed());
  const map = new OlMap({
    target: canvas,
    controls: defaultControls({
      attribution: false, rotate: false,
      zoomOptions: { zoomInTipLabel: words.closer, zoomOutTipLabel: words.farther, ...(still ? { duration: 0 } : { duration: 120 }) },
    }).extend([
      new ScaleLine({ minWidth: 72 }),
      new Attribution({ collapsible: false, attributions: words.attribution }),
    ]),
    layers: [
      new VectorLayer({ source: land, style: aroundStyle(paint, words.name, (at, half) => isWhole(map, at, half)) }),
      new VectorLayer({ source: areaSource, style: areaStyle(paint, scale, by) }),
      new VectorLayer({ source: new VectorSource({ features: frame }), style: frameStyle(paint) }),
      new VectorLayer({
        source: clusters,
        style: clusterStyle(paint), zIndex: 3,
      }),
      new VectorLayer({ source: new VectorSource({ features: marks }), style: markStyle(paint, words.name), zIndex: 2 }),
      new VectorLayer({
        source: names,
        style: labelStyle(paint, words.name, by, () => clusters.getFeatures() as Feature[], words.less), zIndex: 2,
        // A decluttered layer is painted above all others; a few names stay below the points.
        declutter: areas.length > 12,
      }),
    ],
    view: new View({ maxZoom: 18, minZoom: 9, enableRotation: false, constrainOnlyCenter: true, smoothExtentConstraint: !still }),
  });
  fit(map, root, areas, areaSource);
  // A name that the edge of the map would cut is left out until it is whole.
  map.on("moveend", () => land.changed());
  if (scale && by) root.append(legend(scale, paint, words));
  summary(root, areas, by, words);
  return map;
}

function isWhole(map: OlMap, at: number[], half: [number, number]): boolean {
  const size = map.getSize();
  const view = map.getView();
  const centre = view.getCenter();
  const resolution = view.getResolution();
  if (!size || !centre || !resolution) return false;
  return Math.abs(at[0] - centre[0]) / resolution + half[0] < size[0] / 2 && Math.abs(at[1] - centre[1]) / resolution + half[1] < size[1] / 2;
}

function labelOf(area: Feature, meant: boolean): Feature {
  const at = area.get("label") as [number, number] | undefined;
  const label = new Feature({ ...area.getProperties(), area, meant, geometry: at ? new Point(fromLonLat(at)) : undefined });
  return label;
}

// Whether the map is to open on this area.
function isMeant(root: HTMLElement, area: Feature): boolean {
  const on = root.dataset.fit ?? "";
  return on.length > 0 && !on.includes(",") && on.split(" ").some((code) => String(area.get("code")).startsWith(code));
}

function fit(map: OlMap, root: HTMLElement, areas: Feature[], source: VectorSource): void {
  const on = root.dataset.fit;
  const [lon, lat] = (on ?? "").split(",").map(Number);
  if (on?.includes(",")) {
    map.getView().setCenter(fromLonLat([lon, lat]));
    map.getView().setZoom(15);
    return;
  }
  const extent = createEmpty();
  for (const area of areas)
    if (!on || isMeant(root, area)) extend(extent, area.getGeometry()!.getExtent());
  const whole = isFinite(extent[0]) ? extent : source.getExtent()!;
  map.getView().fit(whole, { padding: root.clientWidth < 576 ? [40, 16, 88, 16] : [28, 28, 40, 28], maxZoom: 16 });
}

function navigate(root: HTMLElement, canvas: HTMLElement, map: OlMap, words: Words): void {
  const tip = Object.assign(document.createElement("div"), { className: "map-tip", hidden: true });
  tip.setAttribute("aria-hidden", "true");
  canvas.append(tip);
  const under = (pixel: number[]) => {
    let found: Feature | undefined;
    map.forEachFeatureAtPixel(pixel, (f) => {
      const inner = f.get("features") as Feature[] | undefined;
      found = inner ? (inner.length === 1 ? inner[0] : (f as Feature)) : ((f.get("area") as Feature | undefined) ?? (f as Feature));
      return true;
    }, { hitTolerance: 4 });
    return found;
  };
  map.on("pointermove", (event) => {
    if (event.dragging) return;
    const found = under(event.pixel);
    const text = found ? words.tip(found, root.dataset.choropleth) : "";
    tip.hidden = !text;
    tip.textContent = text;
    tip.style.transform = `translate(${event.pixel[0] + 12}px, ${event.pixel[1] + 12}px)`;
    canvas.style.cursor = root.dataset.pick || (root.dataset.draw && root.dataset.mode !== "areas") ? "crosshair" : root.dataset.choose && found ? "pointer" : found?.get("href") || found?.get("features") ? "pointer" : "";
  });
  canvas.addEventListener("pointerleave", () => (tip.hidden = true));
  if (root.dataset.pick || root.dataset.draw || root.dataset.choose) return;
  map.on("singleclick", (event) => {
    const found = under(event.pixel);
    const inner = found?.get("features") as Feature[] | undefined;
    if (inner) {
      const extent = createEmpty();
      for (const f of inner) extend(extent, f.getGeometry()!.getExtent());
      map.getView().fit(extent, { padding: [60, 60, 60, 60], maxZoom: 17 });
    } else if (found?.get("href")) location.assign(found.get("href") as string);
  });
}

function pick(
  root: HTMLElement, canvas: HTMLElement, map: OlMap, areas: Feature[], paint: Paint, inputs: string[], words: Words,
): void {
  const pin = new Feature<Point>();
  map.addLayer(new VectorLayer({ source: new VectorSource({ features: [pin] }), style: pinStyle(paint), zIndex: 4 }));
  const scope: ParentNode = root.closest("form") ?? document;
  // Looked up anew each time: a record that is chosen in the form brings inputs of its own.
  const asked = () => inputs.map((name) => scope.querySelector<HTMLInputElement>(`[name="${CSS.escape(name.trim())}"]`));
  const [lonInput, latInput] = asked();
  if (lonInput?.value && latInput?.value) pin.setGeometry(new Point(fromLonLat([Number(lonInput.value), Number(latInput.value)])));
  const put = (at: number[]) => {
    const [lon, lat] = toLonLat(at).map((n) => Number(n.toFixed(6)));
    pin.setGeometry(new Point(at));
    const [lonNow, latNow] = asked();
    if (lonNow) lonNow.value = String(lon);
    if (latNow) latNow.value = String(lat);
    const area = areas.find((a) => a.getGeometry()!.intersectsCoordinate(at));
    const name = area ? words.name(area) : null;
    root.dispatchEvent(new CustomEvent("place-picked", { bubbles: true, detail: { lon, lat, code: area?.get("code") ?? null, name } }));
  };
  map.on("singleclick", (event) => put(event.coordinate));
  // The keyboard picks the middle: arrows move the map, Enter sets the pin.
  canvas.append(Object.assign(document.createElement("div"), { className: "map-cross" }));
  canvas.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== canvas) return;
    event.preventDefault();
    put(map.getView().getCenter()!);
  });
}

dress();
for (const root of document.querySelectorAll<HTMLElement>("[data-map]:not([data-map-state])")) void mount(root);
