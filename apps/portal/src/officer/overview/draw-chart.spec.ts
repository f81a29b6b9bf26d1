import { describe, expect, it } from '@jest/globals';
import { drawBars, drawColumns, type Bar } from './draw-chart.js';

const names = { id: 'looks', title: 'Looks', says: 'Three looks.' };
const bar = (label: string, permitted: number, denied = 0): Bar => ({
  label,
  parts: [
    { part: 'permitted', count: permitted },
    { part: 'denied', count: denied },
  ],
});

describe('a chart', () => {
  it('stacks what was let through and refused, as high as their numbers', () => {
    const { bars } = drawColumns(names, [bar('Mon', 3, 1), bar('Tue', 2)]);
    const [permitted, denied, tuesday] = bars;
    expect(bars).toHaveLength(3);
    expect(permitted!.height).toBe(denied!.height * 3);
    expect(denied!.y + denied!.height).toBe(permitted!.y);
    expect(tuesday!.height).toBe(denied!.height * 2);
  });

  it('cuts a name that is longer than the picture is wide, and says that it did', () => {
    const [label] = drawBars(names, [bar('The person opted out of research and of planning', 1)]).labels;
    expect(label!.text).toMatch(/^The person opted out of .*…$/);
    expect(label!.text.length).toBeLessThanOrEqual(40);
  });

  it('stays within its picture, whatever it is asked to draw', () => {
    const many = Array.from({ length: 92 }, (_, at) => bar(`day ${at}`, at * 1000, 7));
    for (const chart of [drawColumns(names, many), drawBars(names, many), drawColumns(names, [bar('one', 5)])]) {
      for (const { x, y, width, height } of chart.bars) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(chart.width);
        expect(y + height).toBeLessThanOrEqual(chart.height);
      }
    }
  });

  it('draws nothing for nothing, and divides by no zero', () => {
    expect(drawColumns(names, [bar('Mon', 0), bar('Tue', 0)]).bars).toEqual([]);
    expect(drawColumns(names, []).bars).toEqual([]);
    expect(drawBars(names, []).height).toBe(0);
  });

  it('names its bars and says their numbers', () => {
    const texts = drawBars(names, [bar('Direct care', 3, 2)]).labels.map(({ text }) => text);
    expect(texts).toEqual(['Direct care', '5']);
  });
});
