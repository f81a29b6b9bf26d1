import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DomainError } from '#libs/domain';
import { withoutKey } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { EntryWriter } from '#libs/trail';
import { ResolveResident } from '../resident/resolve-resident.js';
import { type ConsentPlace, openConsentPlace, settleMargaret, worksWith } from '../testing/consent-place.js';
import { D2, DAY, type DirectiveDoor, directiveDoor, forgetWhatWasSaid } from '../testing/directive-door.js';
import { newestEntry, type OpenedEntry } from '../testing/newest-entry.js';
import { ConsentRules } from './consent-rules.js';
import { AmendDirective } from './amend-directive.js';
import { DirectiveStore } from './directive-store.js';
import { DirectiveTrail } from './directive-trail.js';
import { allShown } from './faults/all-shown.js';
import { FindDirective } from './find-directive.js';
import { RecordDirective } from './record-directive.js';
import { ShownDirectives } from './shown-directives.js';
import { WithdrawConsent } from './withdraw-consent.js';

const SHOWN = { recipients: ['HARBOUR'], categories: ['FUNCTION'], purposes: ['HOUSADAPT'] };
/** What stands in one beside what Harbour's list shows of it. */
const WITH = {
  nothing: SHOWN,
  'a refuge': { ...SHOWN, recipients: ['HARBOUR', 'BEACON'] },
  abuse: { ...SHOWN, categories: ['FUNCTION', 'DOMESTICABUSE'] },
  'an enquiry': { ...SHOWN, purposes: ['HOUSADAPT', 'SAFEG'] },
};
const DISCREET = /BEACON|DOMESTICABUSE|SAFEG/;

let place: ConsentPlace;
let margaret: Awaited<ReturnType<typeof settleMargaret>>;
let door: DirectiveDoor;
beforeAll(async () => {
  place = await openConsentPlace();
  margaret = await settleMargaret(place);
  door = directiveDoor(place, margaret);
  await worksWith(place, margaret.id, { agency: 'HARBOUR', purpose: 'HOUSADAPT' });
});
afterAll(() => place.stop());
beforeEach(() => forgetWhatWasSaid(place));

const said = async (body: object): Promise<string> => (await door.say('margaret', body)).body['id'] as string;
async function stored(id: string): Promise<Record<string, unknown>> {
  const sql = 'SELECT * FROM consent.directive WHERE id = $1 ORDER BY version DESC LIMIT 1';
  return (await place.admin.query<Record<string, unknown>>(sql, [id])).rows[0]!;
}

const CHANGES = [
  ...[{}, SHOWN, { recipients: ['HARBOUR', 'BEACON'] }, { recipients: ['HARBOUR', 'NM-GP'] }, { recipients: null }],
  ...[{ categories: ['FUNCTION', 'DOMESTICABUSE'] }, { categories: ['EQUIPMENT'] }],
  ...[{ purposes: ['HOUSADAPT', 'SAFEG'] }, { purposes: ['SAFEG'] }, { sources: ['NM-ASC'] }],
];

describe('what is hidden in something that was said', () => {
  type Amend = (id: string, change: object) => Promise<{ status: number; body: Record<string, unknown> }>;
  const byVarga: Amend = (id, change) => door.amend('varga', id, 1, change);

  /** Answers to one change of directives that differ in what is hidden of them, but for ids and times; each once. */
  async function answersTo(instruction: string, change: object, amend: Amend = byVarga): Promise<string[]> {
    const answers = new Set<string>();
    for (const scope of Object.values(WITH)) {
      const { status, body } = await amend(await said({ instruction, ...scope }), change);
      const { code, version, recipients, categories, purposes } = body;
      answers.add(JSON.stringify({ status, code, version, recipients, categories, purposes }));
      await forgetWhatWasSaid(place);
    }
    return [...answers];
  }

  it.each(CHANGES)('is not found out by changing it: %j', async (change) => {
    expect(await answersTo('refuse', change)).toHaveLength(1);
    expect(await answersTo('give', change)).toHaveLength(1);
  });

  it('would be, word by word, were a change weighed against all of it (seeded fault)', async () => {
    class AsItIs extends FindDirective {
      override asShown<Said>(...[, , all]: [unknown, unknown, Said]): Promise<Said> {
        return Promise.resolve(all);
      }
    }
    const { app } = place.running;
    const find = new AsItIs(app.get(DirectiveStore), app.get(ResolveResident), app.get(ShownDirectives));
    const [work, store, rules] = [app.get(UnitOfWork), app.get(DirectiveStore), app.get(ConsentRules)];
    const useCase = new AmendDirective(work, store, find, rules, app.get(RecordDirective));
    const varga = { id: place.people['varga']!, kind: 'practitioner', agency: 'HARBOUR', roles: ['surveyor'] };
    const careless: Amend = async (id, change) => {
      const asked = { id, basedOn: { isMetBy: () => true } as never, once: withoutKey };
      const done = useCase.amend(varga as never, asked, change);
      return done.then(
        (body) => ({ status: 200, body: { ...body } }),
        (error: unknown) => ({ status: 403, body: { code: (error as DomainError).code } }),
      );
    };
    expect((await answersTo('give', { recipients: ['HARBOUR', 'BEACON'] }, careless)).length).toBeGreaterThan(1);
  });

  it('stays as it is where what is shown of it is changed', async () => {
    const id = await said({ instruction: 'refuse', ...WITH['a refuge'] });
    const { body } = await door.amend('margaret', id, 1, { recipients: ['HARBOUR', 'NM-ASC'] });
    expect(body).toMatchObject({ version: 2, recipients: ['HARBOUR', 'NM-ASC'] });
    expect((await stored(id))['recipients']).toEqual(['HARBOUR', 'NM-ASC', 'BEACON']);
  });

  it.each([
    { recipients: ['BEACON'] },
    { purposes: ['SAFEG'] },
    { sources: ['BEACON'] },
    { categories: ['DOMESTICABUSE'] },
  ])('stops no yes beside it, and stands on: a no to %j', async (scope) => {
    const no = await said({ instruction: 'refuse', ...scope });
    for (const yes of [D2, { ...D2, categories: ['FUNCTION'] }]) {
      expect((await door.say('margaret', yes)).status).toBe(201);
      expect((await stored(no))['superseded_at']).toBeNull();
    }
  });

  it.each(['varga', 'margaret'])('is not found out by what a wider no of %s replaces', async (as) => {
    const listed: number[] = [];
    for (const recipients of [['HARBOUR'], ['HARBOUR', 'BEACON']]) {
      await said({ instruction: 'refuse', recipients });
      const channel = as === 'varga' ? { channel: 'phone' } : {};
      await door.say(as, { instruction: 'refuse', recipients: ['HARBOUR', 'BEACON'], ...channel });
      listed.push((await door.list(as)).length);
      await forgetWhatWasSaid(place);
    }
    expect(listed).toEqual([2, 2]);
  });

  it('does not let a yes pass a no that is told', async () => {
    await said({ instruction: 'refuse', recipients: ['HARBOUR', 'BEACON'] });
    expect((await door.say('margaret', D2)).body['code']).toBe('refusal-in-force');
    await forgetWhatWasSaid(place);
    // Nor is a no about something else in the way, whatever it leaves open.
    await said({ instruction: 'refuse', purposes: ['COC'] });
    expect((await door.say('margaret', D2)).status).toBe(201);
  });
});

describe('the entry of something that was said', () => {
  const newest = (): Promise<OpenedEntry> => newestEntry(place, margaret.id);

  it.each(Object.entries(WITH))(
    'is found by what is told of it, and tells no more, beside %s',
    async (_what, scope) => {
      const facets = { recipientAgency: 'HARBOUR', categories: ['FUNCTION'], purpose: 'HOUSADAPT' };
      const id = await said({ instruction: 'give', ...scope });
      expect(await newest()).toMatchObject({ facets, directive: { id, ...SHOWN } });
      await door.amend('varga', id, 1, { expiresAt: new Date(Date.now() + DAY).toISOString() });
      expect(await newest()).toMatchObject({ facets: { ...facets, action: 'amended' }, directive: SHOWN });
      await door.withdraw('varga', id);
      expect(await newest()).toMatchObject({ facets: { ...facets, action: 'withdrawn' }, directive: SHOWN });
      expect(JSON.stringify(await newest())).not.toMatch(DISCREET);
    },
  );

  it('is for their own officers alone where staff wrote down what may not be told', async () => {
    const no = { instruction: 'refuse', recipients: ['HARBOUR', 'BEACON'], channel: 'phone' };
    await door.say('brandt', no);
    const { facets, directive } = await newest();
    expect([facets['requesterAgency'], facets['recipientAgency'], directive['recipients']]).toEqual([
      ...['NM-ASC', undefined, no.recipients],
    ]);
  });

  it('is not for a recipient to find whose list shows less of it', async () => {
    const categories = ['FUNCTION', 'MENTALHEALTH'];
    const id = await said({ instruction: 'give', ...SHOWN, categories });
    expect((await door.list('varga'))[0]).toMatchObject({ categories: ['FUNCTION'] });
    const { facets, directive } = await newest();
    expect([facets['recipientAgency'], facets['categories'], directive['categories']]).toEqual([
      ...[undefined, categories, categories],
    ]);
    await door.withdraw('varga', id);
    const narrowed = { facets: { categories: ['FUNCTION'], recipientAgency: 'HARBOUR' }, directive: SHOWN };
    expect(await newest()).toMatchObject(narrowed);
  });

  it.each([
    { recipients: ['HARBOUR'], categories: ['DOMESTICABUSE'] },
    { recipients: ['HARBOUR'], purposes: ['SAFEG'] },
    { recipients: ['HARBOUR'], sources: ['BEACON'] },
  ])('is nobody’s to find where nothing may be told: %j', async (scope) => {
    await said({ instruction: 'refuse', ...scope });
    const { facets } = await newest();
    expect(facets).toMatchObject({ action: 'refused', deferNotice: true });
    expect(JSON.stringify(facets)).not.toMatch(/HARBOUR|BEACON|DOMESTICABUSE|SAFEG/);
  });

  it('would name a refuge were it not asked what is shown (seeded fault)', async () => {
    const { app } = place.running;
    const trail = new DirectiveTrail(app.get(EntryWriter), allShown);
    const record = new RecordDirective(app.get(UnitOfWork), app.get(DirectiveStore), trail);
    const [work, store, find] = [app.get(UnitOfWork), app.get(DirectiveStore), app.get(FindDirective)];
    const id = await said({ instruction: 'give', ...WITH['a refuge'] });
    const varga = { id: place.people['varga']!, kind: 'practitioner', agency: 'HARBOUR', roles: ['surveyor'] };
    await new WithdrawConsent(work, store, find, record).withdraw(varga as never, id);
    expect(JSON.stringify(await newest())).toMatch(DISCREET);
  });

  it('is a refuge’s own to find where it is about that refuge alone', async () => {
    await place.send('POST', '/v1/residents/link', { as: 'beacon', body: { ...LINK, localId: 'B-1' } });
    await said({ instruction: 'refuse', recipients: ['BEACON'] });
    expect((await newest()).facets).toMatchObject({ recipientAgency: 'BEACON', deferNotice: true });
  });
});

const LINK = {
  familyName: 'Hale',
  givenName: 'Margaret',
  birthDate: '1944-03-02',
  postcode: 'NM1 2AB',
  uprn: '100012345678',
};
