import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { MarkStore } from '#libs/persistence';
import { HastyUnitOfWork } from '../../../../libs/persistence/src/faults/hasty-unit-of-work.js';
import { type Answer, type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';
import { AgreementBounds } from './agreement-bounds.js';
import { DirectiveStore } from './directive-store.js';
import { RecordDirective } from './record-directive.js';
import { RecordStop } from './record-stop.js';

let place: ConsentPlace;
let resident: string;
beforeAll(async () => {
  place = await openConsentPlace();
  resident = (await settleMargaret(place)).id;
});
afterAll(() => place.stop());

const post = (path: string, body: object, as = 'margaret'): Promise<Answer> => place.send('POST', path, { as, body });
const give = (): Promise<Answer> =>
  post('/v1/residents/me/directives', {
    instruction: 'give',
    recipients: ['HARBOUR'],
    categories: ['FUNCTION'],
    purposes: ['HOUSADAPT'],
  });
const statusesOf = async (asked: Promise<Answer>[]): Promise<number[]> =>
  (await Promise.all(asked)).map(({ status }) => status);
const several = <T>(ask: (n: number) => T): T[] => Array.from({ length: 6 }, (_, n) => ask(n));

describe('stops of one resident that come at the same moment', () => {
  it('are all recorded: refusals and objections over the same consents', async () => {
    for (let round = 0; round < 3; round += 1) {
      expect((await give()).status).toBe(201);
      const asked = several((n) =>
        post('/v1/residents/me/directives', { instruction: n % 2 ? 'refuse' : 'object', recipients: ['HARBOUR'] }),
      );
      expect(await statusesOf(asked)).toEqual(several(() => 201));
      for (const item of (await place.send('GET', '/v1/residents/me/directives?limit=200', { as: 'margaret' })).body[
        'items'
      ] as { id: string; version: number }[]) {
        const headers = { 'if-match': `"${item.version}"` };
        await place.send('POST', `/v1/directives/${item.id}/lift`, { as: 'margaret', headers });
      }
    }
  });

  it('are all answered alike: withdrawals of the same consent', async () => {
    const id = (await give()).body['id'] as string;
    const answers = await Promise.all(several(() => post(`/v1/directives/${id}/withdraw`, {})));
    expect(answers.map(({ status }) => status)).toEqual(several(() => 200));
    expect(new Set(answers.map(({ body }) => body['effectiveAt'])).size).toBe(1);
  });

  it('would be lost to one another if a stop that was overtaken gave up', async () => {
    const { app } = place.running;
    const hasty = new RecordStop(
      new HastyUnitOfWork(app.get(DataSource), app.get(MarkStore)),
      app.get(DirectiveStore),
      app.get(AgreementBounds),
      app.get(RecordDirective),
    );
    await give();
    const staff = { id: place.people['brandt']!, kind: 'practitioner', agency: 'NM-ASC', roles: ['ot'] };
    const scope = { sources: null, recipients: ['HARBOUR'], categories: null, purposes: null, agreement: null };
    const outcomes = await Promise.allSettled(
      several(() =>
        hasty.run(staff as never, {
          ...{ id: randomUUID(), residentId: resident, kind: 'refuse', scope: scope as never },
          ...{ expiresAt: null, channel: 'phone', highHarm: true },
        }),
      ),
    );
    const lost = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(new Set(lost.map(({ reason }) => (reason as { code: string }).code))).toEqual(new Set(['version-conflict']));
  });
});
