import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { wholeDaysWithin } from '#libs/calendar';
import { BasedOn } from '#libs/domain';
import { withoutKey } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { ResolveResident } from '../resident/resolve-resident.js';
import { type ConsentPlace, openConsentPlace, settleMargaret } from '../testing/consent-place.js';
import {
  D2,
  DAY,
  type DirectiveDoor,
  directiveDoor,
  REFUSE_HARBOUR,
  forgetWhatWasSaid,
} from '../testing/directive-door.js';
import { AmendDirective } from './amend-directive.js';
import { ConsentRules } from './consent-rules.js';
import type { DirectiveRow } from './directive.row.js';
import { DirectiveStore } from './directive-store.js';
import { FindDirective } from './find-directive.js';
import { RecordDirective } from './record-directive.js';
import { ShownDirectives } from './shown-directives.js';

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
let door: DirectiveDoor;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
  door = directiveDoor(place, margaret);
});
afterAll(() => place.stop());
beforeEach(() => forgetWhatWasSaid(place));

describe('amending', () => {
  it('narrows by staff whom the resident told, and widens by the resident alone', async () => {
    const { id } = (await door.say('margaret', D2)).body;
    expect(await door.amend('brandt', id, 1, { categories: ['FUNCTION'] })).toMatchObject({
      status: 200,
      body: { version: 2, categories: ['FUNCTION'] },
    });
    expect((await door.amend('brandt', id, 2, { categories: ['FUNCTION', 'DEMOG'] })).body['code']).toBe(
      'grant-needs-resident',
    );
    expect((await door.amend('brandt', id, 2, { categories: null })).body['code']).toBe('grant-needs-resident');
    expect((await door.amend('margaret', id, 2, { categories: ['FUNCTION', 'DEMOG'] })).body).toMatchObject({
      version: 3,
    });
    expect((await door.amend('margaret', id, 3, { categories: ['FINANCE'] })).body['code']).toBe(
      'beyond-agreement-invalid',
    );
  });

  it('shortens by staff and lengthens by the resident, never past the agreement', async () => {
    const { id, startsAt } = (await door.say('margaret', D2)).body as { id: string; startsAt: string };
    const at = (days: number): string => new Date(Date.parse(startsAt) + days * DAY).toISOString();
    expect((await door.amend('brandt', id, 1, { expiresAt: at(10) })).body['expiresAt']).toBe(at(10));
    expect((await door.amend('brandt', id, 2, { expiresAt: at(11) })).body['code']).toBe('grant-needs-resident');
    const longest = (await door.amend('margaret', id, 2, { expiresAt: null })).body['expiresAt'];
    expect(longest).toBe(wholeDaysWithin(new Date(startsAt), 183).toISOString());
  });

  it('a refusal the other way round', async () => {
    const { id } = (await door.say('margaret', REFUSE_HARBOUR)).body;
    expect((await door.amend('brandt', id, 1, { categories: ['MEDS'] })).body['code']).toBe('grant-needs-resident');
    expect((await door.amend('brandt', id, 1, { expiresAt: '2030-01-01T00:00:00Z' })).body['code']).toBe(
      'grant-needs-resident',
    );
    expect((await door.amend('brandt', id, 1, { recipients: null })).body).toMatchObject({
      version: 2,
      recipients: null,
    });
  });

  it('needs the version that it is based on; one of two at once is first', async () => {
    const { id } = (await door.say('margaret', D2)).body;
    expect((await place.send('PATCH', `/v1/directives/${String(id)}`, { as: 'margaret', body: {} })).status).toBe(428);
    const both = await Promise.all([
      door.amend('margaret', id, 1, { categories: ['DEMOG'] }),
      door.amend('brandt', id, 1, { categories: ['FUNCTION'] }),
    ]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 412]);
  });

  it('not what is withdrawn', async () => {
    const { id } = (await door.say('margaret', D2)).body;
    await door.withdraw('margaret', id);
    expect((await door.amend('margaret', id, 2, { categories: ['DEMOG'] })).body['code']).toBe('already-withdrawn');
  });

  it('of a no that says more ends what it comes to cover, so that lifting it revives none', async () => {
    const consent = (await door.say('margaret', D2)).body['id'];
    const { id } = (await door.say('brandt', { ...REFUSE_HARBOUR, categories: ['MEDS'] })).body;
    expect(await door.list('margaret')).toHaveLength(2);
    expect((await door.amend('margaret', id, 1, { recipients: null, categories: null })).status).toBe(200);
    expect((await door.list('margaret')).map((said) => said['id'])).toEqual([id]);
    const headers = { 'if-match': '"2"' };
    expect((await place.send('POST', `/v1/directives/${String(id)}/lift`, { as: 'margaret', headers })).status).toBe(
      200,
    );
    expect(await door.list('margaret')).toEqual([]);
    expect((await door.withdraw('brandt', consent)).body['status']).toBe('ConsentWithdrawn');
  });

  it('to less is taken though the agreement allows no more of it, and to more is not', async () => {
    const { id } = (await door.say('margaret', D2)).body;
    const state = (to: string) => place.admin.query('UPDATE policy.agreement SET state = $1 WHERE id = $2', [to, 'D2']);
    await state('suspended');
    try {
      expect((await door.amend('brandt', id, 1, { categories: ['FUNCTION'] })).status).toBe(200);
      expect((await door.amend('margaret', id, 2, { categories: null })).body['code']).toBe('agreement-not-live');
      expect((await door.amend('brandt', id, 2, { recipients: ['HARBOR'] })).status).toBe(400);
    } finally {
      await state('live');
    }
  });
});

describe('a careless change', () => {
  /** By Margaret, with the use case as it would be with a fault. */
  async function changed(
    { find, Use = AmendDirective }: { find?: FindDirective; Use?: typeof AmendDirective },
    id: unknown,
    change: object,
  ): Promise<void> {
    const { app } = place.running;
    const useCase = new Use(
      app.get(UnitOfWork),
      app.get(DirectiveStore),
      find ?? app.get(FindDirective),
      app.get(ConsentRules),
      app.get(RecordDirective),
    );
    const resident = { kind: 'resident', id: margaret.id, residentId: margaret.id, agency: null, roles: [] };
    const asked = { id: String(id), basedOn: new BasedOn('any'), once: withoutKey };
    await useCase.amend(resident as never, asked, change);
  }

  it('would leave a yes beside the no that covers it now (seeded fault)', async () => {
    class EndsNothing extends AmendDirective {
      protected override endedBy(): Promise<DirectiveRow[]> {
        return Promise.resolve([]);
      }
    }
    await door.say('margaret', D2);
    const { id } = (await door.say('brandt', { ...REFUSE_HARBOUR, categories: ['MEDS'] })).body;
    await changed({ Use: EndsNothing }, id, { recipients: null, categories: null });
    expect(await door.list('margaret')).toHaveLength(2);
  });

  it('would lose what a resident says of a no that is hidden, were its end hidden from the rule, too (seeded fault)', async () => {
    class EndUntold extends FindDirective {
      override asShown<Said>(...[, , said]: [unknown, unknown, Said]): Promise<Said> {
        return Promise.resolve({ ...said, expiresAt: null });
      }
    }
    const { app } = place.running;
    const expiresAt = new Date(Date.now() + DAY).toISOString();
    const { id } = (await door.say('margaret', { instruction: 'refuse', recipients: ['BEACON'], expiresAt })).body;
    const find = new EndUntold(app.get(DirectiveStore), app.get(ResolveResident), app.get(ShownDirectives));
    await changed({ find }, id, { expiresAt: null });
    const { rows } = await place.admin.query('SELECT version FROM consent.directive WHERE id = $1', [id]);
    expect(rows).toEqual([{ version: 1 }]);
  });
});
