import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isCategory, isLegalMode, isNhsNumber, isPurpose, isRole, isSector, isUprn } from '#libs/domain';
import { Directory } from '../../apps/identity/src/people/directory.js';
import { readTown, type TownAgreement } from '../../scripts/town/town-data.js';
import { careAndHousingRecords, healthRecords } from '../../scripts/town/town-records.js';
import { town as page } from '../decisions/town.js';

const FOLDER = join(import.meta.dirname, '../../demo');
const town = readTown(FOLDER);
const people = Directory.fromFile(join(FOLDER, 'people.json')).all();
const codes = town.agencies.map(({ code }) => code);
const records = [...careAndHousingRecords(FOLDER), ...healthRecords(town.residents, { folder: FOLDER })];
const knows = (key: string, agency: string): boolean =>
  agency in town.residents.find((resident) => resident.key === key)!.localIds;

describe('the demo town', () => {
  it('has ten residents with valid numbers of the test range and made-up addresses', () => {
    expect(town.residents.map(({ key }) => key)).toEqual(
      people.filter(({ kind }) => kind === 'resident').map(({ key }) => key),
    );
    for (const { nhsNumber, uprn, postcode, localIds } of town.residents) {
      expect([isNhsNumber(nhsNumber), nhsNumber.slice(0, 3)]).toEqual([true, '999']);
      expect([isUprn(uprn), postcode.slice(0, 2)]).toEqual([true, 'ZZ']);
      expect(Object.keys(localIds).filter((agency) => !codes.includes(agency))).toEqual([]);
    }
    expect(new Set(town.residents.map(({ nhsNumber }) => nhsNumber)).size).toBe(10);
  });

  it('has agencies, people and agreements in the words of the vocabularies', () => {
    for (const { sector } of town.agencies) expect(isSector(sector)).toBe(true);
    for (const { agency, roles } of people) {
      expect([agency === null || codes.includes(agency), roles.every(isRole)]).toEqual([true, true]);
    }
    for (const { purpose, mode, categories, recipientRoles } of town.agreements) {
      expect([isPurpose(purpose), isLegalMode(mode)]).toEqual([true, true]);
      expect([categories.every(isCategory), recipientRoles.every(isRole)]).toEqual([true, true]);
    }
  });

  it('has the agreements that the decision tests were written from', () => {
    type Shaped = Pick<TownAgreement, 'categories' | 'maxConsentDays' | 'systemRoles'>;
    const shape = (one: Shaped & { readonly recipientRoles: readonly string[] }): object => ({
      ...{ categories: [...one.categories].sort(), roles: [...one.recipientRoles].sort() },
      ...{ most: one.maxConsentDays, systems: one.systemRoles },
    });
    for (const [id, written] of Object.entries(page.agreements)) {
      const found = town.agreements.find((agreement) => agreement.id === id)!;
      const { purpose, mode, redactions, maxConsentDays, systems, categories, roles: recipientRoles } = written;
      // Section 2 gives the longest consent for D2 only.
      const most = maxConsentDays ?? found.maxConsentDays;
      const expected = shape({ categories, recipientRoles, maxConsentDays: most, systemRoles: systems });
      expect([id, shape(found)]).toEqual([id, expected]);
      expect([found.purpose, found.mode, found.redactions]).toEqual([purpose, mode, redactions]);
      expect(found.state === 'draft').toBe(written.state === 'draft');
      expect(found.parties.map(({ source, recipient }) => `${source} ${recipient}`).sort()).toEqual(pairsOf(written));
      // Section 2 says only when D5 expired; the others have long to run.
      if (written.expires !== null) expect(found.expiresDay).toBe(written.expires);
      else expect(found.expiresDay ?? Infinity).toBeGreaterThan(365);
    }
    expect(town.agreements.map(({ id }) => id).sort()).toEqual(Object.keys(page.agreements).sort());
    expect(town.agreements.some(({ parties }) => JSON.stringify(parties).includes('BEACON'))).toBe(false);
  });

  it('has entries and directives only of agencies that know the person', () => {
    for (const { resident, agency, purpose } of town.relationships) {
      expect([resident, agency, knows(resident, agency), isPurpose(purpose)]).toEqual([resident, agency, true, true]);
    }
    for (const { categories = [], recipients = [] } of town.directives) {
      expect([categories.every(isCategory), recipients.every((code) => codes.includes(code))]).toEqual([true, true]);
    }
  });

  it('has records of agencies that know the person, each under an id of its own, without names or numbers inside', () => {
    const names = town.residents.flatMap(({ givenName, familyName, nhsNumber }) => [givenName, familyName, nhsNumber]);
    for (const { resident, source, category, body, sourceId } of records) {
      expect([sourceId, knows(resident, source), isCategory(category)]).toEqual([sourceId, true, true]);
      const text = JSON.stringify(body);
      // Synthea's own people are called Alda400 Pollich983 and the like.
      expect([sourceId, /[A-Z][a-z]+\d{3}\b/.exec(text)?.[0]]).toEqual([sourceId, undefined]);
      if ('resourceType' in body) expect(names.filter((name) => text.includes(`"${name}"`))).toEqual([]);
    }
    expect(new Set(records.map(({ source, sourceId }) => `${source} ${sourceId}`)).size).toBe(records.length);
    expect(readFileSync(join(FOLDER, 'records', 'README.md'), 'utf8')).toContain('Apache-2.0');
  });
});

function pairsOf({ among, pairs }: { among: string[]; pairs: string[] }): string[] {
  if (among.length === 0) return [...pairs].sort();
  return among.flatMap((source) => among.filter((to) => to !== source).map((to) => `${source} ${to}`)).sort();
}
