import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldDirectives, formatInstant, parseInstant, type Decision } from '#libs/domain';
import type { Facts } from '#libs/pdp';
import { SaidHistory, type SaidVersion } from './said-history.js';
import type { lossWordByWord } from '../testing/loss-word-by-word.js';
import { lossByStopsAlone } from './faults/by-stops-alone.js';
import { lossByWhatStands } from './faults/by-what-stands.js';
import { terminalLoss } from './terminal-loss.js';

type Loss = typeof lossWordByWord;
const inOneWalk: Loss = (row, facts, decision, said) => terminalLoss(row, facts, decision, new SaidHistory(said));

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
      ...{ id, version: said.filter((version) => version.id === id).length + 1, status, recipients },
      ...{ sources: null, categories: null, purposes: null, agreement: null, epoch: step + 1 },
      ...{ startsAt: at(step), expiresAt: null, recordedAt: at(step), supersededAt: null },
    });
  });
  return said;
}

const standing = (said: readonly SaidVersion[]): SaidVersion[] =>
  said.filter(({ supersededAt }) => supersededAt === null);

/** Whether a sweep after so many steps destroys what was offered after so many. */
function ended(steps: readonly Step[], count: number, offered = count, restsOnYes = true): boolean {
  const said = standing(history(steps.slice(0, count))).filter(({ status }) => status !== 'ObjectionPendingHighHarm');
  const answer = foldDirectives(said, SCOPE, parseInstant(at(count)));
  if (['withdrawn', 'refused', 'objected'].includes(answer)) return true;
  return restsOnYes && answer !== 'given' && count > offered && lessSaid(steps.slice(0, count), offered);
}

/** Whether some step after the offer left a yes that was about it standing, about somebody else alone. */
const lessSaid = (steps: readonly Step[], offered: number): boolean =>
  steps.some(({ id, status, recipients }, step) => {
    const [before] = standing(history(steps.slice(0, step))).filter((said) => said.id === id);
    const yes = [status, before?.status].every((said) => said === 'ConsentGiven');
    return step >= offered && yes && !isOfHarbour(recipients) && isOfHarbour(before!.recipients);
  });

const isOfHarbour = (recipients: readonly string[] | null): boolean => recipients?.includes('HARBOUR') ?? true;

function dead(loss: Loss, steps: readonly Step[], offered: number, mode = 'EXPLICIT'): boolean {
  const said = history(steps);
  const directives = standing(said);
  const agreements = [{ id: 'D2', mode, maxConsentDays: null }];
  const facts = { now: at(steps.length), directives, overrides: [], agreements } as unknown as Facts;
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
      fc.property(lives, fc.nat(6), fc.boolean(), (steps, offered, restsOnYes) => {
        fc.pre(offered < steps.length && !ended(steps, offered));
        const swept = steps.some((_, step) => step >= offered && ended(steps, step + 1, offered, restsOnYes));
        expect(dead(inOneWalk, steps, offered, restsOnYes ? 'EXPLICIT' : 'DIRECT_CARE')).toBe(swept);
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
    expect([inOneWalk, lossByWhatStands].map((loss) => dead(loss, steps, 1))).toEqual([true, false]);
    expect(dead(inOneWalk, steps, 3)).toBe(false);
  });

  it('is over when the yes that it came by was changed to say less, and would not be if only stops ended anything', () => {
    const steps: Step[] = [
      { id: 'a', status: 'ConsentGiven', recipients: null },
      { id: 'a', status: 'ConsentGiven', recipients: ['NM-HSG'] },
      { id: 'a', status: 'ConsentGiven', recipients: null },
    ];
    expect([inOneWalk, lossByStopsAlone].map((loss) => dead(loss, steps, 1))).toEqual([true, false]);
    expect(dead(inOneWalk, steps, 3)).toBe(false);
    expect(dead(inOneWalk, steps, 1, 'DIRECT_CARE')).toBe(false);
  });

  it('lives when another yes covered it all the time, and ends with that one', () => {
    const steps: Step[] = [
      { id: 'a', status: 'ConsentGiven', recipients: null },
      { id: 'b', status: 'ConsentGiven', recipients: ['HARBOUR'] },
      { id: 'a', status: 'ConsentGiven', recipients: ['NM-HSG'] },
    ];
    expect(dead(inOneWalk, steps, 2)).toBe(false);
    expect(dead(inOneWalk, [...steps, { ...steps[1]!, recipients: ['NM-HSG'] }], 2)).toBe(true);
  });
});
