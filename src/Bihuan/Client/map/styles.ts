// How an atlas plate looks: paper, pale water lines, hairline borders, quiet names.

import type Feature from "ol/Feature.js";
import type { FeatureLike } from "ol/Feature.js";
import MultiPoint from "ol/geom/MultiPoint.js";
import MultiPolygon from "ol/geom/MultiPolygon.js";
import type Point from "ol/geom/Point.js";
import Polygon from "ol/geom/Polygon.js";
import type SimpleGeometry from "ol/geom/SimpleGeometry.js";
import type { StyleFunction } from "ol/style/Style.js";
import CircleStyle from "ol/style/Circle.js";
import Fill from "ol/style/Fill.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";
import Text from "ol/style/Text.js";
import { fade, mix, type Paint } from "./paint.js";
import type { Steps } from "./steps.js";
import { stepColour } from "./words.js";

/** @param whole Whether text of half a size, in pixels, stands wholly on the map at a place. */
export function aroundStyle(paint: Paint, name: (f: Feature) => string, whole: (at: number[], half: [number, number]) => boolean): StyleFunction {
  const land = mix(paint.paper, paint.line, 0.55);
  return (f, resolution) => {
    const [text, shape] = [name(f as Feature), (f as Feature).getGeometry()];
    const ground = new Style({ fill: new Fill({ color: land }), stroke: new Stroke({ color: mix(paint.line, paint.quiet, 0.12), width: 1 }) });
    const at = (shape instanceof Polygon ? [shape.getInteriorPoint()] : shape instanceof MultiPolygon ? shape.getInteriorPoints().getPoints() : [])
      .map((point) => point.getCoordinates())
      // The third figure of such a point is how wide the ground is there.
      .filter((point) => widthOf(text, 12) <= point[2] / resolution && whole(point, [widthOf(text, 12) / 2 + 4, 10]));
    if (at.length === 0) return ground;
    return [ground, new Style({
      geometry: new MultiPoint(at.map((point) => point.slice(0, 2))),
      text: new Text({ text, font: `400 12px ${paint.font}`, fill: new Fill({ color: fade(paint.quiet, 0.65) }) }),
    })];
  };
}

// About how wide a text stands, in pixels.
const widthOf = (text: string, size: number) => Array.from(text).reduce((sum, letter) => sum + size * (/[\u2e80-\uffef]/.test(letter) ? 1 : 0.58), 0);

export function areaStyle(paint: Paint, scale: Steps | null, by: string | undefined): StyleFunction {
  const stroke = new Stroke({ color: mix(paint.surface, paint.accent, 0.55), width: 1, lineJoin: "round" });
  const cut = new Stroke({ color: fade(paint.surface, 0.9), width: 1, lineJoin: "round" });
  const dashed = new Stroke({ color: mix(paint.surface, paint.accent, 0.45), width: 0.8, lineDash: [4, 3] });
  // Parts that lie side by side are told apart by their tint, and by a border stronger than any other.
  const parted = new Stroke({ color: mix(paint.surface, paint.accent, 0.95), width: 3, lineJoin: "round" });
  return (f) => f.get("part") !== undefined ? new Style({ fill: new Fill({ color: mix(paint.surface, paint.accent, 0.06 + 0.13 * (Number(f.get("part")) % 4)) }), stroke: parted }) : new Style({
    fill: new Fill({ color: scale && by ? stepColour(paint, scale.of(Number(f.get(by) ?? 0)), scale.bounds.length) : mix(paint.surface, paint.accent, 0.06) }),
    stroke: scale ? cut : f.get("drawn") ? dashed : stroke,
  });
}

export function frameStyle(paint: Paint): StyleFunction {
  const below = new Style({ stroke: new Stroke({ color: mix(paint.surface, paint.accent, 0.6), width: 1, lineDash: [4, 4] }) });
  const frame = new Style({ stroke: new Stroke({ color: mix(paint.surface, paint.accent, 0.85), width: 1.4, lineJoin: "round" }) });
  return (f) => f.get("level") === "below" ? below : frame;
}

/** What is wrong: its ground in its tone, with its name on it. */
export function markStyle(paint: Paint, name: (f: Feature) => string): StyleFunction {
  return (f) => {
    const tone = f.get("tone") === "amber" ? paint.amber : paint.red;
    return new Style({
      fill: new Fill({ color: fade(tone, 0.28) }),
      stroke: new Stroke({ color: tone, width: 2, lineJoin: "round" }),
      text: new Text({ text: name(f as Feature), font: `600 12px ${paint.font}`, fill: new Fill({ color: tone }), stroke: new Stroke({ color: fade(paint.surface, 0.9), width: 4 }), overflow: true, offsetY: 16 }),
    });
  };
}

/** An area that is taken. */
export function chosenStyle(paint: Paint): Style {
  return new Style({ fill: new Fill({ color: fade(paint.accent, 0.34) }), stroke: new Stroke({ color: paint.accent, width: 1.4 }) });
}

/** What a hand draws, with its corners. */
export function drawnStyle(paint: Paint): Style[] {
  const corner = new CircleStyle({ radius: 4, fill: new Fill({ color: paint.surface }), stroke: new Stroke({ color: paint.red, width: 2 }) });
  return [
    new Style({ fill: new Fill({ color: fade(paint.red, 0.1) }), stroke: new Stroke({ color: paint.red, width: 2.5 }), image: corner }),
    new Style({
      image: corner,
      geometry: (f) => {
        const shape = (f as Feature).getGeometry() as SimpleGeometry | undefined;
        const flat = shape && shape.getType() !== "Point" ? shape.getFlatCoordinates() : [];
        return new MultiPoint(Array.from({ length: flat.length / 2 }, (_, n) => [flat[n * 2], flat[n * 2 + 1]]));
      },
    }),
  ];
}

export function labelStyle(
  paint: Paint, name: (f: Feature) => string, by: string | undefined, clusters: () => Feature[], less: (f: Feature) => string | undefined,
): StyleFunction {
  return (f, resolution) => {
    const drawn = Boolean(f.get("drawn"));
    const count = by ? Number(f.get(by) ?? 0) : 0;
    const size = drawn ? 11 : 14;
    // On the district's own map the word "street" tells nobody anything, and covers the neighbour.
    const full = name(f as Feature).replace(/ (Street|Community)$|(?<=..)(街道|社区)$/, "");
    const text = brief(f as Feature, resolution, full, size, less(f as Feature));
    const isBrief = text !== full;
    return new Style({
      // Those on which the map opens come first, and are said in any case.
      zIndex: f.get("meant") ? 1 : 0,
      text: new Text({
        text: [text, `600 ${isBrief ? 11 : size}px ${paint.font}`, ...(count ? ["\n", "", count.toLocaleString("en"), `400 ${drawn ? 11 : 12}px ${paint.font}`] : [])],
        offsetY: evade(f as Feature, resolution, text, size, clusters()),
        fill: new Fill({ color: paint.ink }),
        stroke: new Stroke({ color: fade(paint.surface, 0.85), width: 3.5, lineJoin: "round" }),
        padding: isBrief ? [0, 1, 0, 1] : [3, 6, 3, 6],
        declutterMode: f.get("meant") ? "obstacle" : "declutter",
      }),
    });
  };
}

// What stands where the name is wider than its ground.
function brief(label: Feature, resolution: number, text: string, size: number, less: string | undefined): string {
  const ground = (label.get("area") as Feature | undefined)?.getGeometry();
  if (!less || !ground) return text;
  const [left, , right] = ground.getExtent();
  return widthOf(text, size) > (right - left) / resolution ? less : text;
}

// A name moves up or down a little, to the nearest place where no cluster covers it.
function evade(label: Feature, resolution: number, text: string, size: number, clusters: Feature[]): number {
  const at = (label.getGeometry() as Point | undefined)?.getCoordinates();
  if (!at || clusters.length === 0) return 0;
  const half = widthOf(text, size) / 2;
  const free = (offset: number) => clusters.every((c) => {
    const [x, y] = (c.getGeometry() as Point).getCoordinates();
    const radius = radiusOf((c.get("features") as Feature[]).length) + 2;
    return Math.abs(x - at[0]) / resolution > half + radius || Math.abs((at[1] - y) / resolution - offset) > size / 2 + radius;
  });
  return [0, -8, 8, -16, 16, -24, 24, -32, 32, -40, 40, -48, 48, -56, 56, -64, 64].find(free) ?? 0;
}

const radiusOf = (count: number) => (count === 1 ? 5.5 : 10 + Math.min(10, Math.log2(count) * 1.8));

export function clusterStyle(paint: Paint): StyleFunction {
  const edge = new Stroke({ color: paint.surface, width: 1.5 });
  return (f: FeatureLike) => {
    const inner = f.get("features") as Feature[];
    const tone = worst(inner, paint);
    if (inner.length === 1) return new Style({ image: new CircleStyle({ radius: radiusOf(1), fill: new Fill({ color: tone }), stroke: edge }) });
    return new Style({
      image: new CircleStyle({ radius: radiusOf(inner.length), fill: new Fill({ color: tone }), stroke: edge }),
      text: new Text({ text: String(inner.length), font: `600 12px ${paint.font}`, fill: new Fill({ color: paint.surface }), offsetY: 1 }),
    });
  };
}

function worst(features: Feature[], paint: Paint): string {
  const tones = new Set(features.map((f) => f.get("tone") as string | undefined));
  return tones.has("red") ? paint.red : tones.has("amber") ? paint.amber : tones.size === 1 && tones.has("green") ? paint.green : paint.accent;
}

export function pinStyle(paint: Paint): Style[] {
  return [
    new Style({ image: new CircleStyle({ radius: 13, fill: new Fill({ color: fade(paint.red, 0.16) }) }) }),
    new Style({ image: new CircleStyle({ radius: 6, fill: new Fill({ color: paint.red }), stroke: new Stroke({ color: paint.surface, width: 2 }) }) }),
  ];
}
