import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { COMPLETE, Registry } from '../../testing/agreements.js';
import { runPolicy, type Answer, type RunningPolicy } from '../../testing/running-policy.js';
import { relate, seedMargaret } from '../../testing/seed-margaret.js';
import type { Resident } from '../../testing/town.js';

let policy: RunningPolicy;
let margaret: Resident;
beforeAll(async () => {
  policy = await runPolicy();
  margaret = await seedMargaret(policy);
});
afterEach(async () => {
  for (const table of ['consent.directive', 'consent.restriction', 'audit.staging']) {
    await policy.admin.query(`DELETE FROM ${table}`);
  }
});
afterAll(() => policy.stop());

const ask = (body: object, as = 'margaret', headers = {}): Promise<Answer> =>
  policy.send('POST', '/v1/residents/me/rehearsals', { as, body, headers });
const harbour = (change: object = {}) => ask({ agreement: 'D2', recipients: ['HARBOUR'], ...change });

interface Told {
  readonly recipients: readonly {
    readonly agency: string;
    readonly seen: readonly {
      readonly role: string | null;
      readonly assumed: readonly string[];
      readonly categories: readonly {
        readonly category: string;
        readonly now: boolean;
        readonly ifYes: boolean;
        readonly ifNo: boolean;
        readonly reason: { readonly code: string; readonly says: string; readonly language: string } | null;
      }[];
    }[];
  }[];
}

/** `HARBOUR surveyor FUNCTION nyn`: now, after a yes, after a no; and why still not. */
const linesOf = ({ body }: Answer): string[] =>
  (body as Told).recipients.flatMap(({ agency, seen }) =>
    seen.flatMap(({ role, categories }) =>
      categories.map(({ category, now, ifYes, ifNo, reason }) => {
        const answers = [now, ifYes, ifNo].map((sees) => (sees ? 'y' : 'n')).join('');
        return [agency, role ?? 'system', category, answers, ...(reason ? [reason.code] : [])].join(' ');
      }),
    ),
  );

const D2 = { recipients: ['HARBOUR'], categories: null, agreement: 'D2' };
async function say(status: string, { recipients, categories, agreement }: object & Record<string, unknown> = D2) {
  await policy.admin.query(
    `INSERT INTO consent.directive (id, version, resident_id, status, recipients, categories, agreement, starts_at, channel, recorded_by)
     VALUES ($1, 1, $2, $3, $4, $5, $6, fence.domain_now(), 'online', 'spec')`,
    [randomUUID(), margaret.id, status, recipients, categories, agreement],
  );
}

describe('rehearsing an answer about D2', () => {
  it('says who of HARBOUR would see what: nothing now, all that it names after a yes, nothing after a no', async () => {
    const answer = await harbour();
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(linesOf(answer)).toEqual([
      'HARBOUR surveyor FUNCTION nyn',
      'HARBOUR surveyor EQUIPMENT nyn',
      'HARBOUR system FUNCTION nyn',
      'HARBOUR system EQUIPMENT nyn',
    ]);
    expect(answer.body).toMatchObject({
      ...{ agreement: 'D2', purpose: 'HOUSADAPT', liftFirst: false, bundle: expect.stringMatching(/^[0-9a-f]{64}$/) },
      recipients: [{ name: 'HARBOUR', sources: ['NM-ASC'] }],
    });
    expect(JSON.stringify(answer.body)).not.toContain(margaret.id);
  });

  it('is about every recipient and category of the agreement when none are named', async () => {
    // Nobody of NM-ASC is an occupational therapist in this town, so only its system would receive.
    expect(linesOf(await ask({ agreement: 'D2' }))).toEqual([
      'HARBOUR surveyor FUNCTION nyn',
      'HARBOUR surveyor EQUIPMENT nyn',
      'HARBOUR system FUNCTION nyn',
      'HARBOUR system EQUIPMENT nyn',
      'NM-ASC system FUNCTION nyn',
      'NM-ASC system EQUIPMENT nyn',
    ]);
  });

  it('never shows her finances, and says why in her words and language', async () => {
    const answer = await harbour({ categories: ['FINANCE'] });
    expect(linesOf(answer)[0]).toBe('HARBOUR surveyor FINANCE nnn category-not-in-agreement');
    const foreign = await ask({ agreement: 'D2', categories: ['FINANCE'] }, 'margaret', {
      'accept-language': 'en-XA',
    });
    const reason = (foreign.body as Told).recipients[0]!.seen[0]!.categories[0]!.reason!;
    expect(reason.language).toBe('en-XA');
    expect(reason.says).not.toBe('The agreement does not let them share this part of your information.');
  });

  it.each([
    ['given', 'ConsentGiven', 'yyn'],
    ['withdrawn', 'ConsentWithdrawn', 'nyn'],
    ['refused', 'ConsentRefused', 'nyn'],
  ])('starts from what she has %s', async (_what, status, expected) => {
    await say(status);
    expect(linesOf(await harbour())[0]).toBe(`HARBOUR surveyor FUNCTION ${expected}`);
  });

  it('says that a wider no must be lifted first', async () => {
    await say('ConsentRefused', { recipients: ['HARBOUR'], categories: null, agreement: null });
    const answer = await harbour();
    expect(linesOf(answer)[0]).toBe('HARBOUR surveyor FUNCTION nnn refused');
    expect(answer.body).toMatchObject({ liftFirst: true });
  });

  it('is not asked category by category what is hidden in a no', async () => {
    for (const categories of [['DOMESTICABUSE'], ['DOMESTICABUSE', 'FUNCTION']])
      await say('ConsentRefused', { recipients: null, categories, agreement: null });
    const [hidden, another] = await Promise.all(
      ['DOMESTICABUSE', 'SAFEGUARDING'].map(async (category) => {
        const { liftFirst, recipients } = (await harbour({ categories: [category] })).body as unknown as Told & {
          liftFirst: boolean;
        };
        return JSON.stringify({ liftFirst, recipients }).replaceAll(category, 'it');
      }),
    );
    expect(hidden).toBe(another);
    expect((await harbour({ categories: ['FUNCTION'] })).body).toMatchObject({ liftFirst: true });
  });

  it('says that nothing is seen while her information is frozen', async () => {
    await policy.admin.query(
      `INSERT INTO consent.restriction (id, resident_id, starts_at, reason, recorded_by)
       VALUES ($1, $2, '2020-01-01Z', 'accuracy', 'spec')`,
      [randomUUID(), margaret.id],
    );
    const answer = await harbour();
    expect(linesOf(answer)).toContain('HARBOUR surveyor FUNCTION nnn restricted');
    expect(JSON.stringify(answer.body)).toContain('You asked for the use of your information to be frozen.');
  });

  it('says where it takes for granted that they work with her', async () => {
    const assumed = async () => (await harbour()).body.recipients[0].seen[0].assumed as unknown;
    expect(await assumed()).toEqual(['is working with you']);
    await relate(policy, margaret, { agency: 'HARBOUR', purpose: 'HOUSADAPT' });
    expect(await assumed()).toEqual([]);
    await policy.admin.query("DELETE FROM policy.relationship WHERE agency = 'HARBOUR'");
  });
});

describe('a rehearsal', () => {
  it('leaves one entry under her own key, and no directive', async () => {
    const before = await policy.epoch('resident', margaret.id);
    const { body } = await harbour();
    const [entry, ...more] = await policy.entries('rehearsal');
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      ...{ id: body.entryId as unknown, kind: 'search', bundle: body.bundle as unknown },
      holder: `resident/${margaret.id}`,
      index: { outcome: 'recorded', agreement: 'D2', residentId: margaret.id },
    });
    // No agency reads of what she only thinks of doing.
    expect(Object.keys(entry!.index)).not.toEqual(expect.arrayContaining([expect.stringMatching(/Agency$/)]));
    expect(entry!.open(margaret.dataKey)).toMatchObject({
      results: expect.arrayContaining(['HARBOUR surveyor FUNCTION nyn']),
    });
    expect((await policy.admin.query('SELECT 1 FROM consent.directive')).rows).toEqual([]);
    expect(await policy.epoch('resident', margaret.id)).toBe(before);
  });

  it('is not answered where it cannot be recorded', async () => {
    await policy.admin.query('REVOKE EXECUTE ON FUNCTION audit.append_v1(jsonb) FROM policy_app');
    const { status } = await harbour();
    await policy.admin.query('GRANT EXECUTE ON FUNCTION audit.append_v1(jsonb) TO policy_app');
    expect(status).toBe(500);
  });

  it('is for the resident alone', async () => {
    for (const as of ['pell', 'varga', 'marsh', 'harbour'])
      expect((await ask({ agreement: 'D2' }, as)).status).toBe(403);
    const other = { as: 'margaret', body: { agreement: 'D2' } };
    expect((await policy.send('POST', `/v1/residents/${margaret.id}/rehearsals`, other)).status).toBe(404);
    expect((await policy.send('POST', '/v1/residents/me/rehearsals', { body: {} })).status).toBe(401);
  });

  it('says what to do where there is nothing to rehearse', async () => {
    const said = async (body: object) => {
      const { status, body: problem } = await ask(body);
      return [status, problem.code, problem.detail] as unknown[];
    };
    expect(await said({ agreement: 'D404' })).toEqual([
      ...[400, 'agreement-unknown'],
      'name an agreement that residents/me/agreements lists',
    ]);
    expect(await said({ agreement: 'D1' })).toEqual([
      ...[409, 'consent-not-asked'],
      'sharing under this agreement does not rest on a yes or no; an objection can be recorded',
    ]);
    expect(await said({ agreement: 'D2', recipients: ['REACH'] })).toEqual([
      ...[400, 'recipient-unknown'],
      'name agencies that receive under this agreement, or leave them out',
    ]);
    expect((await ask({ agreement: 'D2', categories: ['NONE'] })).status).toBe(400);
    expect((await ask({ agreement: 'D2', recipients: [] })).status).toBe(400);
    expect((await ask({})).status).toBe(400);
    expect(await policy.entries('rehearsal')).toEqual([]);
  });

  it('of an agreement that a discreet agency is alone in is answered like one of none', async () => {
    await policy.admin.query("INSERT INTO policy.agency (code, name, sector) VALUES ('BEACON', 'B', 'social-care')");
    const parties = [{ ...COMPLETE.parties[1], recipient: 'BEACON' }];
    const partyRoles = { 'NM-ASC': 'controller', BEACON: 'controller' };
    expect(await new Registry(policy).live('D9', { parties, partyRoles })).toBe(5);
    const plain = ({ status, body }: Answer) => ({
      status,
      body: { ...(body as object), requestId: '', instance: '' },
    });
    expect(plain(await ask({ agreement: 'D9' }))).toEqual(plain(await ask({ agreement: 'D404' })));
  });

  it('stays within what one entry holds', async () => {
    const codes = Array.from({ length: 12 }, (_, at) => `AG-${at}`);
    for (const code of codes) {
      await policy.admin.query("INSERT INTO policy.agency (code, name, sector) VALUES ($1, $1, 'health')", [code]);
      await policy.admin.query("INSERT INTO policy.agreement_party VALUES ('D2', $1, 'HARBOUR')", [code]);
    }
    const categories = ['DEMOG', 'CONTACT', 'ABOUTME', 'COMMNEEDS', 'NOK', 'CARERS', 'LEGALREP', 'ALLERGY', 'MEDS'];
    const more = ['CONDITIONS', 'FUNCTION', 'DISCHARGE', 'CAREPLAN', 'CAREPACKAGE', 'REABLEMENT', 'EQUIPMENT'];
    const most = ['CONTINGENCY', 'ADVANCEPLAN', 'FINANCE', 'TENANCY', 'PROPERTY', 'ADAPTATION', 'HAZARD', 'REPAIRS'];
    const rest = ['HOUSINGSUPPORT', 'VULNFLAG', 'HOMELESS', 'ASB', 'RISKTOSTAFF', 'CAPACITY', 'MENTALHEALTH'];
    const wide = await harbour({ categories: [...categories, ...more, ...most, ...rest] });
    await policy.admin.query("DELETE FROM policy.agreement_party WHERE source LIKE 'AG-%'");
    expect([wide.status, wide.body.code]).toEqual([400, 'rehearsal-too-wide-invalid']);
  });
});
