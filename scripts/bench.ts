import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { HELP, readOptions, type BenchOptions } from './bench/options.js';
import type { PartName } from './bench/part-names.js';
import type { PartOptions, PartReport } from './bench/part.js';
import { PARTS } from './bench/parts.js';
import { drawRun } from './bench/plots/draw-run.js';
import { reasonOf, say, warn } from './local/say.js';

async function measure({ parts, profile, out, ...rest }: BenchOptions): Promise<void> {
  const options: PartOptions = { ...rest, ...profileFolder(profile) };
  const reports: [PartName, PartReport][] = [];
  for (const part of parts) {
    warn(`measuring ${part} …`);
    reports.push([part, await PARTS[part](options).catch((error: unknown) => failed(part, error))]);
  }
  const text = JSON.stringify(runOf(options, reports), null, 2);
  say(text);
  if (out !== undefined) {
    mkdirSync(out, { recursive: true });
    const file = join(out, 'run.json');
    writeFileSync(file, `${text}\n`);
    draw(file);
  }
  const wrong = reports.flatMap(([, report]) => report.wrong ?? []);
  if (wrong.length > 0) throw new Error(`what is wrong:\n  ${wrong.join('\n  ')}`);
}

/** The others are measured all the same. */
function failed(part: PartName, error: unknown): PartReport {
  warn(`${part} failed: ${reasonOf(error)}`);
  return { results: {}, wrong: [`${part}: ${reasonOf(error)}`] };
}

function runOf({ rounds, seconds }: PartOptions, reports: readonly (readonly [PartName, PartReport])[]): object {
  const machine = { cpus: cpus().length, node: process.version };
  const ratios = Object.fromEntries(
    reports.flatMap(([part, report]) => (report.ratios ? [[part, report.ratios]] : [])),
  );
  const others: Record<string, object> = {};
  for (const [part, { ratios: _, ...report }] of reports) others[part] = report;
  return { machine, rounds, seconds, ratios, ...others };
}

const draw = (file: string): void => drawRun(file).forEach((path) => warn(`written: ${path}`));

function profileFolder(wanted: boolean): Pick<PartOptions, 'profileFolder'> {
  if (!wanted) return {};
  const folder = mkdtempSync(join(tmpdir(), 'consent-broker-profile-'));
  warn(`the relay's CPU profile will be in ${folder}`);
  return { profileFolder: folder };
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(HELP);
  else if (options.plots !== undefined) draw(options.plots);
  else await measure(options);
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
