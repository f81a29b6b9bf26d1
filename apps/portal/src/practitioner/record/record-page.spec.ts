import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Session } from '../../session/session.js';
import { openPortal, type PortalUnderTest } from '../../testing/portal-under-test.js';
import { startStandInBroker, type StandInBroker } from '#libs/testing';
import { demoRecords } from './testing/demo-records.js';
import { RAW } from './testing/raw-patterns.js';

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
const AGENCIES = [{ code: 'NM-GP', name: 'Eastgate Surgery', sector: 'health', status: 'active' }];

let broker: StandInBroker;
let portal: PortalUnderTest;
let session: Session;
beforeAll(async () => {
  broker = await startStandInBroker(({ url }, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(url.includes('/agencies') ? { items: AGENCIES, next: null } : seen(url)));
  });
  portal = await openPortal(broker.url, []);
  session = await portal.signIn(PELL, { answers: FOUND });
});
afterAll(async () => {
  await portal.close();
  await broker.stop();
});

/** Everything of a category, as the relay answers a look. */
function seen(url: string): object {
  const category = new URL(url, 'http://x').searchParams.get('category')!;
  const records = demoRecords().filter((record) => record.category === category);
  const decision = {
    ...{ category, source: 'NM-GP', outcome: 'permit', reason: 'permitted', rule: 'implied-consent' },
    ...{ explain: 'For care, under an agreement.', basis: 'DIRECT_CARE', agreement: 'D1', entryId: 'e1' },
  };
  return {
    decisions: [decision],
    records: records.map(({ body }, at) => ({
      ...{ id: `b300716e-ae67-8d6f-d694-51d80188${1000 + at}`, source: 'NM-GP', category, version: 1, body },
      ...{
        receivedAt: '2026-11-02T10:00:00Z',
        redacted: [],
        masked: [],
        noOnwardSharing: false,
        accuracyDisputed: false,
      },
    })),
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
