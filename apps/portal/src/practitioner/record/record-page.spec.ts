import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Category } from '#libs/domain';
import type { Session } from '../../session/session.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { type Asked, startStandInBroker, type StandInBroker } from '#libs/testing';
import { demoRecords } from './testing/demo-records.js';
import { permit, seenRecord } from './testing/looks.js';
import { RAW } from './testing/raw-patterns.js';

const NO_KNOWN = {
  resourceType: 'AllergyIntolerance',
  code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003', display: 'No known allergy (situation)' }] },
};
/** Read once: it takes longer than a page. With what the town does not have: somebody without a known allergy. */
const DEMO = [...demoRecords(), { category: 'ALLERGY' as const, body: NO_KNOWN }];
const HALE = 'a'.repeat(26);
const CLARKE = 'b'.repeat(26);
const STRANGER = 'c'.repeat(26);
const PELL = {
  ...{ audience: 'practitioner' as const, sub: 'pell', id: 'p1', agency: 'REACH', agencyName: 'Reach Reablement CIC' },
  ...{ roles: ['reablement-lead'], name: 'D. Pell, reablement lead' },
};
const FOUND = {
  'practitioner-found': { [HALE]: ['Hale', '1944-05-03', '9990000018'], [CLARKE]: ['Clarke', '1947-01-31'] },
};
const PATIENT = { resourceType: 'Patient', name: [{ family: 'Hale', given: ['Margaret'] }], birthDate: '1944-03-05' };
const AGENCIES = [{ code: 'NM-GP', name: 'Eastgate Surgery', sector: 'health', status: 'active' }];

/** For care REACH may have six kinds of it, and of FINANCE the rules say no; for damp it may have nothing at all. */
const AGREEMENTS = ['COC', 'HAZARD'].map((purpose) => ({
  ...{ id: 'D1', title: 'Care', purpose, mode: 'DIRECT_CARE', state: 'live', recipientRoles: ['reablement-lead'] },
  parties: [{ source: 'NM-GP', recipient: 'REACH' }],
  categories: purpose === 'COC' ? ['MEDS', 'ALLERGY', 'CONDITIONS', 'DEMOG', 'EQUIPMENT', 'FINANCE'] : ['VULNFLAG'],
}));
const DENIED = ['FINANCE', 'VULNFLAG'];

let broker: StandInBroker;
let portal: PortalUnderTest;
let session: Session;
beforeAll(async () => {
  const answers = [
    ['/agencies', () => ({ items: AGENCIES, next: null })],
    ['/agreements', () => ({ items: AGREEMENTS, next: null })],
    ['/evaluations', advise],
    ['/records', ({ url }: Asked) => seen(url)],
  ] as const;
  broker = await startStandInBroker((asked, response) => {
    const [, answer] = answers.find(([path]) => asked.url.includes(path))!;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer(asked)));
  });
  portal = await openPortal(broker.url, []);
  session = await portal.signIn(PELL, { answers: FOUND });
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

/** As the decision point advises: whether, and in words. */
function advise({ body }: Asked): object {
  const { evaluations } = JSON.parse(body) as { evaluations: { resource: { id: string } }[] };
  return {
    evaluations: evaluations.map(({ resource: { id } }) => ({
      decision: !DENIED.includes(id),
      context: { reason: 'permitted', explain: 'For care, under an agreement.' },
    })),
  };
}

/** Everything of some categories, as the relay answers a look. */
function seen(url: string): object {
  const categories = new URL(url, 'http://x').searchParams.get('category')!.split(',') as Category[];
  const bodies = [...DEMO, { category: 'DEMOG' as const, body: PATIENT }];
  return {
    decisions: categories.map((category) => permit(category)),
    records: bodies
      .filter(({ category }) => categories.includes(category))
      .map(({ category, body }, at) =>
        seenRecord(category, body, { id: `${(0xb3000000 + at).toString(16)}-ae67-8d6f-d694-51d801880001` }),
      ),
  };
}

/** What a page's main part says, without its markup. */
async function main(path: string): Promise<string> {
  const html = await (await portal.get(path, session)).text();
  const part = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
  const said = part
    .replace(/<[^>]*>/g, '\n')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<');
  return said
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/[^\S\n]*\n\s*/g, '\n');
}

describe('the page of a record', () => {
  it('says whose it is, for each whom this session found, and who is signed in', async () => {
    const one = await main(`/practitioner/people/${HALE}/for/COC/ALLERGY`);
    expect(one).toContain('You searched for Hale, born 3 May 1944.\nNHS number 999 000 0018');
    expect(await main(`/practitioner/people/${CLARKE}/for/COC/ALLERGY`)).toContain('for Clarke, born 31 January 1947.');
    const html = await (await portal.get(`/practitioner/people/${HALE}/for/COC/ALLERGY`, session)).text();
    expect(html).toContain('Signed in: D. Pell, reablement lead – Reablement lead – Reach Reablement CIC');
  });

  it('says above the allergies that somebody recorded that there is none', async () => {
    expect(await main(`/practitioner/people/${HALE}/for/COC/ALLERGY`)).toMatch(
      /\nRecorded:\nNo known allergy\nFrom\n.+\nWarning:\nThis contradicts what stands below\.\n(?:.*\n)*?Allergic to\n/,
    );
  });

  it('makes nobody up who comes by a link, and warns', async () => {
    const page = await main(`/practitioner/people/${STRANGER}/for/COC/ALLERGY`);
    expect(page).toContain('You have not searched for this person in this visit.');
    expect(page).not.toMatch(/Hale|Clarke|NHS number/);
  });

  it.each(['MEDS', 'ALLERGY', 'CONDITIONS', 'FUNCTION', 'DISCHARGE', 'EQUIPMENT', 'CAREPLAN', 'FINANCE', 'VULNFLAG'])(
    'shows nothing raw of %s',
    async (category) => {
      const lines = (await main(`/practitioner/people/${HALE}/for/COC/${category}`)).split('\n');
      const label = /^(Serial|Batch) number$/;
      const shown = lines.filter((_line, at) => !label.test(lines[at - 1] ?? '') && !/^Record \w{8}$/.test(lines[at]!));
      expect(shown.length).toBeGreaterThan(10);
      expect([...new Set(shown.filter((text) => RAW.some((pattern) => pattern.test(text))))]).toEqual([]);
    },
  );

  it('reads alike where there is nothing, and where nothing may be seen', async () => {
    expect(await main(`/practitioner/people/${HALE}/for/COC/SUBSTANCE`)).toContain('In recovery since 2024');
    expect(await main(`/practitioner/people/${HALE}/for/COC/CONTACT`)).toContain(
      'Nothing that you may see here. This does not mean that there is none.',
    );
  });
});

describe('the page of all that may be seen', () => {
  const path = `/practitioner/people/${HALE}/for/COC/record`;
  const looks = (): string[] => broker.asked.map(({ url }) => url).filter((url) => url.includes('/records'));

  it('is one look, at what may be seen now and at nothing else', async () => {
    const before = looks().length;
    await portal.get(path, session);
    const kinds = 'DEMOG,ALLERGY,MEDS,CONDITIONS,EQUIPMENT';
    expect(looks().slice(before).map(decodeURIComponent)).toEqual([
      `/api/relay/v1/residents/${HALE}/records?purpose=COC&category=${kinds}`,
    ]);
  });

  it('begins with who it is and what can do harm, and then has each kind of it', async () => {
    const page = await main(path);
    const inOrder = [
      ...['The record', 'You searched for Hale, born 3 May 1944.', 'Margaret Hale', 'Born: 5 March 1944'],
      ...['This is not what you searched for: the date of birth.', 'Retrieved', 'At a glance', 'Alerts', 'Dose'],
      ...['Not on this page:', 'Money and charges', 'On this page', 'Medicines', 'Health conditions', 'Equipment'],
    ];
    const places = inOrder.reduce<number[]>((found, text) => [...found, page.indexOf(text, found.at(-1) ?? 0)], []);
    expect(inOrder.filter((_text, at) => places[at] === -1)).toEqual([]);
  });

  it('says of each record where it comes from, and its reference', async () => {
    const shown = DEMO.filter(({ category }) => ['ALLERGY', 'MEDS', 'CONDITIONS', 'EQUIPMENT'].includes(category));
    const page = await main(path);
    const provenance = page.match(/^From Eastgate Surgery, received 2 November 2026 at 10:00, version 1$/gm)!;
    const references = new Set(page.match(/^Record \w{8}$/gm));
    expect([provenance.length, references.size]).toEqual([shown.length + 1, shown.length + 1]);
    expect(page.match(/^Under agreement D1\.$/gm)).toHaveLength(5);
  });

  it('leads within itself to places that are there', async () => {
    const html = await (await portal.get(path, session)).text();
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const within = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
    expect(within.length).toBeGreaterThan(50);
    expect(within.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('is the page that says why, where nothing may be seen', async () => {
    const before = looks().length;
    const answer = await portal.get(`/practitioner/people/${HALE}/for/HAZARD/record`, session);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/practitioner/people/${HALE}/for/HAZARD`]);
    expect(looks().length).toBe(before);
  });

  it.each(['NONE/record', 'COC/RECORD'])('is no page at %s', async (flow) => {
    expect((await portal.get(`/practitioner/people/${HALE}/for/${flow}`, session)).status).toBe(404);
  });
});
