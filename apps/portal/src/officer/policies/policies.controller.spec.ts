import { describe, expect, it } from '@jest/globals';
import type { Fields, Person } from '../../session/session.js';
import { type Answers, listOf, refusal, visitOf, type VisitOf } from '../../testing/visit-of.js';
import { bundleLine, FILES, HASH, officerAs } from '../testing/lines.js';
import { ApproveController } from './approve.controller.js';
import type { BundleLine } from './bundle.js';
import { CheckController } from './check.controller.js';
import { DraftController } from './draft.controller.js';
import { PoliciesController } from './policies.controller.js';
import { RuleBooks } from './rule-books.js';

const API = '/api/policy/v1';
const AUTHOR = officerAs('policy-author');
const LEAD = officerAs('ig-lead');
const PRIVACY = officerAs('privacy-officer');
const IN_FORCE = bundleLine({ hash: 'f'.repeat(64), title: 'In force', state: 'in-force', inForce: true });

function visitBy(person: Person, answers: Answers = {}, change: Partial<BundleLine> = {}): VisitOf {
  const bundles = [bundleLine(change), IN_FORCE];
  const books = bundles.map((line) => [`GET ${API}/bundles/${line.hash}`, { ...line, files: FILES }]);
  const known = { [`GET ${API}/bundles`]: listOf(...bundles), ...Object.fromEntries(books) };
  return visitOf({ ...known, ...answers }, { person });
}
const sentBy = ({ calls }: VisitOf): object[] =>
  calls.filter(({ call }) => !call.startsWith('GET')).map(({ call, body }) => ({ call, body }));
const shown = (page: object): Record<string, unknown> => (page as { model: Record<string, unknown> }).model;
const refused = expect.objectContaining({ status: 403 });

describe('the list of rules', () => {
  const list = async (person: Person, ...bundles: BundleLine[]): Promise<Record<string, unknown>> => {
    const { visit } = visitBy(person, { [`GET ${API}/bundles`]: listOf(...bundles) });
    return shown(await new PoliciesController(new RuleBooks()).list(visit));
  };

  it('offers each what their role may do with those in force, and no more', async () => {
    const past = bundleLine({ state: 'past' });
    const [author, lead, privacy] = await Promise.all([AUTHOR, LEAD, PRIVACY].map((one) => list(one, IN_FORCE, past)));
    expect(author).toMatchObject({
      draftFrom: [{ href: '/officer/policies/new?file=a.cedar' }, { href: '/officer/policies/new?file=b.cedar' }],
      rollBack: undefined,
    });
    expect(lead).toMatchObject({ draftFrom: [], rollBack: '/officer/policies/rollback' });
    expect(privacy).toMatchObject({ draftFrom: [], rollBack: undefined });
  });

  it('is drawn where nothing was ever in force', async () =>
    expect(await list(AUTHOR)).toMatchObject({
      inForce: undefined,
      drafts: undefined,
      past: undefined,
      draftFrom: [],
    }));
});

describe('one bundle', () => {
  const show = async (person: Person, change: Partial<BundleLine>): Promise<Record<string, unknown>> =>
    shown(await new PoliciesController(new RuleBooks()).show(visitBy(person, {}, change).visit, HASH));

  it.each<[string, Person, Partial<BundleLine>, unknown]>([
    ['passed its check', LEAD, { state: 'checked' }, { href: `/officer/policies/${HASH}/approve` }],
    ['was in force before', LEAD, { state: 'past' }, { href: `/officer/policies/${HASH}/approve` }],
    ['is a draft', LEAD, { state: 'draft' }, undefined],
    ['failed', LEAD, { state: 'failed' }, undefined],
    ['is their own', LEAD, { state: 'checked', author: 'marsh' }, { own: expect.any(String) }],
    ['is not theirs to put in force', PRIVACY, { state: 'checked' }, undefined],
  ])('is put in force by a second person alone: where it %s', async (_which, person, change, approve) =>
    expect((await show(person, change))['approve']).toEqual(approve),
  );

  it('leads to its report once there is one, and to a difference from those in force', async () => {
    expect(await show(LEAD, {})).toMatchObject({
      report: undefined,
      difference: `/officer/policies/${HASH}/difference`,
    });
    const there = { checkedAt: '2026-11-22T10:00:00Z', inForce: true };
    expect(await show(LEAD, there)).toMatchObject({
      report: `/officer/policies/${HASH}/report`,
      difference: undefined,
    });
  });

  it('is shown without its rules where this release cannot read them', async () =>
    expect(await show(PRIVACY, {})).toMatchObject({
      files: undefined,
      change: [],
      check: undefined,
      replay: undefined,
    }));

  it('is not compared where nothing is in force, and what is away is said to be away', async () => {
    const difference = `GET ${API}/bundles/${HASH}/difference`;
    const compare = (status: number) => {
      const { visit } = visitBy(LEAD, { [difference]: () => refusal(status, 'x') });
      return new PoliciesController(new RuleBooks()).difference(visit, HASH);
    };
    for (const status of [404, 409]) expect(shown(await compare(status))).toEqual({ difference: undefined });
    await expect(compare(503)).rejects.toMatchObject({ status: 503 });
  });

  it.each(['x', HASH.slice(1), HASH.toUpperCase(), `${HASH}/..`])(
    'is none by %j, which goes to no API',
    async (hash) => {
      const asked = visitBy(LEAD);
      const pages = new PoliciesController(new RuleBooks());
      for (const page of [
        pages.show(asked.visit, hash),
        pages.report(asked.visit, hash),
        pages.difference(asked.visit, hash),
      ])
        await expect(page).rejects.toMatchObject({ status: 404 });
      expect(asked.calls).toEqual([]);
    },
  );
});

describe('a draft', () => {
  const POST = `POST ${API}/bundles`;
  const CHECK = `POST ${API}/bundles/${'b'.repeat(64)}/check`;
  const made = { [POST]: bundleLine({ hash: 'b'.repeat(64) }), [CHECK]: {} };
  const TYPED = {
    from: HASH,
    file: 'a.cedar',
    title: ' Winter ',
    text: 'permit (principal, action, resource);\r\n// more\r\n',
  };
  const drafts = new DraftController(new RuleBooks());
  const save = async (answers: Answers, fields: Fields = {}, person = AUTHOR) => {
    const asked = visitBy(person, answers);
    return { asked, page: await drafts.save(asked.visit, { ...TYPED, ...fields }) };
  };
  const begin = async (query: Record<string, unknown>, person = AUTHOR) =>
    shown(
      await drafts.begin(visitBy(person).visit, query, { url: '/officer/policies/new' } as Parameters<
        DraftController['begin']
      >[2]),
    );

  it('is one file changed and the others as they were, and is checked by a key of its own', async () => {
    const { asked, page } = await save(made);
    expect(page).toEqual({ to: `/officer/policies/${'b'.repeat(64)}/report` });
    expect(sentBy(asked)).toEqual([
      {
        call: POST,
        body: {
          title: 'Winter',
          files: [{ name: 'a.cedar', text: 'permit (principal, action, resource);\n// more\n' }, FILES[1]],
        },
      },
      { call: CHECK, body: undefined },
    ]);
    const keys = asked.calls.slice(-2).map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toEqual(['form-1', 'form-1-check']);
  });

  it('without a title has none, and goes to the bundle where its check took too long', async () => {
    const { asked, page } = await save({ ...made, [CHECK]: () => refusal(503, 'unavailable') }, { title: '  ' });
    expect(page).toEqual({ to: `/officer/policies/${'b'.repeat(64)}` });
    expect(asked.calls.find(({ call }) => call === POST)!.body).not.toHaveProperty('title');
  });

  it('that changes nothing but line ends is not sent', async () => {
    const { asked, page } = await save({}, { text: FILES[0]!.text.replaceAll('\n', '\r\n') });
    expect([shown(page)['errors'], (page as { options: object }).options]).toMatchObject([{}, { status: 422 }]);
    expect(sentBy(asked)).toEqual([]);
  });

  it('keeps what was typed beside what is wrong with it', async () => {
    const errors = [{ field: 'a.cedar:2', rule: 'syntax', detail: 'unexpected' }];
    for (const status of [400, 422]) {
      const { page } = await save({ [POST]: () => refusal(status, 'invalid', { errors }) });
      expect(shown(page)).toMatchObject({
        title: { value: 'Winter' },
        text: { value: TYPED.text.replaceAll('\r\n', '\n'), errorMessage: { text: 'a.cedar, line 2: unexpected' } },
      });
    }
    await expect(save({ [POST]: () => refusal(409, 'conflict') })).rejects.toMatchObject({ status: 409 });
  });

  it('begins with a file of the rules in force, or of those that are named', async () => {
    expect(await begin({ file: 'b.cedar' })).toMatchObject({
      from: IN_FORCE.hash,
      file: 'b.cedar',
      text: { value: FILES[1]!.text },
    });
    expect(await begin({ file: 'a.cedar', from: HASH })).toMatchObject({ from: HASH, title: { value: '' } });
    for (const query of [{}, { file: 'c.cedar' }, { file: 'a.cedar', from: 'x' }])
      await expect(begin(query)).rejects.toMatchObject({ status: 404 });
  });

  it('is for who writes rules', async () => {
    await expect(begin({ file: 'a.cedar' }, LEAD)).rejects.toEqual(refused);
    await expect(save(made, {}, LEAD)).rejects.toEqual(refused);
  });
});

describe('putting rules in force', () => {
  const ACTIVATE = `POST ${API}/bundles/${HASH}/activate`;
  const away = { [`GET ${API}/bundles/${HASH}/difference`]: () => refusal(404, 'not-found') };
  const approving = new ApproveController(new RuleBooks());
  const approve = async (answer: unknown, fields: Fields = {}, person = LEAD) => {
    const asked = visitBy(person, { ...away, [ACTIVATE]: answer }, { state: 'checked' });
    return { asked, page: await approving.approve(asked.visit, HASH, fields) };
  };
  const askFor = async (person: Person, change: Partial<BundleLine>) =>
    shown(await approving.ask(visitBy(person, away, change).visit, HASH))['inVain'];

  it('gives up a promise only where it was ticked', async () => {
    const { asked, page } = await approve({});
    expect([sentBy(asked), page]).toEqual([[{ call: ACTIVATE, body: {} }], { to: `/officer/policies/${HASH}` }]);
    expect(sentBy((await approve({}, { dropping: 'kept' })).asked)).toMatchObject([{ body: { dropping: ['kept'] } }]);
    expect(sentBy((await approve({}, { dropping: ['a', 'b'] })).asked)).toMatchObject([
      { body: { dropping: ['a', 'b'] } },
    ]);
  });

  it('names each promise that would be lost, as a box that nobody has ticked', async () => {
    const errors = [{ field: '', rule: 'agreed', detail: 'No others.' }];
    const { page } = await approve(() => refusal(409, 'conflict', { code: 'invariants-lost', errors }));
    expect(page).toMatchObject({
      options: { status: 409 },
      model: {
        errors: { errorList: [{ href: '#dropping' }] },
        dropping: { items: [{ value: 'agreed', hint: { text: 'No others.' } }] },
      },
    });
    expect(JSON.stringify(page)).not.toContain('"checked":true');
  });

  it('says beside the button why else it was refused, and leaves what it has no words for', async () => {
    const { page } = await approve(() => refusal(409, 'conflict', { code: 'bundle-check-stale' }));
    expect(page).toMatchObject({ model: { errors: { errorList: [{ href: '#approve' }] }, dropping: undefined } });
    await expect(approve(() => refusal(409, 'conflict', { code: 'other' }))).rejects.toMatchObject({ status: 409 });
    await expect(approve(() => refusal(503, 'unavailable'))).rejects.toMatchObject({ status: 503 });
  });

  it('is no form for their author, whose second person somebody else is', async () => {
    expect(await askFor(LEAD, { state: 'checked', author: 'marsh' })).toEqual(expect.any(String));
    expect(await askFor(LEAD, { state: 'checked' })).toBeUndefined();
  });

  it('is refused to who may not, before anything is asked', async () => {
    const asked = visitBy(PRIVACY);
    await expect(approving.ask(asked.visit, HASH)).rejects.toEqual(refused);
    await expect(approving.approve(asked.visit, HASH, {})).rejects.toEqual(refused);
    await expect(new CheckController().check(asked.visit, HASH)).rejects.toEqual(refused);
    expect(asked.calls).toEqual([]);
  });
});
