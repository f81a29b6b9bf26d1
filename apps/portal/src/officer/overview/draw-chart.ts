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

/** What a chart is called, and the finding, for who does not see the picture. */
interface Names {
  readonly id: string;
  readonly title: string;
  readonly says: string;
}

/** A bar's parts one after the other: where each begins, and how long it is. */
function stacked({ parts }: Bar, most: number, room: number) {
  let end = 0;
  return parts
    .filter(({ count }) => count > 0)
    .map(({ part, count }) => {
      const size = (count / most) * room;
      end += size;
      return { part, size, from: end - size, end };
    });
}

/** As `views/officer/chart.njk` draws it, of plain rectangles and texts: columns side by side, such as days; the first and the last are labelled, and the greatest number. */
export function drawColumns(names: Names, bars: readonly Bar[]) {
  const most = greatest(bars);
  const step = WIDTH / Math.max(1, bars.length);
  const floor = LINE + TALLEST;
  const rectangles = bars.flatMap((bar, at) =>
    stacked(bar, most, TALLEST).map(({ part, size, end }): Rectangle => {
      const place = { x: round((at + GAP / 2) * step), y: round(floor - end) };
      return { ...place, width: round(step * (1 - GAP)), height: round(size), part };
    }),
  );
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
export function drawBars(names: Names, bars: readonly Bar[]) {
  const most = greatest(bars);
  const room = WIDTH - 40;
  const height = LINE + THICK + 10;
  const drawn = bars.map((bar, at) => {
    const y = at * height + LINE;
    const parts = stacked(bar, most, room);
    const rectangles = parts.map(({ part, size, from }): Rectangle => ({
      ...{ x: round(from), y, width: round(size), height: THICK, part },
    }));
    const labels: Label[] = [
      { x: 0, y: y - 5, text: fitting(bar.label), anchor: 'start' },
      { x: round(parts.at(-1)?.end ?? 0) + 5, y: y + THICK - 3, text: String(totalOf(bar)), anchor: 'start' },
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
