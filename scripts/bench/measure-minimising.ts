import type { Category } from '#libs/domain';
import type { Hidden } from '../../apps/relay/src/release/hidden.js';
import { minimise } from '../../apps/relay/src/release/minimise.js';
import { medianOf, type Result, type Round, roundOf } from './round.js';
import { median, rounded } from './statistics.js';

const SIZES = [1, 4, 64] as const;
const HIDINGS: Readonly<Record<string, Hidden>> = {
  nothing: { redact: [], mask: [], hideLocation: false },
  diagnosis: { redact: ['condition.code', 'diagnosis'], mask: [], hideLocation: false },
  location: { redact: [], mask: [], hideLocation: true },
};

export interface MinimisingReport {
  readonly includes: string;
  /** By size in kB and what is hidden: microseconds a record, and how many times `JSON.parse` of the same text. */
  readonly results: Readonly<Record<string, Result>>;
  readonly timesJsonParse: Readonly<Record<string, number>>;
}

const CODING = { coding: [{ system: 'http://snomed.info/sct', code: '282097004', display: 'Ability to walk' }] };

/** An Observation of so many kB: components with codes, numbers, a text each, and a diagnosis to be hidden. */
function bodyOf(kiloBytes: number): string {
  const component: object[] = [];
  const body = {
    resourceType: 'Observation',
    status: 'final',
    code: CODING,
    bodySite: { coding: [{ system: 'http://snomed.info/sct', code: '29836001', display: 'Fracture of hip' }] },
    component,
  };
  const one = { code: CODING, valueQuantity: { value: 12, unit: 'm' }, valueString: 'Walks to the gate and back.' };
  const fits = Math.floor((kiloBytes * 1024 - JSON.stringify(body).length) / (JSON.stringify(one).length + 1));
  component.push(...Array.from({ length: Math.max(1, fits) }, () => one));
  return JSON.stringify(body);
}

/** What it costs to let a stored body leave, beside `JSON.parse` of it; one thread, processor time, rounds interleaved. */
export function measureMinimising(rounds: number, seconds: number, category: Category = 'FUNCTION'): MinimisingReport {
  const seen: Record<string, Round[]> = {};
  const ratios: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round += 1) {
    for (const size of SIZES) {
      const text = bodyOf(size);
      const parsing = microsecondsOf(() => JSON.parse(text) as unknown, seconds / 12);
      for (const [hiding, hidden] of Object.entries(HIDINGS)) {
        const own = microsecondsOf(() => minimise(text, category, hidden), seconds / 12);
        // The first round warms up.
        if (round === 0) continue;
        const name = `${size} kB, hidden: ${hiding}`;
        (seen[name] ??= []).push({ ...roundOf([own / 1000]), also: { microseconds: own } });
        (ratios[name] ??= []).push(own / parsing);
      }
    }
  }
  const of = <T, U>(all: Record<string, T>, read: (one: T) => U): Record<string, U> =>
    Object.fromEntries(Object.entries(all).map(([name, one]) => [name, read(one)]));
  return {
    includes:
      'reading the text with its digits, the shape, the net, and writing it again; where nothing is hidden, a look for key safes',
    results: of(seen, medianOf),
    timesJsonParse: of(ratios, (all) => rounded(median(all))),
  };
}

function microsecondsOf(work: () => unknown, seconds: number): number {
  const until = performance.now() + seconds * 1000;
  const before = process.cpuUsage();
  let times = 0;
  for (; performance.now() < until; times += 1) work();
  const spent = process.cpuUsage(before);
  return (spent.user + spent.system) / times;
}
