export type Point = readonly [x: number, y: number];

export interface LineChart {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly { readonly name: string; readonly points: readonly Point[] }[];
  /** What the x axis doubles along, where it does not count evenly. */
  readonly isLogX?: boolean;
}

const [WIDTH, HEIGHT] = [640, 360];
const MARGIN = { left: 64, right: 160, top: 40, bottom: 48 };
const COLOURS = ['#1d70b8', '#d4351c', '#00703c', '#f47738', '#4c2c92', '#505a5f'];
const STEPS = 5;

/** A small drawing of lines over two axes, as SVG text. Nothing is drawn of a line without points. */
export function lineChart({ title, x, y, lines, isLogX = false }: LineChart): string {
  const points = lines.flatMap((line) => line.points);
  const scaled = (value: number): number => (isLogX ? Math.log2(value) : value);
  const xs = points.map(([at]) => scaled(at));
  const [left, right] = isLogX ? [Math.min(...xs), Math.max(...xs)] : [0, Math.max(...xs)];
  const top = roundUp(Math.max(...points.map(([, at]) => at)));
  const [innerWidth, innerHeight] = [WIDTH - MARGIN.left - MARGIN.right, HEIGHT - MARGIN.top - MARGIN.bottom];
  const atX = (value: number): number => MARGIN.left + ((scaled(value) - left) / (right - left || 1)) * innerWidth;
  const atY = (value: number): number => MARGIN.top + (1 - value / top) * innerHeight;
  const ticks = isLogX ? [...new Set(points.map(([at]) => at))] : stepsTo(Math.max(...points.map(([at]) => at)));
  const bottom = HEIGHT - MARGIN.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" role="img">`,
    `<title>${title}</title><rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    text(MARGIN.left, 22, title, 'font-size="14" font-weight="bold"'),
    ...stepsTo(top).map((value) => row(atY(value), WIDTH - MARGIN.right, shown(value))),
    ...ticks.map((value) => text(atX(value), bottom + 18, shown(value), 'text-anchor="middle"')),
    text(MARGIN.left + innerWidth / 2, HEIGHT - 10, x, 'text-anchor="middle"'),
    text(-(MARGIN.top + innerHeight / 2), 14, y, 'text-anchor="middle" transform="rotate(-90)"'),
    ...lines.map((line, at) => drawn(line, COLOURS[at % COLOURS.length]!, { atX, atY, legendY: MARGIN.top + at * 20 })),
    '</svg>\n',
  ].join('\n');
}

interface Place {
  readonly atX: (value: number) => number;
  readonly atY: (value: number) => number;
  readonly legendY: number;
}

function drawn({ name, points }: LineChart['lines'][number], colour: string, { atX, atY, legendY }: Place): string {
  const places = points.map(([x, y]) => `${atX(x).toFixed(1)},${atY(y).toFixed(1)}`);
  const dots = places
    .map((place) => place.split(','))
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`);
  const legendX = WIDTH - MARGIN.right + 12;
  return [
    `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...dots,
    `<rect x="${legendX}" y="${legendY - 9}" width="10" height="10" fill="${colour}"/>`,
    text(legendX + 16, legendY, name, ''),
  ].join('\n');
}

const row = (y: number, right: number, label: string): string =>
  `<line x1="${MARGIN.left}" x2="${right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}" stroke="#d8d8d8"/>\n` +
  text(MARGIN.left - 8, y + 4, label, 'text-anchor="end"');

const text = (x: number, y: number, what: string, more: string): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="#0b0c0c" ${more}>${what}</text>`;

const shown = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en-GB');

function stepsTo(top: number): number[] {
  const step = roundUp(top / STEPS);
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, at) => at * step);
}

/** To 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value || 1));
  return power * ([1, 2, 5, 10].find((times) => times * power >= value) ?? 10);
}
