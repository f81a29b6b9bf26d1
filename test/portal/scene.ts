import type { consent } from '#libs/client';
import { HIDDEN_EVENTS, linesAfter, peopleOf, prepareHiddenEvents, residentIdOf, settled } from './hidden-events.js';
import type { HiddenLine, People } from './hidden-events.js';
import type { Answer } from './same-page.js';
import { Visitor } from './visitor.js';
import type { World } from './world.js';

/** Pages of one shape that say nothing else: so many are enough. */
const OF_ONE_SHAPE = 3;
const ACTORS = ['osei', 'lowe', 'iqbal', 'adeyemi', 'beacon'];

/** Whoever may not know, and all pages that they have about her or could learn it from. */
export interface Viewer {
  readonly key: 'margaret' | 'varga' | 'pell' | 'harbour-ig';
  readonly from: readonly string[];
  leads(path: string): boolean;
  /** Their own log: it tells of their own looks, so it is taken last before, and first after. */
  isOwnLog(path: string): boolean;
}

export interface Seen {
  readonly viewer: Viewer;
  readonly visitor: Visitor;
  readonly before: readonly Answer[];
  readonly after: readonly Answer[];
}

/** What was seen before and after things happened that four people may not know. */
export interface Scene {
  readonly people: People;
  readonly hidden: readonly (readonly HiddenLine[])[];
  readonly seen: ReadonlyMap<Viewer['key'], Seen>;
}

export async function playScene(world: World): Promise<Scene> {
  const people = peopleOf(world, await residentIdOf(world, 'nm-asc'));
  await prepareHiddenEvents(people);
  // Looking her up is a line, too: who acts later knows her before.
  for (const key of ACTORS) await people.at(key);
  await keepSomeChoices(world);
  await settled(world);
  const watching: Omit<Seen, 'after'>[] = [];
  for (const viewer of await viewersOf(people)) watching.push(await lookBefore(world, viewer));

  const hidden: HiddenLine[][] = [];
  for (const event of HIDDEN_EVENTS) {
    const known = await linesAfter(people, []);
    await event.happen(people);
    hidden.push(await linesAfter(people, known));
  }
  await settled(world);
  const seen = new Map<Viewer['key'], Seen>();
  // Margaret first: whoever works with her leaves lines in her history by looking.
  for (const one of watching.reverse()) seen.set(one.viewer.key, { ...one, after: await lookAfter(one) });
  return { people, hidden, seen };
}

async function lookBefore(world: World, viewer: Viewer): Promise<Omit<Seen, 'after'>> {
  const visitor = await Visitor.of(world, viewer.key);
  const pages = await visitor.follow(viewer.from, OF_ONE_SHAPE, (path) => viewer.leads(path));
  const ownLog = pathsOf(pages).filter((path) => viewer.isOwnLog(path));
  await settled(world);
  const others = pages.filter(({ asked }) => !viewer.isOwnLog(asked.slice('GET '.length)));
  return { viewer, visitor, before: [...others, ...(await visitor.take(ownLog))] };
}

async function lookAfter({ viewer, visitor, before }: Omit<Seen, 'after'>): Promise<Answer[]> {
  const paths = pathsOf(before);
  const ownLog = await visitor.take(paths.filter((path) => viewer.isOwnLog(path)));
  return [...ownLog, ...(await visitor.take(paths.filter((path) => !viewer.isOwnLog(path))))];
}

export const pathsOf = (answers: readonly Answer[]): string[] => answers.map(({ asked }) => asked.slice('GET '.length));

/** In the order of looking; what one's looking leaves in another's history was there before the other looks. */
async function viewersOf({ at, residentId }: People): Promise<Viewer[]> {
  const never = (): boolean => false;
  const practitioner = async (key: 'varga' | 'pell', system: string, own: readonly string[]): Promise<Viewer> => {
    const person = `/practitioner/people/${await at(system)}`;
    // A purpose is chosen by a form and not by a link.
    const asked = [...own, 'SAFEG', 'COC/FINANCE', 'COC/SAFEGUARDING'].map((flow) => `${person}/for/${flow}`);
    return {
      key,
      from: ['/practitioner', '/practitioner/looks', '/practitioner/looks?outcome=deny', person, ...asked],
      leads: (path) => path.startsWith('/practitioner'),
      isOwnLog: (path) => path.startsWith('/practitioner/looks'),
    };
  };
  const [today] = new Date().toISOString().split('T') as [string];
  const [year, month, date] = today.split('-');
  const narrowed = ['outcome=permit', 'outcome=deny', `from=${date}/${month}/${year}`, 'from=tomorrow'];
  // Each reading of the log is a line of the log, of kind "search": their own would be all the difference.
  const kinds = ['disclosure', 'decision', 'directive', 'governance'].map((kind) => `kind=${kind}`);
  const filters = [
    ...kinds,
    `kind=disclosure&resident=${residentId}`,
    ...[
      'purpose=SAFEG',
      'category=FINANCE',
      'category=DOMESTICABUSE',
      'agency=NM-ASC&kind=disclosure',
      'agency=BEACON',
    ],
  ];
  return [
    await practitioner('varga', 'harbour', ['HOUSADAPT', 'HOUSADAPT/FUNCTION']),
    await practitioner('pell', 'reach', ['COC', 'COC/MEDS']),
    {
      key: 'harbour-ig',
      from: [
        ...['/officer', '/officer?days=28', '/officer/stops', '/officer/agreements'],
        ...filters.flatMap((filter) => [`/officer/entries?${filter}`, `/officer/entries/csv?${filter}`]),
      ],
      leads: (path) => /^\/officer\/entries(\/[0-9a-f]{8}-|\?kind=)/.test(path),
      isOwnLog: never,
    },
    {
      key: 'margaret',
      from: ['/resident', ...narrowed.map((query) => `/resident/looks?${query}`)],
      leads: () => true,
      isOwnLog: never,
    },
  ];
}

type Said = consent.DirectiveListItem;

/** A yes, a no, and one that has ended, so that there are pages of each. Their ids. */
export async function keepSomeChoices(world: World): Promise<Record<'yes' | 'no' | 'ended', string>> {
  const margaret = world.api('margaret');
  const directives = '/api/consent/v1/residents/{id}/directives';
  const path = { id: 'me' };
  const { items } = await margaret.get(directives, { path, query: { limit: 200 } });
  const say = async (said: (one: Said) => boolean, body: consent.DirectiveBody): Promise<string> =>
    (items.find(said) ?? (await margaret.post(directives, { path, body }))).id;
  const give = { instruction: 'give', recipients: ['HARBOUR'] } as const;
  const yes = await say(({ agreement, status }) => agreement === 'D2' && status === 'ConsentGiven', {
    ...{ ...give, agreement: 'D2', categories: ['FUNCTION'] },
  });
  const no = await say(
    ({ categories, status }) => status === 'ConsentRefused' && categories?.join() === 'HOUSINGSUPPORT',
    { instruction: 'refuse', recipients: ['NM-HSG'], categories: ['HOUSINGSUPPORT'] },
  );
  const isEnded = ({ status }: Said): boolean => status === 'ConsentWithdrawn';
  const ended = await say(isEnded, { ...give, agreement: 'D3', categories: ['VULNFLAG'] });
  if (!items.some(isEnded)) await margaret.post('/api/consent/v1/directives/{id}/withdraw', { path: { id: ended } });
  return { yes, no, ended };
}
