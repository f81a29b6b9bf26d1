import { randomUUID } from 'node:crypto';
import type { Answer } from '../../routes/place/send.js';
import type { Settled } from '../../routes/place/settle.js';
import { CANARY } from '../canaries.js';
import { type PageRoute, portalRoutes } from '../../../scripts/bench/pages/portal-routes.js';
import type { CanaryPlace } from '../canary-place.js';
import { FIELDS, HEADERS, VALUES } from '../misuse.js';
import { REFUSED } from './code-issuer.js';
import { pathOf, type People, SEARCH, WORDS } from './everyday-pages.js';
import { leadsTo, type Visitor } from './visitor.js';

const { familyName, localId, text } = CANARY;
/** Names of fields and of what stands in addresses. */
const NAMES = [
  ...FIELDS.split(' '),
  ...'birthDate-day birthDate-month birthDate-year answer words what version until end language to path _path'.split(
    ' ',
  ),
];

export interface Misused {
  /** A form that came too late, as it was shown again. */
  readonly shownAgain: string;
  /** What a session keeps of one that nobody came back to. */
  readonly parked: string;
  /** Pages that failed over what does not belong in their addresses and fields. */
  readonly failed: readonly string[];
}

/** Rules are compared in a process that only a build has. */
const COMPARING = /\/(difference|approve)\b/;

/** What comes too late, twice, or from elsewhere; what the issuer says; and every address with what does not belong there. */
export async function misusePages(place: CanaryPlace, settled: Settled, people: People): Promise<Misused> {
  const [late] = await Promise.all([comesLate(place), comesTwice(people, settled), issuerRefuses(place)]);
  const before = place.given.length;
  await everyAddress(place, settled, people);
  const failed = place.given
    .slice(before)
    .filter(({ page, answer }) => page !== undefined && answer.status >= 500 && !COMPARING.test(page))
    .map(({ asked, answer }) => `${answer.status} to ${asked}`);
  return { ...late, failed };
}

/** Two forms that come when their sessions are over; one person comes back. */
async function comesLate(place: CanaryPlace): Promise<Omit<Misused, 'failed'>> {
  const [back, gone] = [place.visitor('pell'), place.visitor('pell')];
  for (const visitor of [back, gone]) {
    await visitor.signIn('staff');
    const token = await visitor.token();
    await place.door.expire(visitor.session);
    leadsTo(await visitor.sendAs(token, '/practitioner', SEARCH));
  }
  const { text: shownAgain } = await back.signIn('staff', '/practitioner');
  return { shownAgain, parked: await gone.remembered() };
}

async function comesTwice({ pell, varga }: People, settled: Settled): Promise<void> {
  const claim = { reason: 'duty-desk', words: WORDS };
  const [token, others] = [await pell.token(), await varga.token()];
  const path = `${pathOf(settled)}/claim/COC`;
  for (const one of [token, token, others, '', `${familyName}.${localId}`]) await pell.sendAs(one, path, claim);
  await pell.send(path, claim, { origin: `https://${encodeURIComponent(familyName)}.example` });
  // A resident's pages and an officer's are not hers, whatever is sent there.
  for (const not of ['/resident/refuse', '/officer/stops/category']) await pell.send(not, claim);
}

/** Refusals by the issuer, in words that name people: in the address, and to the portal alone. */
async function issuerRefuses(place: CanaryPlace): Promise<void> {
  const visitor = place.visitor('nobody');
  const refused = new URL(place.door.issuer.answer(new URL(leadsTo(await visitor.get('/sign-in/staff'))), REFUSED));
  await visitor.get(refused.pathname + refused.search);
  for (const error of ['access_denied', familyName]) {
    const asked = new URL(leadsTo(await visitor.get('/sign-in/staff')));
    const state = asked.searchParams.get('state')!;
    const said = new URLSearchParams({ error, error_description: WORDS, error_uri: text, state });
    await visitor.get(`/sign-in/return?${said.toString()}`);
  }
}

async function everyAddress(place: CanaryPlace, settled: Settled, people: People): Promise<void> {
  const { margaret: resident, pell: practitioner, lead: officer } = people;
  const ids = await idsFor(place, settled);
  const through = async (routes: readonly PageRoute[], who: () => Visitor): Promise<void> => {
    for (const [at, route] of routes.entries()) {
      const value = VALUES[at % VALUES.length]!;
      await Promise.all(asksOf(who(), route, value, ids));
      if (route.method === 'POST') await place.visitor('nobody').sendAs('', real(route, ids), everywhere(value));
    }
  };
  const theirs: Readonly<Record<string, Visitor>> = { resident, practitioner, officer };
  const whose = ({ path }: PageRoute): string => path.split('/')[1]!;
  const routes = portalRoutes();
  const anybodys = routes.filter((route) => !(whose(route) in theirs));
  await Promise.all([
    // With a new browser each time: some of these pages end a session.
    through(anybodys, () => place.visitor('nobody')),
    ...Object.entries(theirs).map(([kind, who]) =>
      through(
        routes.filter((route) => whose(route) === kind),
        () => who,
      ),
    ),
  ]);
  // No page reads these: what turns them away is the same for all.
  for (const type of ['application/json', `text/${encodeURIComponent(familyName)}`])
    await practitioner.sendRaw('/practitioner', `{"familyName": "${familyName}", "nhsNumber": ${localId}`, type);
}

const everywhere = (value: string | string[]) => Object.fromEntries(NAMES.map((name) => [name, value]));

function asksOf(visitor: Visitor, route: PageRoute, value: string, ids: Ids): Promise<Answer>[] {
  const query = new URLSearchParams(everywhere(value)).toString();
  const right = real(route, ids);
  const paths = new Set([route.path.replace(/:\w+|\*/g, encodeURIComponent(value)), right]);
  if (route.method === 'GET') return [...paths].map((path) => visitor.get(`${path}?${query}`, HEADERS));
  const sent = [...paths].map((path) => visitor.send(path, everywhere(value), HEADERS));
  return [...sent, visitor.send(right, everywhere([value, `${value}\u0000`]))];
}

/** By the name of a parameter, or by what stands before it. */
type Ids = Readonly<Record<string, string>>;

async function idsFor({ admin }: CanaryPlace, settled: Settled): Promise<Ids> {
  const { rows } = await admin.query<{ hash: string }>('SELECT hash FROM policy.bundle LIMIT 1');
  return {
    ...{ people: settled.pseudonyms['REACH']!, choices: settled.directiveId, agreements: 'D1', replays: randomUUID() },
    ...{ looks: settled.entryId, entries: settled.entryId, hash: rows[0]!.hash, version: '1', code: 'en' },
    ...{ purpose: 'COC', category: 'MEDS', step: 'which', kind: 'category', name: 'ASB' },
  };
}

/** Of no rules: checking those in force would keep the prover busy for the rest of the spec. */
const NO_RULES = 'f'.repeat(64);

/** The path with parameters that lead somewhere. */
function real({ path }: PageRoute, known: Ids): string {
  const ids = path.endsWith('/check') ? { ...known, hash: NO_RULES } : known;
  const parts = path.split('/');
  return parts
    .map((part, at) => (part.startsWith(':') ? (ids[part.slice(1)] ?? ids[parts[at - 1]!] ?? 'x') : part))
    .join('/')
    .replaceAll('*', 'nowhere');
}
