import { beforeAll, describe, expect, it } from '@jest/globals';
import { CompiledEngine, OfficialEngine, parseBundle, type PolicyEngine } from '#libs/cedar';
import { decide, decideAmong } from '../decide.js';
import { loadPolicies } from '../load-policies.js';
import { NOW, PAST, sampleFacts, sampleRequest, SOON } from '../sample-facts.js';
import type { Fact } from './fact.js';
import { FACTS } from './facts.js';
import type { Source } from './source.js';
import { CARELESS_FACTS } from './faults/careless-facts.js';
import { knowingPlanted, PLANTED, withPlanted, type PlantedFacts, type WithPlanted } from './testing/planted-fact.js';

const held = { id: 'p', startsAt: PAST, endsAt: SOON };
const toCome = { id: 'p', startsAt: SOON, endsAt: null };

let before: CompiledEngine;
let after: CompiledEngine;
beforeAll(async () => {
  const bundle = await loadPolicies('policies');
  before = new CompiledEngine(bundle);
  after = new CompiledEngine(parseBundle(knowingPlanted(bundle)));
});

const factsFor = (engine: PolicyEngine, planted?: PlantedFacts['planted']): WithPlanted => ({
  ...sampleFacts(engine.bundle.hash),
  ...(planted && { planted }),
});

const decided = (engine: PolicyEngine, planted?: PlantedFacts['planted'], fact: Fact<PlantedFacts> = PLANTED) =>
  decideAmong(withPlanted(fact), sampleRequest, factsFor(engine, planted), engine);

/** About a resident, and yet told to strangers: who they are, what lets somebody in, and what is withheld by itself. */
const TOLD_TO_STRANGERS = ['resident', 'relationships', 'overrides', 'shields'];

/** What any list of facts has to keep, whatever facts come. */
function breachesOf(list: typeof FACTS): string[] {
  const keys = list.all.flatMap((fact) => fact.keys as readonly string[]);
  const changes = list.all.flatMap((fact) => Object.keys(fact.changes ?? {}));
  const twice = [keys, changes].flatMap((names) => names.filter((name, at) => names.indexOf(name) !== at));
  const told = list.all
    .filter(({ source, hiddenFromStrangers }) => source.by.includes('resident') && !hiddenFromStrangers)
    .flatMap((fact) => fact.keys as readonly string[]);
  const ofItem = ({ call }: Source): string[] => [...call.matchAll(/\bi\.(\w+)/g)].map(([, column]) => column!);
  const unshared = list.all.flatMap(({ source }) =>
    ofItem(source).filter((column) => !(source.by as readonly string[]).includes(column)),
  );
  const unhidden = list.all.filter(({ nothing, hiddenFromStrangers }) => hiddenFromStrangers && nothing === null);
  return [
    ...twice.map((name) => `${name} is there twice`),
    ...unshared.map((column) => `items share a call that ${column} changes`),
    ...told.filter((key) => !TOLD_TO_STRANGERS.includes(key)).map((key) => `strangers are told of ${key}`),
    ...unhidden.flatMap((fact) => fact.keys.map((key) => `${key} is hidden, but nothing stands in its place`)),
  ];
}

/** What a later fact has to keep besides. */
function breachesOfLater(fact: Fact<PlantedFacts>): string[] {
  const breaches = breachesOf(withPlanted(fact));
  const same =
    JSON.stringify(decided(before, [held], fact)) === JSON.stringify(decide(sampleRequest, factsFor(before), before));
  if (!same) breaches.push('a bundle from before decides otherwise');
  if (decided(after, undefined, fact).reason !== 'facts-incomplete')
    breaches.push('an entry from before is not refused');
  if (decided(after, [toCome], fact).notAfter !== SOON) breaches.push('a permit outlives it');
  return breaches;
}

describe('the facts', () => {
  it('are all that a decision has, each once', () => {
    const { now: _now, epochs: _epochs, ...rest } = sampleFacts('hash');
    expect(FACTS.all.flatMap(({ keys }) => keys).sort()).toEqual(Object.keys(rest).sort());
    expect(breachesOf(FACTS)).toEqual([]);
  });

  it('change with time, all but what is said again whenever it changes', () =>
    expect(FACTS.all.filter(({ times }) => times === null).flatMap(({ keys }) => keys)).toEqual([
      'sourceAgencyStatus',
      'recipientProtocols',
      'categoryStops',
    ]));
});

describe('a later fact', () => {
  it('decides under a bundle that knows it', () => {
    expect(decided(after, [])).toMatchObject({ outcome: 'permit' });
    expect(decided(after, [held])).toMatchObject({ outcome: 'deny', rule: 'planted', notAfter: SOON });
    expect(decided(after, [{ ...held, endsAt: NOW }])).toMatchObject({ outcome: 'permit' });
  });

  it('is as though it were not there to a bundle from before, bit for bit, and under the official engine', () => {
    const plain = decide(sampleRequest, factsFor(before), before);
    expect(plain.outcome).toBe('permit');
    for (const planted of [undefined, [], [held]]) {
      expect(decided(before, planted)).toEqual(plain);
      expect(decided(new OfficialEngine(before.bundle), planted)).toEqual(plain);
    }
  });

  it('denies where an entry from before has none, and by the official engine alike', () => {
    for (const engine of [after, new OfficialEngine(after.bundle)]) {
      expect(decided(engine)).toMatchObject({ outcome: 'deny', reason: 'facts-incomplete' });
      expect(decided(engine, [held])).toMatchObject({ outcome: 'deny', rule: 'planted' });
    }
  });

  it('keeps what the list asks of it', () => expect(breachesOfLater(PLANTED)).toEqual([]));

  it.each(Object.entries(CARELESS_FACTS))('is noticed where somebody forgot %s', (_, fact) =>
    expect(breachesOfLater(fact)).not.toEqual([]),
  );
});
