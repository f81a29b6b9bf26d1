import { mkdtempSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureDecide } from './bench/decide/measure-decide.js';
import { measureEngines } from './bench/decisions/measure-engines.js';
import { measureServers } from './bench/decisions/measure-servers.js';
import { measureLookPart } from './bench/look/measure-look-part.js';
import { measureBroker } from './bench/measure-broker.js';
import { measureMinimising } from './bench/measure-minimising.js';
import { HELP, readOptions, type BenchOptions } from './bench/options.js';
import { startOwnStack } from './bench/own-stack.js';
import { measurePages, type PagesReport } from './bench/pages/measure-pages.js';
import { reasonOf, say, warn } from './local/say.js';

async function main({ parts, rounds, seconds, residents, profile }: BenchOptions): Promise<void> {
  const machine = { cpus: cpus().length, node: process.version };
  const report: Record<string, unknown> = { machine, rounds, seconds };
  if (parts.includes('engines')) {
    warn('measuring engines …');
    report['engines'] = await measureEngines(rounds, seconds);
  }
  if (parts.includes('decide')) {
    warn('measuring decide …');
    report['decide'] = await measureDecide(rounds, seconds);
  }
  if (parts.includes('minimising')) report['minimising'] = measureMinimising(rounds, seconds);
  if (parts.includes('servers')) {
    warn('measuring decision points …');
    report['servers'] = await measureServers(rounds, seconds, process.env);
  }
  if (parts.includes('broker')) {
    warn('starting a stack of its own …');
    Object.assign(report, await measureBroker(rounds, seconds));
  }
  if (parts.includes('look')) {
    warn('starting a stack of its own, for looks …');
    const { results, ratios, ...about } = await measureLookPart({
      rounds,
      seconds,
      residents,
      ...profileFolder(profile),
    });
    report['look'] = { ...about, results };
    report['ratios'] = { ...(report['ratios'] as object | undefined), ...ratios };
  }
  const pages = parts.includes('pages') ? await measurePortal(rounds) : undefined;
  say(JSON.stringify(pages ? { ...report, pages } : report, null, 2));
  if (pages && pages.wrong.length > 0) throw new Error(`pages that are wrong:\n  ${pages.wrong.join('\n  ')}`);
}

function profileFolder(wanted: boolean): { readonly profileFolder?: string } {
  if (!wanted) return {};
  const folder = mkdtempSync(join(tmpdir(), 'consent-broker-profile-'));
  warn(`the relay's CPU profile will be in ${folder}`);
  return { profileFolder: folder };
}

async function measurePortal(rounds: number): Promise<PagesReport> {
  warn('starting a stack of its own, for pages …');
  const stack = await startOwnStack(process.env);
  try {
    return await measurePages(stack, rounds);
  } finally {
    await stack.stop();
  }
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) say(HELP);
  else await main(options);
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
