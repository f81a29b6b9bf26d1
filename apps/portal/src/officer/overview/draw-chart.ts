/** What a bar counts: drawn in another colour and another pattern, and named in the key. */
export type Part = 'permitted' | 'denied';

export interface Bar {
  readonly label: string;
  readonly parts: readonly { readonly part: Part; readonly count: number }[];
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly part: Part;
}

interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

/** A chart as `views/officer/chart.njk` draws it: plain rectangles and texts, no style, so that any page may carry it. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** The finding, for who does not see the picture. */
  readonly says: string;
  readonly width: number;
  readonly height: number;
  readonly bars: readonly Rectangle[];
  readonly labels: readonly Label[];
}

/** Drawn for a phone's width and scaled up from there. */
const WIDTH = 320;
const TALLEST = 140;
const LINE = 18;
const GAP = 0.25;
const THICK = 16;
/** So many characters fit the width; the table beside the chart has the whole. */
const LONGEST_LABEL = 40;

const totalOf = ({ parts }: Bar): number => parts.reduce((sum, { count }) => sum + count, 0);
const greatest = (bars: readonly Bar[]): number => Math.max(1, ...bars.map(totalOf));
const round = (value: number): number => Math.round(value * 100) / 100;

type Names = Pick<Chart, 'id' | 'title' | 'says'>;

/** Columns side by side, such as days; the first and the last are labelled, and the greatest number. */
export function drawColumns(names: Names, bars: readonly Bar[]): Chart {
  const most = greatest(bars);
  const step = WIDTH / Math.max(1, bars.length);
  const floor = LINE + TALLEST;
  const rectangles = bars.flatMap((bar, at) => {
    let top = floor;
    return bar.parts
      .filter(({ count }) => count > 0)
      .map(({ part, count }): Rectangle => {
        const height = (count / most) * TALLEST;
        top -= height;
        const x = round((at + GAP / 2) * step);
        return { x, y: round(top), width: round(step * (1 - GAP)), height: round(height), part };
      });
  });
  const ends: Label[] = [
    { x: 0, y: floor + LINE, text: bars[0]?.label ?? '', anchor: 'start' },
    ...(bars.length > 1 ? [{ x: WIDTH, y: floor + LINE, text: bars.at(-1)!.label, anchor: 'end' as const }] : []),
  ];
  const peak = bars.findIndex((bar) => totalOf(bar) === most);
  const above: Label[] =
    peak < 0
      ? []
      : [{ x: round((peak + 0.5) * step), y: LINE - 4, text: String(most), anchor: anchorAt(peak, bars.length) }];
  return { ...names, width: WIDTH, height: floor + LINE + 6, bars: rectangles, labels: [...above, ...ends] };
}

/** A number above the outermost columns must not leave the picture. */
function anchorAt(place: number, count: number): Label['anchor'] {
  if (place === 0) return 'start';
  return place === count - 1 ? 'end' : 'middle';
}

const fitting = (label: string): string =>
  label.length <= LONGEST_LABEL ? label : `${label.slice(0, LONGEST_LABEL - 1).trimEnd()}…`;

/** Bars one below the other, each with its name above it and its number behind it. */
export function drawBars(names: Names, bars: readonly Bar[]): Chart {
  const most = greatest(bars);
  const room = WIDTH - 40;
  const height = LINE + THICK + 10;
  const drawn = bars.map((bar, at) => {
    const y = at * height + LINE;
    let x = 0;
    const rectangles = bar.parts
      .filter(({ count }) => count > 0)
      .map(({ part, count }): Rectangle => {
        const width = (count / most) * room;
        const rectangle = { x: round(x), y, width: round(width), height: THICK, part };
        x += width;
        return rectangle;
      });
    const labels: Label[] = [
      { x: 0, y: y - 5, text: fitting(bar.label), anchor: 'start' },
      { x: round(x) + 5, y: y + THICK - 3, text: String(totalOf(bar)), anchor: 'start' },
    ];
    return { rectangles, labels };
  });
  return {
    ...names,
    width: WIDTH,
    height: bars.length * height,
    bars: drawn.flatMap(({ rectangles }) => rectangles),
    labels: drawn.flatMap(({ labels }) => labels),
  };
}
