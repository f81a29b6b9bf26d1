import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chartsOf } from './charts.js';
import { figuresOf } from './figures.js';
import { lineChart } from './line-chart.js';
import type { BenchRun } from './run.js';

/** Writes the plots and the table of a run beside its file. Answers with what was written. */
export function drawRun(file: string): string[] {
  const run = JSON.parse(readFileSync(file, 'utf8')) as BenchRun;
  const texts: Record<string, string> = { 'figures.md': figuresOf(run) };
  for (const [name, chart] of Object.entries(chartsOf(run))) texts[`${name}.svg`] = lineChart(chart);
  return Object.entries(texts).map(([name, text]) => {
    const path = join(dirname(file), name);
    writeFileSync(path, text);
    return path;
  });
}
