import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openTrailPlace, type TrailPlace } from './testing/trail-place.js';
import { type Caller, whoAre, whoIs } from './who-is.js';

let place: TrailPlace;
let margaret: string;
let known: string;
beforeAll(async () => {
  place = await openTrailPlace('audit_app');
  margaret = await place.resident();
  known = await place.pseudonym(margaret, 'REACH');
});
afterAll(() => place.close());

const staff = (kind: Caller['kind'], agency: string): Caller => ({ kind, agency, residentId: null });
const MADE_UP = 'a'.repeat(26);

describe('whom an id means', () => {
  it('to a resident: themselves, and no other word', async () => {
    const resident: Caller = { kind: 'resident', agency: null, residentId: margaret };
    expect(await whoIs(place.app, resident, 'me')).toEqual({ kind: 'resident', id: margaret });
    expect(await whoIs(place.app, { ...resident, residentId: null }, 'me')).toEqual({ kind: 'nobody' });
    for (const id of [known, margaret]) expect(await whoIs(place.app, resident, id)).toEqual({ kind: 'not-an-id' });
  });

  it.each(['practitioner', 'system'] as const)('to a %s: whom their own agency knows by it', async (kind) => {
    expect(await whoIs(place.app, staff(kind, 'REACH'), known)).toEqual({ kind: 'resident', id: margaret });
    for (const id of ['me', margaret, `${known}a`, known.toUpperCase()])
      expect(await whoIs(place.app, staff(kind, 'REACH'), id)).toEqual({ kind: 'not-an-id' });
  });

  it('unknown and unseen are one answer', async () => {
    const unseen = await whoIs(place.app, staff('practitioner', 'HARBOUR'), known);
    expect(unseen).toEqual({ kind: 'nobody' });
    expect(await whoIs(place.app, staff('practitioner', 'HARBOUR'), MADE_UP)).toEqual(unseen);
  });

  it('to an officer: the internal id as it is, for the door to judge, and their agency’s pseudonym', async () => {
    const stranger = randomUUID();
    for (const id of [margaret, stranger])
      expect(await whoIs(place.app, staff('officer', 'REACH'), id)).toEqual({ kind: 'internal', id });
    expect(await whoIs(place.app, staff('officer', 'REACH'), known)).toEqual({ kind: 'resident', id: margaret });
    expect(await whoIs(place.app, staff('officer', 'REACH'), 'me')).toEqual({ kind: 'not-an-id' });
  });

  it('is asked for many at once, each by itself', async () => {
    const meant = await whoAre(place.app, 'REACH', [known, MADE_UP, 'nonsense', known]);
    expect([known, MADE_UP, 'nonsense'].map((id) => meant(id).kind)).toEqual(['resident', 'nobody', 'not-an-id']);
  });
});
