import { randomUUID } from 'node:crypto';
import { nhsNumberOf } from './pairs.js';
import type { Answer, ConsentPlace } from './consent-place.js';

const SYLLABLES = ['bac', 'ded', 'fif', 'gog', 'huh', 'jej', 'kuk', 'lil', 'mom', 'nan'];

/** A number in letters, so that no two are near: nobody takes one for the other mistyped. */
export const apart = (number: number): string => [...String(number)].map((digit) => SYLLABLES[Number(digit)]!).join('');

export interface Named {
  readonly familyName: string;
  readonly givenName: string;
  readonly birthDate: string;
  readonly postcode: string;
  readonly nhsNumber: string;
}

/** The doors of who is who, as agencies use them, with somebody new for each test. */
export class IdentityDoors {
  private persons = 0;

  constructor(private readonly place: ConsentPlace) {}

  someone(): Named {
    this.persons += 1;
    const birthDate = `1951-03-${String(1 + (this.persons % 28)).padStart(2, '0')}`;
    const nhsNumber = nhsNumberOf(7000 + 3 * this.persons);
    return { familyName: `Who${apart(this.persons)}`, givenName: 'Anna', birthDate, postcode: 'NM3 3CC', nhsNumber };
  }

  /** Answers with the agency's pseudonym. */
  async bring(as: string, person: object, localId: string = randomUUID()): Promise<string> {
    const { status, body } = await this.post(as, '/v1/residents', { ...person, localId });
    if (status !== 201) throw new Error(`bringing in as ${as}: ${status} ${JSON.stringify(body)}`);
    return String(body['id']);
  }

  post(as: string, path: string, body: object): Promise<Answer> {
    return this.place.send('POST', path, { as, body });
  }

  async residentAt(agency: string, pseudonym: string): Promise<string> {
    const sql = 'SELECT consent.resident_by_pseudonym_v1($1, $2) AS id';
    return (await this.place.admin.query<{ id: string }>(sql, [agency, pseudonym])).rows[0]!.id;
  }

  /** The agency under which a resident is provisional; null for a certain one. */
  async provisionalFor(residentId: string): Promise<string | null> {
    const sql = 'SELECT provisional_for AS at FROM consent.resident WHERE id = $1';
    return (await this.place.admin.query<{ at: string | null }>(sql, [residentId])).rows[0]!.at;
  }

  /** Ids of the questions about somebody, as this member of staff sees them by their agency's pseudonym. */
  async asked(as: string, pseudonym: string): Promise<string[]> {
    const ids: string[] = [];
    for (let after = ''; ;) {
      const { body } = await this.place.send('GET', `/v1/identity-checks${after}`, { as });
      for (const { id, resident } of body['items'] as { id: string; resident: string }[])
        if (resident === pseudonym) ids.push(id);
      if (body['next'] === null) return ids;
      after = `?after=${body['next'] as string}`;
    }
  }

  answer(as: string, id: string, answer: string): Promise<Answer> {
    return this.post(as, `/v1/identity-checks/${id}/answers`, { answer });
  }
}
