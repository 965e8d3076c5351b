// The page's own colours, read once from its custom properties.

export interface Paint {
  paper: string; surface: string; ink: string; quiet: string; line: string; accent: string; red: string; amber: string; green: string;
  font: string;
}

const fallback: Omit<Paint, "font"> = {
  paper: "#FBFAF7", surface: "#FFFFFF", ink: "#1B1F24", quiet: "#5B6470", line: "#E4E2DC",
  accent: "#0F5E56", red: "#B3261E", amber: "#9A6700", green: "#1A7F37",
};

export function paintOf(root: HTMLElement): Paint {
  const style = getComputedStyle(root);
  const read = (name: keyof typeof fallback) => rgb(style.getPropertyValue(`--${name}`).trim()) ?? fallback[name];
  return {
    paper: read("paper"), surface: read("surface"), ink: read("ink"), quiet: read("quiet"), line: read("line"),
    accent: read("accent"), red: read("red"), amber: read("amber"), green: read("green"),
    font: style.fontFamily || "system-ui, sans-serif",
  };
}

// The canvas turns any colour the page may write (oklch, light-dark, names) into plain numbers.
function rgb(colour: string): string | null {
  if (!colour) return null;
  const probe = document.createElement("span");
  probe.style.color = colour;
  document.body.append(probe);
  const context = new OffscreenCanvas(1, 1).getContext("2d")!;
  context.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  context.fillRect(0, 0, 1, 1);
  const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
  return "#" + [r, g, b].map((n) => n.toString(16).padStart(2, "0")).join("");
}

const parts = (hex: string) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

/** Mixes two colours: 0 is the first, 1 the second. */
export function mix(one: string, two: string, share: number): string {
  const [a, b] = [parts(one), parts(two)];
  return `rgb(${a.map((n, i) => Math.round(n + (b[i] - n) * share)).join(",")})`;
}

export function fade(colour: string, alpha: number): string {
  return `rgba(${parts(colour).join(",")},${alpha})`;
}
