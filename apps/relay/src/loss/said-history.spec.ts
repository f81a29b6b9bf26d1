import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, parseInstant, type Decision } from '#libs/domain';
import type { Facts } from '#libs/pdp';
import { terminalLoss } from './terminal-loss.js';
import { lossWordByWord } from '../testing/loss-word-by-word.js';
import { SaidHistory, type SaidVersion } from './said-history.js';

type Row = Parameters<typeof terminalLoss>[0];

const BEGIN = parseInstant('2026-11-01T00:00:00Z');
const QUARTER_DAY = 21_600_000_000;
const at = (quarter: number): string => formatInstant(BEGIN + quarter * QUARTER_DAY);
const STATUSES = ['ConsentGiven', 'ConsentWithdrawn', 'ConsentRefused', 'Objected'] as const;
const PENDING = ['ObjectionPending', 'ObjectionPendingHighHarm'] as const;

/** Few moments, so that one thing often ends in the instant when another begins. */
const quarter = fc.nat(12).map(at);
const sometime = fc.option(quarter, { freq: 2 });
const within = <T>(...values: T[]): fc.Arbitrary<T[] | null> =>
  fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 }), { freq: 1 });

/** Also what no resident can have said, and in any order: the two must agree on that too. */
const version: fc.Arbitrary<SaidVersion> = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  version: fc.integer({ min: 1, max: 4 }),
  status: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...STATUSES) }, fc.constantFrom(...PENDING)),
  sources: within('NM-ASC', 'NM-ACUTE'),
  recipients: within('HARBOUR', 'NM-HSG'),
  categories: within<'FUNCTION' | 'DEMOG'>('FUNCTION', 'DEMOG'),
  purposes: within<'HOUSADAPT' | 'COC'>('HOUSADAPT', 'COC'),
  agreement: fc.constantFrom(null, 'D2', 'D3'),
  epoch: fc.option(fc.nat(12), { freq: 6 }),
  startsAt: quarter,
  expiresAt: sometime,
  recordedAt: quarter,
  supersededAt: sometime,
});

/** Each next version of a directive is recorded when the one before it is superseded; some start later or end by themselves. */
const told = fc
  .array(fc.record({ version, later: fc.constantFrom(0, 0, 0, 1, 3), step: fc.constantFrom(0, 1, 1) }), {
    maxLength: 10,
  })
  .map((words) => {
    const said: SaidVersion[] = [];
    let now = 0;
    for (const [index, { version: word, later, step }] of words.entries()) {
      now += step;
      const before = said.findIndex(({ id, supersededAt }) => id === word.id && supersededAt === null);
      if (before !== -1) said[before] = { ...said[before]!, supersededAt: at(now) };
      const of = { version: said.filter(({ id }) => id === word.id).length + 1, epoch: index + 1, supersededAt: null };
      said.push({ ...word, ...of, recordedAt: at(now), startsAt: at(now + later) });
    }
    return said;
  });

const asked = fc.record({
  said: fc.oneof(
    fc.array(version, { maxLength: 8 }),
    told,
    told.chain((said) => fc.shuffledSubarray(said)),
  ),
  now: quarter,
  outcome: fc.constantFrom('permit', 'deny'),
  residentEpoch: fc.nat(8).map(String),
  mode: fc.constantFrom('EXPLICIT', 'DIRECT_CARE'),
  maxConsentDays: fc.constantFrom(null, 1, 2),
  agreement: fc.constantFrom('D2', 'D2', null),
  override: fc.option(fc.record({ startsAt: quarter, endsAt: quarter }), { freq: 1 }),
});

function losses({ said, ...one }: typeof asked extends fc.Arbitrary<infer T> ? T : never, history: SaidHistory) {
  const row = { sourceAgency: 'NM-ASC', agency: 'HARBOUR', category: 'FUNCTION', purpose: 'HOUSADAPT', ...one } as Row;
  const facts = {
    now: one.now,
    directives: said.filter(({ supersededAt }) => supersededAt === null),
    overrides: one.override === null ? [] : [{ ...one.override, categories: ['FUNCTION'] }],
    agreements: [{ id: 'D2', mode: one.mode, maxConsentDays: one.maxConsentDays }],
  } as unknown as Facts;
  const decision = { outcome: one.outcome } as Decision;
  return [terminalLoss(row, facts, decision, history), lossWordByWord(row, facts, decision, said)];
}

describe('a history that is walked once', () => {
  it('ends what the same words would end when each is read against all the others', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(asked, fc.nat(8).map(String), fc.constantFrom(null, 1), (one, residentEpoch, maxConsentDays) => {
        const history = new SaidHistory(one.said);
        for (const delivery of [one, { ...one, residentEpoch }, { ...one, maxConsentDays }]) {
          const [inOneWalk, wordByWord] = losses(delivery, history);
          expect(inOneWalk).toEqual(wordByWord);
          seen.add(wordByWord?.reason ?? 'alive');
        }
      }),
      { numRuns: 4_000 },
    );
    expect([...seen].toSorted()).toEqual(['alive', 'objected', 'refused', 'withdrawn']);
  });
});

/** How often any field of any version is read when so many deliveries are asked about a resident of so many changes. */
function reads(changes: number, deliveries: number, inOneWalk: boolean): number {
  let count = 0;
  const versions = Array.from({ length: changes }, (_, index): SaidVersion => {
    const said: SaidVersion = {
      ...{
        id: 'a',
        version: index + 1,
        status: 'ConsentGiven' as const,
        sources: null,
        recipients: null,
        categories: null,
      },
      ...{ purposes: null, agreement: null, epoch: index + 1, startsAt: at(index), recordedAt: at(index) },
      ...{ expiresAt: null, supersededAt: index + 1 === changes ? null : at(index + 1) },
    };
    return new Proxy(said, {
      get: (target, field): unknown => {
        count += 1;
        return Reflect.get(target, field);
      },
    });
  });
  const facts = { now: at(changes), directives: [], overrides: [], agreements: [] } as unknown as Facts;
  const row = { sourceAgency: 'NM-ASC', agency: 'HARBOUR', category: 'FUNCTION', purpose: 'HOUSADAPT' } as const;
  const history = new SaidHistory(versions);
  for (let left = deliveries; left > 0; left -= 1) {
    const delivery = { ...row, agreement: null, residentEpoch: String(left) };
    const decision = { outcome: 'permit' } as Decision;
    if (inOneWalk) terminalLoss(delivery, facts, decision, history);
    else lossWordByWord(delivery, facts, decision, versions);
  }
  return count;
}

describe('one who changes their mind four times as often', () => {
  it('costs four times as much, and sixteen times where each word is read against all the others', () => {
    const growth = (inOneWalk: boolean): number => reads(200, 5, inOneWalk) / reads(50, 5, inOneWalk);
    expect(growth(true)).toBeLessThan(4.5);
    expect(growth(false)).toBeGreaterThan(12);
  });

  it('costs no more for a page of deliveries than for one, and far more word by word', () => {
    const growth = (inOneWalk: boolean): number => reads(50, 40, inOneWalk) / reads(50, 1, inOneWalk);
    expect(growth(true)).toBe(1);
    expect(growth(false)).toBeGreaterThan(10);
  });
});
