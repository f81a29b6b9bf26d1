import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldDirectives, formatInstant, parseInstant, type Decision, type Facts } from '#libs/domain';
import type { SaidVersion } from '../delivery/said-since.js';
import { lossByWhatStands } from './faults/by-what-stands.js';
import { terminalLoss } from './terminal-loss.js';

const BEGIN = parseInstant('2026-11-01T00:00:00Z');
const MINUTE = 60_000_000;
const at = (step: number): string => formatInstant(BEGIN + step * MINUTE);
const ROW = { sourceAgency: 'NM-ASC', agency: 'HARBOUR', category: 'FUNCTION', purpose: 'HOUSADAPT' } as const;
const SCOPE = {
  source: 'NM-ASC',
  recipient: 'HARBOUR',
  category: 'FUNCTION',
  purpose: 'HOUSADAPT',
  agreement: 'D2',
  maxConsentDays: null,
} as const;
const STOPS = ['ConsentWithdrawn', 'ConsentRefused', 'Objected'] as const;

/** One thing said, at its own minute: of which directive, what, and about whom; null takes the directive back. */
interface Step {
  readonly id: string;
  readonly status: SaidVersion['status'] | null;
  readonly recipients: string[] | null;
}

/** The versions that these steps leave behind. Every step makes an epoch, as the fence does. */
function history(steps: readonly Step[]): SaidVersion[] {
  const said: (SaidVersion & { supersededAt: string | null })[] = [];
  steps.forEach(({ id, status, recipients }, step) => {
    const current = said.find((version) => version.id === id && version.supersededAt === null);
    // Only a stop is taken back without a word in its place.
    if (status === null && current?.status === 'ConsentGiven') return;
    if (current) said[said.indexOf(current)] = { ...current, supersededAt: at(step) };
    if (status === null) return;
    said.push({
      ...{ id, status, recipients, sources: null, categories: null, purposes: null, agreement: null, epoch: step + 1 },
      ...{ startsAt: at(step), expiresAt: null, recordedAt: at(step), supersededAt: null },
    });
  });
  return said;
}

const standing = (said: readonly SaidVersion[]): SaidVersion[] =>
  said.filter(({ supersededAt }) => supersededAt === null);

/** Whether a sweep after so many steps destroys. */
function ended(steps: readonly Step[], count: number): boolean {
  const said = standing(history(steps.slice(0, count))).filter(({ status }) => status !== 'ObjectionPendingHighHarm');
  return ['withdrawn', 'refused', 'objected'].includes(foldDirectives(said, SCOPE, parseInstant(at(count))));
}

function dead(loss: typeof terminalLoss, steps: readonly Step[], offered: number): boolean {
  const said = history(steps);
  const directives = standing(said);
  const facts = { now: at(steps.length), directives, overrides: [], agreements: [] } as unknown as Facts;
  const given = foldDirectives(directives, SCOPE, parseInstant(facts.now)) === 'given';
  const decision = { outcome: given ? 'permit' : 'deny', reason: 'needs-consent' } as unknown as Decision;
  return loss({ ...ROW, agreement: 'D2', residentEpoch: String(offered) }, facts, decision, said) !== null;
}

const step = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  status: fc.constantFrom('ConsentGiven', ...STOPS, 'ObjectionPending', 'ObjectionPendingHighHarm', null),
  recipients: fc.constantFrom<string[] | null>(null, ['HARBOUR'], ['NM-HSG']),
});
const lives = fc.array(step, { minLength: 1, maxLength: 7 });

describe('a delivery that was offered before something was said', () => {
  it('is as dead as a sweep after each single word would have left it, whatever was said since', () => {
    fc.assert(
      fc.property(lives, fc.nat(6), (steps, offered) => {
        fc.pre(offered < steps.length && !ended(steps, offered));
        const swept = steps.some((_, step) => step >= offered && ended(steps, step + 1));
        expect(dead(terminalLoss, steps, offered)).toBe(swept);
      }),
      { numRuns: 2_000 },
    );
  });

  it('would live again by a new consent if only what stands counted', () => {
    const steps: Step[] = [
      { id: 'a', status: 'ConsentGiven', recipients: null },
      { id: 'a', status: 'ConsentWithdrawn', recipients: null },
      { id: 'b', status: 'ConsentGiven', recipients: null },
    ];
    expect([terminalLoss, lossByWhatStands].map((loss) => dead(loss, steps, 1))).toEqual([true, false]);
    expect(dead(terminalLoss, steps, 3)).toBe(false);
  });
});
