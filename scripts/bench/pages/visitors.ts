import { randomUUID } from 'node:crypto';
import type { Category } from '#libs/domain';
import { postDraft, replayDraft } from '../../town/draft-rules.js';
import type { TownApi } from '../../town/town-api.js';
import { readTown } from '../../town/town-data.js';
import type { Start } from './find-pages.js';
import { sendForms } from './forms.js';
import { WebSession } from './web-session.js';

/** Somebody of the town who is signed in, and where their pages begin. */
export interface Visitor {
  readonly as: string;
  readonly session: WebSession;
  readonly starts: readonly Start[];
}

const REPLAYED_DAYS = 30;
const REASON = { reason: 'measured by the bench' };

/**
 * Signs in a resident who shares and one who does not, practitioners and officers. Their town is made such that every page
 * has something to show; what only a form leads to is begun for them, up to the last page of the journey.
 */
export async function signInVisitors(edge: string, api: TownApi): Promise<Visitor[]> {
  type Begin = (session: WebSession) => readonly Start[] | Promise<readonly Start[]>;
  const visitor = async (kind: 'resident' | 'staff', as: string, begin: Begin): Promise<Visitor> => {
    const session = new WebSession();
    await session.signIn(edge, kind, as);
    return { as, session, starts: await begin(session) };
  };
  const rules = await startsOfRules(api);
  return [
    await visitor('staff', 'pell', (session) => pellStarts(session, edge, api)),
    await visitor('staff', 'adeyemi', (session) => adeyemiStarts(session, edge, api)),
    await visitor('resident', 'margaret', (session) => margaretStarts(session, edge, api)),
    await visitor('resident', 'tomasz', () => startsAt('/resident', '/resident/stop-all/done')),
    await visitor('staff', 'stone', () => startsAt('/officer')),
    await visitor('staff', 'marsh', () => rules),
    await visitor('staff', 'voss', () => rules),
  ];
}

const startsAt = (...paths: readonly string[]): Start[] => paths.map((path) => ({ path }));

/** The pages about a resident, as they are called by who asks as this agency's system. */
async function pagesAbout(api: TownApi, system: string, resident: string): Promise<string> {
  const { familyName, birthDate, postcode } = readTown().residents.find(({ key }) => key === resident)!;
  const body = { familyName, birthDate, postcode };
  const found = await api.as(system).post('/api/consent/v1/residents/lookup', { body });
  return `/practitioner/people/${found.resident!.id}`;
}

/** Records a no of Margaret's to one agency, to the end. */
async function pellStarts(session: WebSession, edge: string, api: TownApi): Promise<Start[]> {
  const margaret = await pagesAbout(api, 'reach', 'margaret');
  const told = [{ answer: 'refuse' }, { answer: 'D2' }, { answer: 'NM-HSG' }, { answer: 'phone' }, {}];
  return [
    ...startsAt('/practitioner', margaret, `${margaret}/for/COC`),
    { path: `${margaret}/for/COC/FINANCE`, called: 'refused' },
    ...startsAt(await sendForms(session, edge, `${margaret}/told`, told)),
  ];
}

/** Has answered what Margaret told, and not recorded it; and nobody recorded that they work with Tomasz. */
async function adeyemiStarts(session: WebSession, edge: string, api: TownApi): Promise<Start[]> {
  const margaret = await pagesAbout(api, 'nm-acute', 'margaret');
  const asked = await sendForms(session, edge, `${margaret}/told`, [{ answer: 'all' }]);
  const check = await sendForms(session, edge, asked, [{ answer: 'phone' }]);
  return [
    ...startsAt('/practitioner', margaret, `${margaret}/for/COC`, asked, check),
    { path: `${await pagesAbout(api, 'nm-acute', 'tomasz')}/for/COC`, called: 'not recorded as theirs' },
  ];
}

/** Two yeses, one that was stopped, a no (told to pell), and a yes and a no on their way. */
async function margaretStarts(session: WebSession, edge: string, api: TownApi): Promise<Start[]> {
  const margaret = api.as('margaret');
  const give = async (categories: readonly Category[]): Promise<string> => {
    const body = { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], categories } as const;
    return (await margaret.post('/api/consent/v1/residents/{id}/directives', { path: { id: 'me' }, body })).id;
  };
  const [stopped, given] = [await give(['PROPERTY']), await give(['EQUIPMENT'])];
  await give(['FUNCTION']);
  await margaret.post('/api/consent/v1/directives/{id}/withdraw', { path: { id: stopped } });
  const yes = [{ categories: 'FUNCTION' }, { recipients: 'HARBOUR' }, { length: 'm3' }];
  const no = [{ recipients: 'NM-HSG' }, { categories: 'REPAIRS' }];
  return startsAt(
    ...['/resident', '/signed-out', `/resident/lifted?no=${randomUUID()}`],
    ...[`/resident/choices/${given}`, `/resident/choices/${given}/done`, `/resident/choices/${stopped}/stopped`],
    await sendForms(session, edge, '/resident/agreements/D2/what', yes),
    await sendForms(session, edge, '/resident/refuse', no),
  );
}

/** With rules that are drafted, and an agreement and a kind of information that are stopped. */
async function startsOfRules(api: TownApi): Promise<Start[]> {
  // It keeps every promise, and is checked and replayed but not in force: its pages are those of any draft.
  const { hash } = await postDraft(api, 'call handlers may see ADAPTATION under D2');
  const { id: replay } = await replayDraft(api, hash, REPLAYED_DAYS);
  const marsh = api.as('marsh');
  const path = { id: 'D6' };
  const { version } = await marsh.get('/api/policy/v1/agreements/{id}', { path });
  const header = { 'If-Match': `"${version}"` };
  await marsh.post('/api/policy/v1/agreements/{id}/suspend', { path, header, body: REASON });
  await marsh.post('/api/policy/v1/category-stops', { body: { category: 'ASB', ...REASON } });
  const draft = `/officer/policies/${hash}`;
  return [
    ...startsAt('/officer', '/officer/policies'),
    // Of the same shape as the rules in force.
    { path: draft, called: 'a draft' },
    ...startsAt(`${draft}/report`, `${draft}/difference`, `${draft}/replays/${replay}`),
  ];
}
