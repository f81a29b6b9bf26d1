import { beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine } from '#libs/cedar';
import type { Decision } from '#libs/domain';
import type { Facts } from '../facts/facts.js';
import fc from 'fast-check';
import { decide } from '../decide.js';
import { loadPolicies } from '../load-policies.js';
import * as sample from '../sample-facts.js';
import type { Reader } from './explanation.js';
import { tellDecision } from './tell.js';

const TO_COME = ['2035-03-01T00:00:00Z', '2036-07-15T12:00:00Z', '2041-01-01T00:00:00Z'] as const;
const time = fc.constantFrom(...TO_COME);
/** A no that somebody's own life may end: each of these is the same no, today. */
const lives = fc
  .record({ eighteenAt: time, endsAt: fc.option(time), lapsesAt: time })
  .map(({ eighteenAt, endsAt, lapsesAt }): Partial<Facts> => ({
    relationships: [],
    requester: { ...sample.sampleRequester, trainingExpiresAt: null },
    resident: { id: 'margaret', deceasedAt: null, sixteenAt: sample.PAST, eighteenAt },
    restrictions: [{ id: 'r', startsAt: sample.PAST, endsAt }],
    capacity: [sample.sampleCapacity({ lapsesAt })],
  }));

describe('what is told of a no', () => {
  let engine: CompiledEngine;
  beforeAll(async () => {
    engine = new CompiledEngine(await loadPolicies('policies'));
  });

  const decided = (change: Partial<Facts>): Decision =>
    decide(sample.sampleRequest, sample.sampleFacts(engine.bundle.hash, change), engine);
  /** Whether two people are told apart by times that are to come in their lives. */
  const tellsApart = (tell: typeof tellDecision, reader: Reader): boolean =>
    fc.check(
      fc.property(lives, lives, (one, other) => {
        const [told, otherwise] = [one, other].map((life) => tell(decided(life), sample.sampleRequest, reader));
        expect(told!.outcome).toBe('deny');
        expect(otherwise).toEqual(told);
      }),
      { numRuns: 100 },
    ).failed;
  /** The fault: when the no may change is told as well. */
  const tellingWhen: typeof tellDecision = (decision, request, reader) => ({
    ...tellDecision(decision, request, reader),
    notAfter: decision.notAfter,
  });

  it.each(['practitioner', 'resident'] as const)('to a %s is the same whatever is to come in a life', (reader) => {
    expect(tellsApart(tellDecision, reader)).toBe(false);
  });

  it('would be found out if it said when (seeded fault)', () => {
    expect(tellsApart(tellingWhen, 'practitioner')).toBe(true);
  });

  it('says when to officers, and of a yes to everybody', () => {
    const no = decided({ relationships: [], bundleUntil: sample.SOON });
    expect(tellDecision(no, sample.sampleRequest, 'officer').notAfter).toBe(no.notAfter);
    const yes = decided({ bundleUntil: sample.SOON });
    expect([yes.outcome, tellDecision(yes, sample.sampleRequest, 'practitioner').notAfter]).toEqual([
      'permit',
      yes.notAfter,
    ]);
  });
});
