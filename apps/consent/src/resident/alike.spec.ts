import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { apart } from '../testing/identity-checks.js';
import { type BringInFault, withFault } from '../testing/identity-faults.js';
import { nhsNumberOf } from '../testing/pairs.js';
import { type Answer, type ConsentPlace, openConsentPlace } from '../testing/consent-place.js';

/**
 * Whatever is true of a person, an agency that brings them in, links or looks for them is answered the same, by the same
 * work (domain 1.15: not knowing is the default).
 */
let place: ConsentPlace;
let statements: string[];
beforeAll(async () => {
  place = await openConsentPlace();
  const run = DataSource.prototype.createQueryRunner;
  DataSource.prototype.createQueryRunner = function (this: DataSource, ...args) {
    const runner = run.apply(this, args);
    const query = runner.query.bind(runner) as (text: string, ...rest: unknown[]) => Promise<unknown>;
    Object.assign(runner, {
      query: (text: string, ...rest: unknown[]) => {
        // Sent for all that committed lately, whenever that is: no work for anybody.
        if (!text.includes('pg_notify')) statements.push(text);
        return query(text, ...rest);
      },
    });
    return runner;
  };
  statements = [];
});
afterAll(() => place.stop());

interface Person {
  readonly familyName: string;
  readonly givenName: string;
  readonly birthDate: string;
  readonly postcode: string;
  readonly nhsNumber: string;
}

let persons = 0;
function someone(): Person {
  persons += 1;
  const month = String(1 + (persons % 12)).padStart(2, '0');
  const familyName = `Alike${apart(persons)}`;
  return {
    familyName,
    givenName: 'Ann',
    birthDate: `19${50 + (persons % 40)}-${month}-11`,
    postcode: 'NM5 5EE',
    nhsNumber: nhsNumberOf(500 + 3 * persons),
  };
}
const byAddress = ({ nhsNumber: _, ...person }: Person): Omit<Person, 'nhsNumber'> => person;
const post = (as: string, path: string, body: object): Promise<Answer> =>
  place.send('POST', `/v1/residents${path}`, { as, body });

/** What was true before the other agency came. */
const SITUATIONS: Readonly<Record<string, (person: Person) => Promise<Person>>> = {
  new: (person) => Promise.resolve(person),
  known: async (person) => {
    await post('nm-gp', '', { ...person, localId: randomUUID() });
    return person;
  },
  shielded: async (person) => {
    await post('nm-gp', '', { ...person, localId: randomUUID(), locationShield: true });
    return person;
  },
  'shielded, asked with a wrong postcode': async (person) => {
    await post('nm-gp', '', { ...person, localId: randomUUID(), locationShield: true });
    return { ...person, postcode: 'NM6 6FF' };
  },
  uncertain: async (person) => {
    await post('nm-gp', '', { ...person, givenName: 'Maria', nhsNumber: undefined, localId: randomUUID() });
    return person;
  },
  'contradicting the number': async (person) => {
    await post('nm-gp', '', { ...person, familyName: 'Quite', birthDate: '1949-09-09', localId: randomUUID() });
    return person;
  },
};

interface Told {
  readonly status: number;
  readonly body: string;
  readonly headers: readonly string[];
  readonly statements: readonly string[];
}

async function told(ask: () => Promise<Answer>): Promise<Told> {
  statements = [];
  const { status, body, headers } = await ask();
  return {
    status,
    body: JSON.stringify(body)
      .replace(/"[a-z2-7]{26}"/g, '"pseudonym"')
      .replace(/[0-9a-f-]{36}/g, 'id'),
    headers: [...headers.keys()].sort(),
    // What sweeps old guesses comes at random.
    statements: statements
      // What is swept now and then, and the sign of life while a slow disk is waited for.
      .filter((text) => !text.startsWith('DELETE FROM consent.guess') && text !== 'SELECT 1')
      .map((text) => text.replace(/\s+/g, ' ').slice(0, 60)),
  };
}

/** The same number of its own again and again: each act is then looked at as it comes. */
async function acts(prepare: (person: Person) => Promise<Person>, as: string, flagged: boolean): Promise<Told[]> {
  const person = await prepare(someone());
  const sent = as === 'nm-asc' ? person : byAddress(person);
  const localId = randomUUID();
  const { givenName: _, ...searched } = sent;
  return [
    await told(() => post(as, '', { ...sent, localId, ...(flagged ? { locationShield: true } : {}) })),
    await told(() => post(as, '', { ...sent, localId })),
    await told(() => post(as, '/lookup', searched)),
    await told(() => post(as, '/lookup', { ...searched, postcode: 'NM7 7GG' })),
    await told(() => post(as, '/link', { ...sent, localId })),
  ];
}

describe.each(['nm-asc', 'harbour'])('%s is told the same', (as) => {
  it.each(Object.keys(SITUATIONS))('of somebody %s', async (situation) => {
    expect(await acts(SITUATIONS[situation]!, as, false)).toEqual(await acts(SITUATIONS['new']!, as, false));
    expect(await acts(SITUATIONS[situation]!, as, true)).toEqual(await acts(SITUATIONS['new']!, as, true));
  });
});

describe('an address that another agency keeps of somebody shielded', () => {
  it('is confirmed to nobody who guesses it, who has linked them for long either', async () => {
    const person = byAddress(someone());
    const imported = await post('nm-asc', '', { ...person, localId: 'kept-1' });
    const known = (await post('harbour', '/link', { ...person, localId: randomUUID() })).body['resident'];
    const shields = `/v1/residents/${String(imported.body['id'])}/shields`;
    expect((await place.send('POST', shields, { as: 'osei' })).status).toBe(201);
    await post('nm-asc', '', { ...person, postcode: 'NM8 8HH', localId: 'kept-1' });
    for (const postcode of ['NM8 8HJ', 'NM8 8HH']) {
      const guess = await post('harbour', '/link', { ...person, postcode, localId: randomUUID() });
      expect([postcode, guess.status]).toEqual([postcode, 200]);
      expect(guess.body['resident']).not.toEqual(known);
    }
  });
});

describe('an Idempotency-Key', () => {
  it('predicts no id, whoever it is about', async () => {
    const ids = new Set<unknown>();
    for (const situation of ['new', 'known']) {
      const person = await SITUATIONS[situation]!(someone());
      const body = { ...person, localId: randomUUID() };
      const headers = { 'idempotency-key': `the-same-key-${situation}` };
      const first = await place.send('POST', '/v1/residents', { as: 'marsh', body, headers });
      expect(await place.send('POST', '/v1/residents', { as: 'marsh', body, headers })).toMatchObject({
        body: first.body,
      });
      expect(String(first.body['id'])).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
      ids.add(first.body['id']);
    }
    expect(ids.size).toBe(2);
  });
});

describe('a fault in bringing in', () => {
  it.each<[BringInFault, string]>([['a contradiction is answered otherwise', 'uncertain']])(
    '(%s) is told apart by its answers',
    async (fault, situation) => {
      await withFault(place.admin, fault, async () => {
        const seen = await acts(SITUATIONS[situation]!, 'nm-asc', false);
        expect(seen).not.toEqual(await acts(SITUATIONS['new']!, 'nm-asc', false));
      });
    },
  );
});
