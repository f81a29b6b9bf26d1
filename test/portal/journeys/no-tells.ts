import { beforeAll, describe, expect, it } from '@jest/globals';
import type { consent } from '#libs/client';
import { principalId } from '../../../scripts/seed/put-people.js';
import { DISCREET_AGENCY, HIDDEN_EVENTS, peopleOf, settled, type People } from '../hidden-events.js';
import { difference, differences, masked, type Answer } from '../same-page.js';
import { pathsOf, playScene, type Scene, type Viewer } from '../scene.js';
import { SECRET_QUERIES, SECRET_ROUTES } from '../secret-addresses.js';
import { Secrets } from '../secrets.js';
import { withLinesTold, type Fault } from '../told-lines.js';
import { Visitor } from '../visitor.js';
import { fieldsOf, SEARCHES, tellingAddresses } from '../whoever-exists.js';
import type { Details, World } from '../world.js';

/** By name, by code, or by what the kind of information is called. */
const DISCREET_WORDS = /Beacon|BEACON|DOMESTICABUSE|SAFEG|Domestic abuse|safeguarding/i;
const LOOKS = ['', '?outcome=deny', '?outcome=recorded'].map((list) => `/resident/looks${list}`);
const AMINA: Details = { familyName: 'Warsame', birthDate: '1968-04-22', postcode: 'ZZ10 7WA' };
const when = (condition: string, told: string, column: string): string =>
  `CASE WHEN ${condition} THEN ${told} ELSE ${column} END`;
const named = (column: string): string => when(`${column} = '${DISCREET_AGENCY}'`, "'REACH'", column);

/** Each takes one clause away that keeps something from somebody. */
const FAULTS: readonly [says: string, who: Viewer['key'], pages: readonly string[], fault: Fault][] = [
  ['what is deferred', 'margaret', LOOKS, { defer_notice: 'false' }],
  ['what is asked for an enquiry', 'margaret', LOOKS, { purpose: when("purpose = 'SAFEG'", "'COC'", 'purpose') }],
  ['a discreet category', 'margaret', LOOKS, { categories: "array_replace(categories, 'DOMESTICABUSE', 'MEDS')" }],
  [
    'a discreet agency',
    'margaret',
    LOOKS,
    Object.fromEntries(
      ['source_agency', 'requester_agency', 'recipient_agency'].map((column) => [column, named(column)]),
    ),
  ],
  ['searches', 'margaret', LOOKS, { kind: when("kind = 'search'", "'directive'", 'kind') }],
  ['questions about the rules', 'margaret', LOOKS, { kind: when("kind = 'decision'", "'disclosure'", 'kind') }],
  ['governance', 'margaret', LOOKS, { kind: when("kind = 'governance'", "'directive'", 'kind') }],
  [
    'entries of other agencies',
    'harbour-ig',
    ['/officer'],
    { recipient_agency: when("purpose = 'SAFEG'", "'HARBOUR'", 'recipient_agency') },
  ],
  [
    'looks of other people',
    'pell',
    ['/practitioner/looks'],
    { requester_id: when("'DOMESTICABUSE' = ANY (categories)", `'${principalId('pell')}'`, 'requester_id') },
  ],
];

/** Of one answer, as a page that tells would have it. */
const SPOILT: readonly [says: string, spoil: (answer: Answer) => Answer][] = [
  ['a word', (answer) => ({ ...answer, body: answer.body.replace('Sharing', 'sharing') })],
  ['a space', (answer) => ({ ...answer, body: answer.body.replace('</main>', ' </main>') })],
  ['a count', (answer) => ({ ...answer, body: answer.body.replace('<h2', '<p>2 of 3</p><h2') })],
  ['its status', (answer) => ({ ...answer, status: 404 })],
  ['a header', (answer) => ({ ...answer, headers: { ...answer.headers, 'x-withheld': '1' } })],
  ['its length alone', (answer) => ({ ...answer, headers: { ...answer.headers, 'content-length': '1' } })],
  ['a time that is not of the showing', (answer) => ({ ...answer, between: [0, 1] })],
  ['its address', (answer) => ({ ...answer, asked: `${answer.asked}?more` })],
];

/** What is done about somebody, and is for them to learn in person or later. */
const QUIET: readonly [says: string, happen: (people: People) => Promise<unknown>][] = [
  ['staff write down a no to a discreet agency', saying({ recipients: [DISCREET_AGENCY] })],
  ['staff write down a no about abuse at home', saying({ categories: ['DOMESTICABUSE'] })],
  [
    'a discreet agency comes to know them',
    ({ world }) =>
      world
        .api('beacon')
        .post('/api/consent/v1/residents/link', { body: { ...AMINA, givenName: 'Amina', localId: 'B-901' } }),
  ],
  [
    'an enquiry is opened',
    async ({ world, at }) =>
      world.api('nm-asc').post('/api/policy/v1/relationships', {
        body: { resident: await at('nm-asc'), kind: 'caseload', purpose: 'SAFEG' },
      }),
  ],
];

function saying(scope: Partial<consent.DirectiveBody>): (people: People) => Promise<unknown> {
  return async ({ world, at }) =>
    world.api('osei').post('/api/consent/v1/residents/{id}/directives', {
      path: { id: await at('osei') },
      body: { instruction: 'refuse', ...scope, channel: 'in-person' },
    });
}

export function noTells(world: World): void {
  let scene: Scene;
  let secrets: Secrets;
  beforeAll(async () => {
    scene = await playScene(world);
    secrets = await Secrets.of(world, scene);
  });

  describe('tells that something happened which', () => {
    it('really happened, each kept from her by a clause of its own', () => {
      const expected = HIDDEN_EVENTS.map(({ says, hiddenBy, entries }) => [says, Array(entries).fill(hiddenBy)]);
      const found = HIDDEN_EVENTS.map(({ says }, at) => [says, scene.hidden[at]!.map(({ hiddenBy }) => hiddenBy)]);
      expect(found).toEqual(expected);
    });

    it.each([
      ['margaret', 39],
      ['harbour-ig', 25],
      ['pell', 15],
      ['varga', 10],
    ] as const)('%s may not know, on all their pages', (key, atLeast) => {
      const { before, after } = scene.seen.get(key)!;
      expect(differences(before, after)).toEqual([]);
      expect(before.filter(({ status }) => status === 200).length).toBeGreaterThan(atLeast);
    });

    it.each(FAULTS)('would be found out if the log told %s', async (_says, who, pages, fault) => {
      const { visitor } = scene.seen.get(who)!;
      const isOlder = (path: string): boolean =>
        /[?&](after|before)=/.test(path) && pages.some((page) => path.startsWith(page));
      const before = await visitor.follow(pages, 3, isOlder);
      const told = await withLinesTold(world, fault, () => visitor.take(pathsOf(before)));
      expect(differences(before, told)).not.toEqual([]);
      expect(differences(before, await visitor.take(pathsOf(before)))).toEqual([]);
    });
  });

  describe('tells by its address', () => {
    it.each(Object.entries(SECRET_ROUTES))('that somebody else has something: %s', async (route, asked) => {
      expect(await secrets.tells(route.split(' ')[0]!, asked)).toEqual([]);
    });

    it.each(SECRET_QUERIES)('that somebody else has something: $paths', async (asked) => {
      expect(await secrets.tells('GET', asked)).toEqual([]);
    });

    it.each(['/resident/choices/{id}', '/resident/choices/{id}/receipt'])(
      'would be found out at one’s own: %s',
      async (path) => {
        const found = await secrets.tells('GET', { secret: 'own', paths: [path] });
        expect(found.filter((text) => text.includes('status 404, 200'))).toHaveLength(1);
      },
    );

    it('who somebody is, of all that were looked at', async () => {
      const nobody = await Visitor.of(world);
      const taken = [...scene.seen.values()].flatMap(({ before, after }) => [...before, ...after]);
      const search = fieldsOf({ ...AMINA, by: { postcode: AMINA.postcode } });
      const found = await (await Visitor.of(world, 'osei')).send('/practitioner', search);
      expect([found.status, found.headers['location']]).toEqual([
        303,
        expect.stringMatching(/^\/practitioner\/people\/[a-z2-7]{26}$/),
      ]);
      const parked = await nobody.send('/practitioner', search);
      expect([parked.status, parked.headers['location']]).toEqual([303, '/sign-in/staff/again?to=%2Fpractitioner']);
      const doors = await nobody.take([
        '/',
        '/sign-in/resident',
        '/sign-in/staff',
        '/signed-out',
        '/nowhere',
        '/resident',
      ]);
      expect(tellingAddresses([...taken, found, parked, ...doors])).toEqual([]);
    });

    it.each(['/practitioner?familyName=Hale', '/sign-in/staff?to=%2Fx%3Fpostcode%3DZZ101HA', '/a?nhs=9990000018'])(
      'would be found out at %s',
      (location) => {
        const [answer] = scene.seen.get('pell')!.before as [Answer];
        expect(tellingAddresses([{ ...answer, headers: { location } }])).toEqual([location]);
      },
    );
  });

  describe('tells who searches for', () => {
    it.each(SEARCHES)('%s that there is one', async (_says, as, exists, nobody) => {
      const visitor = await Visitor.of(world, as);
      const nothing = masked(await visitor.send('/practitioner', fieldsOf(nobody)));
      expect([nothing.status, nothing.body]).toEqual([200, expect.stringContaining('No match.')]);
      expect(difference(nothing, masked(await visitor.send('/practitioner', fieldsOf(exists))))).toEqual([]);
    });

    it.each([
      ['/resident/refuse', 'recipients', DISCREET_AGENCY],
      ['/resident/refuse/what', 'categories', 'DOMESTICABUSE'],
      ['/resident/agreements/D2/who', 'recipients', DISCREET_AGENCY],
      ['/resident/agreements/D2/what', 'categories', 'SAFEGUARDING'],
    ])('something discreet by %s that it is known', async (path, field, discreet) => {
      const { visitor } = scene.seen.get('margaret')!;
      const nothing = masked(await visitor.send(path, { [field]: 'NOSUCHTHING' }));
      expect(nothing.status).toBe(422);
      expect(difference(nothing, masked(await visitor.send(path, { [field]: discreet })))).toEqual([]);
    });
  });

  describe('is the same', () => {
    it.each(SPOILT)('when it differs in %s', (_says, spoil) => {
      const [home] = scene.seen.get('margaret')!.before as [Answer];
      expect(differences([home], [home])).toEqual([]);
      expect(differences([home], [spoil(home)])).not.toEqual([]);
    });

    it('when one of them is gone', () => {
      const [home, other] = scene.seen.get('margaret')!.before as [Answer, Answer];
      expect(differences([home, other], [home])).toEqual([`${other.asked}: is gone`]);
    });
  });

  describe('of a resident', () => {
    it.each(QUIET)('is another one when %s', async (_says, happen) => {
      const people = peopleOf(world, '', AMINA);
      await people.at('osei');
      await people.at('nm-asc');
      await settled(world);
      const visitor = await Visitor.of(world, 'amina');
      const before = await visitor.take(['/resident', ...LOOKS]);
      await happen(people);
      await settled(world);
      expect(differences(before, await visitor.take(pathsOf(before)))).toEqual([]);
    });

    it('names what is discreet', async () => {
      const priya = await (await Visitor.of(world, 'priya')).follow(['/resident'], 2, () => true);
      const pages = [...priya, ...scene.seen.get('margaret')!.after];
      expect(pages.filter(({ body }) => DISCREET_WORDS.test(body)).map(({ asked }) => asked)).toEqual([]);
      expect(DISCREET_WORDS.test('<li>Sharing with Beacon DA Support</li>')).toBe(true);
    });
  });
}
