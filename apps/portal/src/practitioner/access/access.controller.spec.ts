import { describe, expect, it } from '@jest/globals';
import { type Call, listOf, visitOf } from '../../testing/visit-of.js';
import { agreementOf } from '../testing/agreements.js';
import { AccessController, restsOnDirectCare } from './access.controller.js';
import { type Advice, askAccess } from './ask-access.js';

const HER = 'r5zjdwbt3h5rrokhsiakt7oc6u';
const EVALUATIONS = 'POST /access/v1/evaluations';
const AGREEMENTS = 'GET /api/policy/v1/agreements';
interface Asked {
  readonly evaluations: readonly { readonly resource: { readonly id: string; readonly properties: object } }[];
}
const bodyOf = ({ body }: Call): Asked => body as Asked;
const no = { decision: false, context: { reason: 'no-relationship', entryId: 'e7' } };
const allNo = (call: Call): object => ({ evaluations: bodyOf(call).evaluations.map(() => no) });
const PELL = { audience: 'practitioner', sub: 'pell', id: 'p9', agency: 'REACH', roles: ['reablement-lead'] } as const;

describe('asking what one might read', () => {
  it('asks a hundred at once, every question once and in order, and puts each answer to its question', async () => {
    const questions = Array.from({ length: 201 }, (_, at) => ({ category: 'MEDS' as const, source: `A${at}` }));
    const answer = (call: Call): object => ({
      evaluations: bodyOf(call).evaluations.map(({ resource }) => ({
        decision: true,
        context: { reason: 'permitted', explain: (resource.properties as { source: string }).source },
      })),
    });
    const { visit, calls } = visitOf({ [EVALUATIONS]: answer }, { person: PELL });
    const advice = await askAccess(visit, HER, 'COC', questions);
    expect(calls.map((call) => bodyOf(call).evaluations.length)).toEqual([100, 100, 1]);
    expect(advice.map(({ source, says }) => [source, says])).toEqual(questions.map(({ source }) => [source, source]));
    expect(calls[0]!.body).toMatchObject({
      subject: { type: 'practitioner', id: 'p9' },
      action: { name: 'read' },
      context: { purpose: 'COC' },
      evaluations: expect.arrayContaining([
        { resource: { type: 'record', id: 'MEDS', properties: { resident: HER, source: 'A0' } } },
      ]),
    });
  });

  const adviceOf = async (context: object): Promise<Advice> => {
    const { visit } = visitOf({ [EVALUATIONS]: { evaluations: [{ decision: false, context }] } }, { person: PELL });
    return (await askAccess(visit, HER, 'COC', [{ category: 'MEDS', source: 'NM-GP' }]))[0]!;
  };

  it('tells a denial by its explanation, else by its rule, else by its reason, and invents no change', async () => {
    const explanation = { rule: 'r2', says: 'In words.', missing: ['consent'], change: ['ask'], rights: 'object' };
    const bare = { missing: [], change: null, rights: null, agreement: null, basis: null, entryId: null };
    expect(await adviceOf({ reason: 'refused' })).toMatchObject({ rule: 'refused', says: 'refused', ...bare });
    expect(await adviceOf({ reason: 'refused', rule: 'r1', explain: 'Short.' })).toMatchObject({
      rule: 'r1',
      says: 'Short.',
    });
    const whole = {
      reason: 'refused',
      rule: 'r1',
      explain: 'Short.',
      explanation,
      agreement: 'D1',
      basis: 'DIRECT_CARE',
      entryId: 'e1',
    };
    expect(await adviceOf(whole)).toMatchObject({
      ...explanation,
      agreement: 'D1',
      basis: 'DIRECT_CARE',
      entryId: 'e1',
    });
  });

  it('takes one answer to several questions for none: nothing is shown as allowed', async () => {
    const { visit } = visitOf(
      { [EVALUATIONS]: { decision: true, context: { reason: 'permitted' } } },
      { person: PELL },
    );
    await expect(askAccess(visit, HER, 'COC', [{ category: 'MEDS', source: 'NM-GP' }])).rejects.toThrow('one answer');
  });
});

describe('the page of what one may see', () => {
  const show = (purpose: string, also?: string) => {
    const asked = visitOf({ [AGREEMENTS]: listOf(agreementOf()), [EVALUATIONS]: allNo }, { person: PELL });
    const page = new AccessController().show(asked.visit, HER, purpose, also);
    return {
      page,
      asked: async () => (
        await page,
        asked.calls
          .filter(({ call }) => call === EVALUATIONS)
          .flatMap((call) => bodyOf(call).evaluations.map(({ resource }) => resource.id))
      ),
    };
  };

  it('asks what the agreements name for their purpose, and one part more where somebody chose it, once', async () => {
    expect(await show('COC').asked()).toEqual(['MEDS', 'FUNCTION']);
    expect(await show('COC', 'FINANCE').asked()).toEqual(['MEDS', 'FUNCTION', 'FINANCE']);
    expect(await show('COC', 'MEDS').asked()).toEqual(['MEDS', 'FUNCTION']);
    expect(await show('COC', '').asked()).toEqual(['MEDS', 'FUNCTION']);
  });

  it.each([
    ['CURIOSITY', undefined],
    ['COC', 'SECRETS'],
  ])('is none for %s and %s', async (purpose, also) => {
    await expect(show(purpose, also).page).rejects.toMatchObject({ status: 404 });
  });

  it('quotes the person in its title and names nobody', async () => {
    const { title, options } = await show('COC').page;
    expect([title, options.about].join(' ')).toContain('r5zjdw');
    expect([title, options.about].join(' ')).not.toContain(HER);
    expect(options.back).toBe(`/practitioner/people/${HER}`);
  });
});

it('one’s own word about a relationship counts for direct care of the same purpose and part alone', () => {
  const counts = (change: object): boolean => restsOnDirectCare([agreementOf(change)], 'COC', 'MEDS');
  expect(counts({})).toBe(true);
  for (const change of [{ mode: 'EXPLICIT' }, { purpose: 'HOUSADAPT' }, { categories: ['FUNCTION'] }])
    expect(counts(change)).toBe(false);
  expect(restsOnDirectCare([agreementOf({ mode: 'EXPLICIT' }), agreementOf()], 'COC', 'MEDS')).toBe(true);
});
