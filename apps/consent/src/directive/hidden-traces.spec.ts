import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { withoutKey } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { EntryWriter } from '#libs/trail';
import { type ConsentPlace, openConsentPlace, settleMargaret, worksWith } from '../testing/consent-place.js';
import { type DirectiveDoor, directiveDoor, forgetWhatWasSaid } from '../testing/directive-door.js';
import { newestEntry, type OpenedEntry } from '../testing/newest-entry.js';
import { AgreementBounds } from './agreement-bounds.js';
import { ConsentRules } from './consent-rules.js';
import { DirectiveStore } from './directive-store.js';
import { DirectiveTrail } from './directive-trail.js';
import type { Scope } from './directive.row.js';
import { allShown } from './faults/all-shown.js';
import { GiveConsent } from './give-consent.js';
import { RecordDirective } from './record-directive.js';
import { RecordStop } from './record-stop.js';
import { ShownDirectives } from './shown-directives.js';

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

const said = async (body: object, as = 'margaret'): Promise<string> => (await door.say(as, body)).body['id'] as string;
const newest = (): Promise<OpenedEntry> => newestEntry(place, margaret.id);

const NAMED = { categories: ['FUNCTION'], purposes: ['HOUSADAPT'] } satisfies Partial<Scope>;
const NO = { instruction: 'refuse', recipients: ['HARBOUR', 'BEACON'], ...NAMED };
const GUESSES = ['BEACON', 'NM-ASC'];

describe('a no of which a part is hidden', () => {
  type Give = (recipients: string[]) => Promise<string>;
  const give: Give = async (recipients) => {
    const { status, body } = await door.say('margaret', { instruction: 'give', recipients, ...NAMED });
    return `${status} ${String(body['code'])}`;
  };

  /** The answers to a yes that names each of them, or each beside what the no is told of; each no by itself. */
  async function answers(beside: string[], ask: Give = give): Promise<Set<string>> {
    const all = new Set<string>();
    for (const guess of GUESSES) {
      await said(NO);
      all.add(await ask([...beside, guess]));
      await forgetWhatWasSaid(place);
    }
    return all;
  }

  it('is not asked about name by name with a yes', async () => {
    expect(await answers([])).toEqual(new Set(['201 undefined']));
    expect(await answers(['HARBOUR'])).toEqual(new Set(['409 refusal-in-force']));
  });

  it('nor with a change of one', async () => {
    const changed = new Set<number>();
    for (const guess of GUESSES) {
      const id = await said({ instruction: 'give', recipients: ['NM-GP'], ...NAMED });
      await said(NO);
      changed.add((await door.amend('margaret', id, 1, { recipients: ['NM-GP', guess] })).status);
      await forgetWhatWasSaid(place);
    }
    expect(changed).toEqual(new Set([200]));
  });

  it('would be, were all of it weighed (seeded fault)', async () => {
    const { app } = place.running;
    const store = app.get(DirectiveStore);
    const rules = new ConsentRules(app.get(AgreementBounds), store, allShown);
    const useCase = new GiveConsent(app.get(UnitOfWork), store, rules, app.get(RecordDirective), allShown);
    const resident = { kind: 'resident', id: margaret.id, residentId: margaret.id, agency: null, roles: [] };
    const careless: Give = (recipients) => {
      const scope = { sources: null, agreement: null, recipients, ...NAMED };
      const wish = { id: randomUUID(), residentId: margaret.id, scope, expiresAt: null };
      return useCase.give(resident as never, wish, withoutKey).then(
        () => '201',
        () => '409',
      );
    };
    expect((await answers([], careless)).size).toBe(2);
  });

  it('is changed in that part alone without a line in their history', async () => {
    const id = await said({ ...NO, recipients: ['HARBOUR'], channel: 'phone' }, 'brandt');
    await door.amend('brandt', id, 1, { recipients: ['HARBOUR', 'BEACON'] });
    expect((await newest()).facets).toMatchObject({ action: 'amended', deferNotice: true });
    await door.amend('brandt', id, 2, { recipients: ['HARBOUR', 'NM-GP'] });
    const { facets } = await newest();
    expect([facets['action'], facets['deferNotice']]).toEqual(['amended', undefined]);
  });

  it('is changed in what an agency is not shown without an entry of its own', async () => {
    const id = await said({ ...NO, recipients: ['HARBOUR', 'NM-GP'] });
    await door.amend('margaret', id, 1, { recipients: ['HARBOUR'] });
    expect((await newest()).facets).not.toHaveProperty('recipientAgency');
    await door.amend('margaret', id, 2, { categories: ['FUNCTION', 'EQUIPMENT'] });
    expect((await newest()).facets).toMatchObject({ recipientAgency: 'HARBOUR' });
  });
});

describe('what a stop ended', () => {
  const HIDDEN = { instruction: 'give', recipients: ['BEACON'], ...NAMED };
  const ALL = { instruction: 'refuse', channel: 'phone' };

  it.each(['brandt', 'varga'])('is named to officers of %s as far as they are shown it', async (staff) => {
    await said(HIDDEN);
    const shown = await said({ instruction: 'give', recipients: ['HARBOUR'], ...NAMED });
    await said(ALL, staff);
    expect((await newest()).superseded).toEqual([{ id: shown, version: 1 }]);
  });

  it('is named to officers of its recipient as far as they are shown it, when its resident stops it', async () => {
    await said({ ...HIDDEN, recipients: ['HARBOUR'], categories: ['MENTALHEALTH'] });
    await said({ instruction: 'refuse', recipients: ['HARBOUR'] });
    expect(await newest()).toMatchObject({ facets: { recipientAgency: 'HARBOUR' }, superseded: [] });
  });

  it('would be found by its id, were all of it named (seeded fault)', async () => {
    const { app } = place.running;
    const hidden = await said(HIDDEN);
    const trail = new DirectiveTrail(app.get(EntryWriter), allShown);
    const record = new RecordDirective(app.get(UnitOfWork), app.get(DirectiveStore), trail);
    const [work, store, bounds] = [app.get(UnitOfWork), app.get(DirectiveStore), app.get(AgreementBounds)];
    const useCase = new RecordStop(work, store, bounds, record, app.get(ShownDirectives));
    const brandt = { id: place.people['brandt']!, kind: 'practitioner', agency: 'NM-ASC', roles: ['ot'] };
    const scope = { sources: null, recipients: null, categories: null, purposes: null, agreement: null };
    const stop = { id: randomUUID(), residentId: margaret.id, kind: 'refuse' as const, scope, expiresAt: null };
    await useCase.record(brandt as never, { ...stop, channel: 'phone', highHarm: true });
    expect((await newest()).superseded).toEqual([{ id: hidden, version: 1 }]);
  });
});
