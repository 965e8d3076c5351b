// Five steps by quantiles of what there is, with whole-number bounds that a person can read.

export interface Steps {
  /** Upper bounds, inclusive, ascending: at most five; empty when every area has 0. */
  bounds: number[];
  /** 0 for nothing, 1 to 5 for a step. */
  of(value: number): number;
}

export function steps(values: number[]): Steps {
  const some = values.filter((v) => v > 0).sort((a, b) => a - b);
  const bounds: number[] = [];
  for (let n = 1; n <= 5 && some.length > 0; n++) {
    const bound = some[Math.ceil((some.length * n) / 5) - 1];
    const round = n === 5 ? bound : tidy(bound);
    if (bounds.length === 0 || round > bounds[bounds.length - 1]) bounds.push(round);
  }
  return { bounds, of: (v) => (v > 0 ? bounds.findIndex((b) => v <= b) + 1 : 0) };
}

function tidy(value: number): number {
  const unit = value < 20 ? 1 : 10 ** Math.floor(Math.log10(value) - 1) * 5;
  return Math.floor(value / unit) * unit || value;
}
