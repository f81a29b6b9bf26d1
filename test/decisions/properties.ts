import fc from 'fast-check';
import type { PolicyEngine } from '#libs/cedar';
import { formatInstant, parseInstant, type Decision, type DirectiveFact } from '#libs/domain';
import { FACTS, decide, type Facts } from '#libs/pdp';
import { arbitraryCase, directive, type Case } from './arbitrary-facts.js';
import { day } from './arbitrary-times.js';
import { LATER_FACTS } from './facts/index.js';

/** A statement about every decision of an engine; it throws with a counterexample where it does not hold. */
export type Property = (engine: PolicyEngine, runs: fc.Parameters<unknown>) => void;

const check = <T extends unknown[]>(runs: fc.Parameters<unknown>, property: fc.IProperty<T>): void =>
  fc.assert(property, runs as fc.Parameters<T>);

const timeless = ({ decidedAt: _, ...rest }: Decision): Omit<Decision, 'decidedAt'> => rest;

/** The order in which the database happens to return facts means nothing. */
export const orderMeansNothing: Property = (engine, runs) =>
  check(
    runs,
    fc.property(arbitraryCase(engine.bundle.hash), fc.nat(), ({ request, facts }, turn) => {
      const rotate = <T>(list: T[]): T[] => [
        ...list.slice(turn % (list.length || 1)),
        ...list.slice(0, turn % (list.length || 1)),
      ];
      const turned = Object.fromEntries(
        FACTS.lists.map((list) => [list, rotate<unknown>(facts[list] as unknown[]).reverse()]),
      );
      return same(decide(request, facts, engine), decide(request, { ...facts, ...turned }, engine));
    }),
  );

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const everywhere = (status: DirectiveFact['status']): DirectiveFact => ({
  id: 'added',
  status,
  sources: null,
  recipients: null,
  categories: null,
  purposes: null,
  agreement: null,
  startsAt: day(-1),
  expiresAt: null,
  recordedAt: day(-1),
});

const held = { id: 'added', startsAt: day(-1), endsAt: null };
const shield = { ...held, allowed: [] };
const child = { id: 'resident', deceasedAt: null, sixteenAt: day(1), eighteenAt: day(732) };

/** Ways to make facts stricter: a further stop, or one thing fewer to rely on. */
const STRICTER: ((facts: Facts, extra: DirectiveFact) => Facts)[] = [
  (facts, extra) => ({ ...facts, directives: [...facts.directives, { ...extra, status: 'ConsentRefused' }] }),
  (facts, extra) => ({ ...facts, directives: [...facts.directives, { ...extra, status: 'Objected' }] }),
  (facts, extra) => ({ ...facts, directives: [...facts.directives, { ...extra, status: 'ConsentWithdrawn' }] }),
  (facts) => ({ ...facts, restrictions: [...facts.restrictions, held] }),
  (facts) => ({ ...facts, shields: [...facts.shields, shield] }),
  (facts) => ({ ...facts, shields: facts.shields.map((one) => ({ ...one, allowed: one.allowed.slice(1) })) }),
  (facts) => ({ ...facts, optOuts: [...facts.optOuts, held] }),
  (facts) => ({ ...facts, bestInterests: facts.bestInterests.slice(1) }),
  (facts) => ({ ...facts, recipientProtocols: facts.recipientProtocols.slice(1) }),
  (facts) => ({ ...facts, resident: facts.resident && { ...facts.resident, sixteenAt: day(1), eighteenAt: day(2) } }),
  (facts) => ({ ...facts, categoryStops: [...facts.categoryStops, 'MEDS'] }),
  (facts) => ({ ...facts, agreements: facts.agreements.slice(1) }),
  (facts) => ({ ...facts, agreements: facts.agreements.map((one) => ({ ...one, state: 'suspended' })) }),
  (facts) => ({ ...facts, relationships: facts.relationships.slice(1) }),
  (facts) => ({ ...facts, overrides: facts.overrides.slice(1) }),
  (facts) => ({
    ...facts,
    requester: facts.requester && { ...facts.requester, roles: facts.requester.roles.slice(1) },
  }),
  (facts) => ({ ...facts, directives: facts.directives.filter(({ status }) => status !== 'ConsentGiven') }),
  ...LATER_FACTS.flatMap(({ stricter }) => stricter),
];

/** A further refusal, restriction or stop, or one ground fewer, never turns a denial into a permit. */
export const stricterNeverPermits: Property = (engine, runs) =>
  check(
    runs,
    fc.property(
      arbitraryCase(engine.bundle.hash),
      directive,
      fc.constantFrom(...STRICTER),
      ({ request, facts }, extra, stricter) => {
        fc.pre(decide(request, facts, engine).outcome === 'deny');
        return decide(request, stricter(facts, extra), engine).outcome === 'deny';
      },
    ),
  );

type Bar = [name: string, apply: (one: Case) => Case, lifted: (one: Case) => boolean];

const never = (): boolean => false;
const byOverride = ({ facts }: Case): boolean => facts.overrides.length > 0;
const byDuty = ({ facts }: Case): boolean => facts.overrides.some(({ mode }) => mode === 'LEGAL_DUTY');
const withFacts =
  (change: (facts: Facts) => Partial<Facts>) =>
  (one: Case): Case => ({
    ...one,
    facts: { ...one.facts, ...change(one.facts) },
  });

/** What denies whatever else holds, and what alone may lift it (domain 1.5). */
const BARS: Bar[] = [
  [
    'requester suspended',
    withFacts(({ requester }) => ({ requester: requester && { ...requester, status: 'suspended' } })),
    never,
  ],
  [
    'agency suspended',
    withFacts(({ requester }) => ({ requester: requester && { ...requester, agencyStatus: 'suspended' } })),
    never,
  ],
  ['source suspended', withFacts(() => ({ sourceAgencyStatus: 'suspended' })), never],
  [
    'another agency',
    withFacts(({ requester }) => ({ requester: requester && { ...requester, agency: 'ELSEWHERE' } })),
    never,
  ],
  [
    'training lapsed',
    withFacts(({ requester }) => ({ requester: requester && { ...requester, trainingExpiresAt: day(-1) } })),
    ({ facts }) => facts.requester?.kind === 'system',
  ],
  ['category stopped', (one) => withFacts(() => ({ categoryStops: [one.request.category] }))(one), never],
  [
    'deceased',
    withFacts(() => ({ resident: { ...child, sixteenAt: null, eighteenAt: null, deceasedAt: day(-1) } })),
    byDuty,
  ],
  ['under sixteen', withFacts(() => ({ resident: child })), never],
  [
    'where someone lives is shielded',
    (one) => withFacts(() => ({ shields: [shield] }))({ ...one, request: { ...one.request, category: 'LOCATION' } }),
    never,
  ],
  ['the rules were stopped', withFacts(() => ({ bundleSuspended: true })), never],
  ['restricted', withFacts(() => ({ restrictions: [held] })), byOverride],
  [
    'refused',
    withFacts(({ directives }) => ({ directives: [...directives, everywhere('ConsentRefused')] })),
    byOverride,
  ],
  ['objected', withFacts(({ directives }) => ({ directives: [...directives, everywhere('Objected')] })), byOverride],
  ['withdrawn', withFacts(() => ({ directives: [everywhere('ConsentWithdrawn')] })), byOverride],
  [
    'a break-glass of no one in particular',
    withFacts(({ overrides }) => ({
      agreements: [],
      overrides: overrides.map((one) => ({ ...one, mode: 'VITAL', practitionerId: null })),
    })),
    never,
  ],
  ['no agreement', withFacts(() => ({ agreements: [] })), byOverride],
  ['no protocol', withFacts(() => ({ agreements: [], recipientProtocols: [] })), never],
  [
    'no relationship',
    withFacts(({ agreements }) => ({
      relationships: [],
      agreements: agreements.filter(({ mode }) => mode !== 'SECONDARY_USE'),
    })),
    byOverride,
  ],
  [
    'opted out',
    withFacts(({ agreements }) => ({
      optOuts: [held],
      directives: [],
      agreements: agreements.map((one) => ({ ...one, mode: 'SECONDARY_USE' })),
    })),
    byOverride,
  ],
  [
    'care under an agreement for research',
    (one) =>
      withFacts(({ agreements }) => ({
        agreements: agreements.map((agreement) => ({ ...agreement, mode: 'SECONDARY_USE', purpose: 'COC' })),
      }))({ ...one, request: { ...one.request, purpose: 'COC' } }),
    byOverride,
  ],
  [
    'a claim of their own, and no direct care',
    withFacts(({ agreements, relationships }) => ({
      agreements: agreements.map((one) => ({ ...one, mode: one.mode === 'EXPLICIT' ? 'EXPLICIT' : 'SAFEGUARDING' })),
      relationships: relationships.map((one) => ({ ...one, kind: 'self-claimed', practitionerId: 'asker' })),
    })),
    byOverride,
  ],
  [
    'research without an agreement for it',
    (one) =>
      withFacts(({ agreements }) => ({
        agreements: agreements.map((agreement) => ({ ...agreement, mode: 'DIRECT_CARE', purpose: 'HRESCH' })),
      }))({ ...one, request: { ...one.request, purpose: 'HRESCH' } }),
    never,
  ],
  [
    'explicit consent alone, and none given',
    withFacts(({ agreements }) => ({
      directives: [],
      bestInterests: [],
      agreements: agreements.map((one) => ({ ...one, mode: 'EXPLICIT' })),
    })),
    byOverride,
  ],
  [
    'capacity, and a decision in best interests all the same',
    withFacts(({ agreements }) => ({
      capacity: [],
      agreements: agreements.map((one) => ({ ...one, mode: 'BEST_INTERESTS' })),
    })),
    byOverride,
  ],
  [
    'a duty that nobody cites',
    withFacts(({ agreements }) => ({ agreements: agreements.map((one) => ({ ...one, mode: 'LEGAL_DUTY' })) })),
    byOverride,
  ],
];

/** Each bar denies, however much else speaks for a permit, unless what may lift it is there. */
export const barsHold: Property = (engine, runs) =>
  check(
    runs,
    fc.property(arbitraryCase(engine.bundle.hash), fc.constantFrom(...BARS), (one, [, apply, lifted]) => {
      const barred = apply(one);
      fc.pre(!lifted(barred));
      return decide(barred.request, barred.facts, engine).outcome === 'deny';
    }),
  );

const LONG_AFTER = parseInstant('2036-11-22T10:00:00Z');

/** Nothing changes from the moment of a decision until its not-after, however the same facts are asked again. */
export const constantUntilNotAfter: Property = (engine, runs) =>
  check(
    runs,
    fc.property(
      arbitraryCase(engine.bundle.hash),
      fc.double({ min: 0, max: 1, noNaN: true }),
      ({ request, facts }, share) => {
        const first = decide(request, facts, engine);
        const now = parseInstant(facts.now);
        const last = first.notAfter === null ? LONG_AFTER : parseInstant(first.notAfter) - 1;
        return [last, now + Math.floor((last - now) * share)].every((instant) =>
          same(timeless(first), timeless(decide(request, { ...facts, now: formatInstant(instant) }, engine))),
        );
      },
    ),
  );

const FLAGS = ['notify', 'deferNotice', 'noOnwardSharing', 'alert', 'accuracyDisputed'] as const;

/** What is obliged is what any ground that permits by itself would oblige to: the union, no more and no less. */
export const obligationsAreUnited: Property = (engine, runs) =>
  check(
    runs,
    fc.property(arbitraryCase(engine.bundle.hash), ({ request, facts }) => {
      const together = decide(request, facts, engine);
      fc.pre(together.outcome === 'permit');
      const fewer: Facts[] = [
        { ...facts, agreements: [] },
        ...facts.agreements.map((agreement) => ({ ...facts, agreements: [agreement] })),
      ];
      const alone = fewer.map((some) => decide(request, some, engine)).filter(({ outcome }) => outcome === 'permit');
      const hidden = alone.flatMap(({ obligations }) => obligations.redact);
      return (
        same(together.obligations.redact, [...new Set(hidden)].sort()) &&
        FLAGS.every((flag) => together.obligations[flag] === alone.some(({ obligations }) => obligations[flag]))
      );
    }),
  );

export const PROPERTIES: { [name: string]: Property } = {
  barsHold,
  orderMeansNothing,
  stricterNeverPermits,
  constantUntilNotAfter,
  obligationsAreUnited,
};
