import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { drawRun } from './draw-run.js';
import { figuresOf } from './figures.js';
import { lineChart } from './line-chart.js';
import type { BenchRun } from './run.js';

const rate = (perSecond: number) => ({ perSecond, p50Ms: 1, p99Ms: 2 });
const run: BenchRun = {
  ...{ machine: { cpus: 2, node: 'v20' }, rounds: 5, seconds: 5 },
  ratios: { look: { rateToInsert: 0.52, rateToInsertAt64: 0.611 }, entry: { bytes: 2980 } },
  look: {
    results: Object.fromEntries(
      [1, 4, 16, 64].flatMap((at) => [
        [`look95At${at}`, rate(at * 10)],
        [`insertEndpointAt${at}`, rate(at * 20)],
      ]),
    ),
  },
};

describe('what the bench draws', () => {
  it('puts points where their numbers are', () => {
    const points: [number, number][] = [
      [1, 0],
      [2, 50],
      [4, 100],
    ];
    const svg = lineChart({ title: 'T', x: 'x', y: 'y', isLogX: true, lines: [{ name: 'one', points }] });
    expect(svg).toContain('points="64.0,312.0 272.0,176.0 480.0,40.0"');
    expect(svg).toMatch(/^<svg [^]*<\/svg>\n$/);
  });

  it('is what a run has the figures for, beside it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-plots-'));
    try {
      const file = join(folder, 'run.json');
      writeFileSync(file, JSON.stringify(run));
      const written = drawRun(file);
      expect(written.map((path) => basename(path))).toEqual([
        ...['figures.md', 'throughput-by-concurrency.svg', 'latency-by-load.svg'],
      ]);
      expect(readFileSync(written[1]!, 'utf8')).toContain('token + one INSERT');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('tells each figure beside its target, and what was not measured', () => {
    const lines = figuresOf(run).split('\n');
    expect(lines.find((line) => line.includes('one source'))).toContain('| 52 % / 61 % | 50 % / 60 % |');
    expect(lines.find((line) => line.includes('entry on disk'))).toContain('3.0 kB / not measured');
  });
});
