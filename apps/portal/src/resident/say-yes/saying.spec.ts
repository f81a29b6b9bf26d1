import { describe, expect, it } from '@jest/globals';
import type { Fields } from '../../session/session.js';
import { type Answers, refusal } from '../../testing/visit-of.js';
import { ObjectController } from '../refuse/object.controller.js';
import { RefuseJourney } from '../refuse/refuse.journey.js';
import { CALLS, CONFIG, knownOf, margarets, sentBy } from '../testing/margaret.js';
import { answered, D1, D2, directive } from '../testing/town.js';
import { CheckDecision } from './check-decision.js';
import { Rehearse } from './rehearse.js';
import { RequestController } from './request.controller.js';
import { SayNoController } from './say-no.controller.js';
import { SayYesJourney } from './say-yes.journey.js';

const NEW = '77777777-7777-4777-8777-777777777777';
const DONE = { to: `/resident/choices/${NEW}/done` };
const away = () => refusal(503, 'unavailable');
const taken = (answers: Answers = {}) => margarets({ [CALLS.say]: { id: NEW }, ...answers });
const yes = new SayYesJourney();
const CHOSEN = { categories: ['FUNCTION'], recipients: ['HARBOUR'], length: 'm6', date: '' };
async function underwayOf(asked = taken()) {
  const known = await yes.read(asked.visit, { id: 'D2' });
  return { ...{ visit: asked.visit, path: '/resident/agreements/D2', known }, answers: yes.answersIn(CHOSEN, known) };
}

describe('the end of saying yes', () => {
  const send = async (fields: Fields) => {
    const asked = taken();
    return { to: await yes.send(await underwayOf(asked), fields), sent: sentBy(asked), calls: asked.calls };
  };

  it('records a yes to what was chosen, until its last day, once for its form', async () => {
    const { to, sent, calls } = await send({ answer: 'yes' });
    expect(to).toEqual(DONE);
    const body = { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], categories: ['FUNCTION'] };
    // Six months of the broker's own day: 22 May, whole.
    expect(sent).toEqual([{ call: CALLS.say, body: { ...body, expiresAt: '2027-05-22T23:00:00.000Z' } }]);
    expect(calls.at(-1)!.headers.get('idempotency-key')).toBe('form-1');
  });

  it('records a no to the same, without an end', async () => {
    const body = { instruction: 'refuse', agreement: 'D2', recipients: ['HARBOUR'], categories: ['FUNCTION'] };
    expect((await send({ answer: 'no' })).sent).toEqual([{ call: CALLS.say, body }]);
  });

  it.each([{}, { answer: 'maybe' }, { answer: ['yes', 'no'] }] as Fields[])('takes %j for neither', async (fields) => {
    expect(await send(fields)).toMatchObject({ to: undefined, sent: [] });
  });

  it('says where a wider no of hers stands in the way, and leaves every other refusal', async () => {
    const refused = async (code: string) => yes.refused(await problem(code), await underwayOf());
    const problem = async (code: string) => {
      const asked = taken({ [CALLS.say]: () => refusal(409, 'conflict', { code }) });
      return (await yes
        .send(await underwayOf(asked), { answer: 'yes' })
        .catch((error: unknown) => error)) as Parameters<typeof yes.refused>[0];
    };
    expect(await refused('refusal-in-force')).toMatchObject({
      options: { status: 409 },
      model: { home: '/resident#no' },
    });
    expect(await refused('agreement-not-live')).toMatchObject({ template: 'resident/stopped-offer' });
    expect(await refused('state-unchanged')).toBeUndefined();
  });
});

describe('what is offered', () => {
  const read = (id: string, answers: Answers = {}) => yes.read(margarets(answers).visit, { id });
  const stopped = {
    ...knownOf([], [answered({ ...D2, offered: false }, null)]),
    [CALLS.sharing]: knownOf([], [answered(D2, 'needs-consent', { standing: 'suspended' })])[CALLS.sharing],
  };

  it('is one agreement that asks for her yes; another’s, one that asks nobody and none are one answer', async () => {
    expect(await read('D2')).toMatchObject({ agreement: { id: 'D2' }, now: '2026-11-22T15:00:00.000Z' });
    for (const id of ['D1', 'D9', '../me', '']) await expect(read(id)).rejects.toMatchObject({ status: 404 });
  });

  it('is said to be stopped for now where somebody was on the way through it, and only then', async () => {
    expect(await read('D2', stopped)).toMatchObject({ agreement: { id: 'D2' }, isStopped: true });
    expect(await read('D2')).toMatchObject({ isStopped: false });
    await expect(read('D9', stopped)).rejects.toMatchObject({ status: 404 });
    await expect(read('D2', { ...stopped, [CALLS.sharing]: away })).rejects.toMatchObject({ status: 404 });
  });

  it('leads to a yes and a no of the same weight, and to each no that stands in the way', async () => {
    const no = directive({ status: 'ConsentRefused', agreement: null, categories: null });
    const show = async (answers: Answers) => (await new RequestController().show(margarets(answers).visit, 'D2')).model;
    expect(await show(knownOf([no]))).toMatchObject({
      standingNos: [{ href: `/resident/choices/${no.id}/lift` }],
      yesHref: '/resident/agreements/D2/what',
      noHref: '/resident/agreements/D2/no',
    });
    expect(await show({ [CALLS.directives]: away, [CALLS.sharing]: away })).toMatchObject({ standingNos: [] });
  });

  it('is refused as a whole by one button', async () => {
    const asked = taken();
    expect(await new SayNoController().sayNo(asked.visit, 'D2')).toEqual(DONE);
    expect(sentBy(asked)).toEqual([{ call: CALLS.say, body: { instruction: 'refuse', agreement: 'D2' } }]);
    const other = taken();
    await expect(new SayNoController().sayNo(other.visit, 'D1')).rejects.toMatchObject({ status: 404 });
    expect(sentBy(other)).toEqual([]);
  });
});

describe('before it is said', () => {
  it('both answers are rehearsed by the rules in force, which changes nothing', async () => {
    const REHEARSE = 'POST /api/policy/v1/residents/me/rehearsals';
    const asked = taken({ [REHEARSE]: { decidedAt: '2026-11-22T15:00:00Z', recipients: [] }, [CALLS.sharing]: away });
    const shown = await new Rehearse().show(await underwayOf(asked));
    expect(sentBy(asked)).toEqual([
      { call: REHEARSE, body: { agreement: 'D2', recipients: ['HARBOUR'], categories: ['FUNCTION'] } },
    ]);
    expect(shown.model).toMatchObject({ next: '/resident/agreements/D2/check' });
  });

  it('"it starts at once" is promised only where all that says so was asked', async () => {
    const text = async (answers: Answers = {}) =>
      ((await new CheckDecision().show(await underwayOf(taken(answers)))).model as { text: string }).text;
    const atOnce = await text();
    const closed = await text(knownOf([], [answered(D2, 'agency-suspended')]));
    expect(closed).not.toBe(atOnce);
    for (const answers of [{ [CALLS.sharing]: away }, { [CALLS.directives]: away }])
      expect(await text(answers)).toBe(closed);
  });
});

describe('a no in advance', () => {
  const refuse = new RefuseJourney();
  const send = async (fields: Fields, answers: Answers = {}) => {
    const asked = taken(answers);
    const known = await refuse.read(asked.visit);
    const chosen = refuse.answersIn({ recipients: 'all', categories: ['MEDS'] }, known);
    return {
      to: await refuse.send({ visit: asked.visit, path: '/resident/refuse', known, answers: chosen }, fields),
      sent: sentBy(asked),
    };
  };

  it('is recorded as it was checked, where null is everybody', async () => {
    const body = { instruction: 'refuse', recipients: null, categories: ['MEDS'] };
    expect(await send({ answer: 'yes' })).toEqual({ to: DONE, sent: [{ call: CALLS.say, body }] });
  });

  it('is given up by the other answer, and neither without one', async () => {
    expect(await send({ answer: 'no' })).toEqual({ to: { to: '/resident' }, sent: [] });
    expect(await send({})).toEqual({ to: undefined, sent: [] });
  });

  it('is possible while nobody can say what agencies are called', async () => {
    expect((await send({ answer: 'yes' }, { 'GET /api/policy/v1/agencies': away })).to).toEqual(DONE);
  });
});

describe('an objection', () => {
  const objecting = new ObjectController(CONFIG);
  const object = async (id: string, answers: Answers = {}) => {
    const asked = taken(answers);
    return { to: await objecting.object(asked.visit, id), sent: sentBy(asked) };
  };
  const said = directive({ id: NEW, agreement: 'D1', status: 'ObjectionPending', recipients: null, categories: null });

  it('is to what may be shared unasked, also while it is closed', async () => {
    expect((await object('D1', knownOf([], [answered(D1, 'agreement-not-live')]))).to).toEqual(DONE);
    expect(await object('D1')).toEqual({
      to: DONE,
      sent: [{ call: CALLS.say, body: { instruction: 'object', agreement: 'D1' } }],
    });
    expect(await objecting.ask(margarets().visit, 'D1')).toMatchObject({ title: expect.stringContaining('Discharge') });
  });

  it('sent again leads to what she said, where it is nothing to share any more', async () => {
    expect(await object('D1', knownOf([said], []))).toEqual({ to: DONE, sent: [] });
  });

  it.each([
    ['what asks for her yes', knownOf([], [answered({ ...D1, offered: true }, null)])],
    ['what gives her no such right', knownOf([], [answered({ ...D1, right: 'none' }, null)])],
    ['what does not exist', knownOf([], [])],
  ])('is no page of %s', async (_what, answers) => {
    await expect(object('D1', answers)).rejects.toMatchObject({ status: 404 });
    await expect(objecting.ask(margarets(answers).visit, 'D1')).rejects.toMatchObject({ status: 404 });
  });

  it('waits for no list that is away: nothing is said to be recorded', async () => {
    await expect(object('D1', { [CALLS.sharing]: away })).rejects.toMatchObject({ status: 503 });
    await expect(object('D1', { ...knownOf([], []), [CALLS.directives]: away })).rejects.toMatchObject({ status: 503 });
  });
});
