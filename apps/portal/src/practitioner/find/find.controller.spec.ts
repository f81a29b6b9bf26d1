import { describe, expect, it } from '@jest/globals';
import type { Page, Redirect } from '../../shell/page.js';
import { type Answers, BRANDT, refusal, visitOf, type VisitOf } from '../../testing/visit-of.js';
import { foundPerson } from '../person/found-people.js';
import { FindController } from './find.controller.js';

const LOOK_UP = 'POST /api/consent/v1/residents/lookup';
const HER = 'r5zjdwbt3h5rrokhsiakt7oc6u';
const TYPED = {
  ...{ familyName: 'Hale', 'birthDate-day': '2', 'birthDate-month': '3', 'birthDate-year': '1944' },
  ...{ postcode: 'NM1 2AB', nhsNumber: '', _form: 'a-token' },
};
const finds = new FindController();
async function search(answer: unknown, fields: object = {}): Promise<VisitOf & { shown: Page | Redirect }> {
  const asked = visitOf({ [LOOK_UP]: answer });
  return { ...asked, shown: await finds.find(asked.visit, { ...TYPED, ...fields }) };
}
const errorsOn = (shown: object): unknown => (shown as { model: { errorSummary: { errorList: object[] } } }).model;
const request = (url: string) => ({ url }) as Parameters<FindController['show']>[1];

describe('searching for a person', () => {
  it('leads to whom the API found, and keeps what was typed, for another try and above their pages', async () => {
    const { visit, shown, calls } = await search({ resident: { id: HER } });
    expect(shown).toEqual({ to: `/practitioner/people/${HER}` });
    expect(calls).toMatchObject([
      { call: LOOK_UP, body: { familyName: 'Hale', birthDate: '1944-03-02', postcode: 'NM1 2AB' } },
    ]);
    expect(foundPerson(visit, HER)).toEqual({ familyName: 'Hale', birthDate: '1944-03-02', nhsNumber: undefined });
    const { _form: _token, ...kept } = TYPED;
    expect(visit.answers('practitioner-search')).toEqual(kept);
  });

  it('says the same of somebody who is not there as of somebody who may not be seen, and keeps nobody', async () => {
    const { visit, shown } = await search({ resident: null });
    expect(shown).toMatchObject({ template: 'practitioner/no-match', options: { back: '/practitioner?again=yes' } });
    expect(JSON.stringify(shown)).not.toMatch(/Hale|1944|NM1/);
    expect(visit.answers('practitioner-found')).toEqual({});
  });

  it('asks nothing, and so records nothing, before what was typed can be right', async () => {
    const { shown, calls } = await search({ resident: null }, { postcode: '', 'birthDate-year': '44' });
    expect(shown).toMatchObject({ options: { status: 422 } });
    expect(errorsOn(shown)).toMatchObject({
      errorSummary: { errorList: [{ href: '#birthDate-day' }, { href: '#postcode' }] },
    });
    expect(calls.map(({ call }) => call)).not.toContain(LOOK_UP);
  });

  it.each([
    ['the NHS number, which a landlord may not hold', { code: 'nhs-number-not-permitted' }, ['#postcode']],
    ['a birth that the API’s own clock refuses', { errors: [{ field: 'birthDate' }] }, ['#birthDate-day']],
    ['two of the fields', { errors: [{ field: 'uprn' }, { field: 'familyName' }] }, ['#familyName', '#uprn']],
  ])('names the field when the API refuses %s, and keeps the form', async (_what, problem, hrefs) => {
    const { visit, shown } = await search(() => refusal(400, 'invalid', problem));
    expect(shown).toMatchObject({ options: { status: 422 } });
    expect(errorsOn(shown)).toMatchObject({ errorSummary: { errorList: hrefs.map((href) => ({ href })) } });
    expect(JSON.stringify(shown)).toContain('"value":"Hale"');
    expect(visit.answers('practitioner-search')).toEqual({});
  });

  it.each([
    ['anything else', 400, 'invalid', { errors: [{ field: 'limit' }] }],
    ['too many searches', 429, 'too-many', {}],
    ['what is away', 503, 'unavailable', {}],
  ])('leaves %s to the shared pages', async (_what, status, problem, document) => {
    await expect(search(() => refusal(status, problem, document))).rejects.toMatchObject({ status, problem });
  });
});

describe('the form of a search', () => {
  const asks = async (agency: string, answers: Answers = {}): Promise<string> => {
    const { visit } = visitOf(answers, { person: { ...BRANDT, agency } });
    return JSON.stringify((await finds.show(visit, request('/practitioner'), undefined)).model);
  };

  it('asks health and social care alone for the NHS number (s.251A)', async () => {
    expect(await asks('NM-ASC')).toContain('nhsNumber');
    expect(await asks('REACH')).toContain('nhsNumber');
    expect(await asks('HARBOUR')).not.toContain('nhsNumber');
    // Whose sector nobody knows is no health agency.
    expect(await asks('NOBODY')).not.toContain('nhsNumber');
  });

  it('is empty, but filled in again for whoever asks for it, or typed it before signing in again', async () => {
    const kept = { 'practitioner-search': { familyName: 'Hale' } };
    const parked = { path: '/practitioner', fields: { familyName: 'Osei' }, at: Date.now() };
    const shown = async (again: string | undefined, content: object): Promise<string> => {
      const { visit } = visitOf({}, { content: { answers: kept, ...content } });
      return JSON.stringify((await finds.show(visit, request('/practitioner'), again)).model);
    };
    expect(await shown(undefined, {})).not.toContain('Hale');
    expect(await shown('yes', {})).toContain('Hale');
    expect(await shown(undefined, { parked })).toContain('Osei');
    expect(await shown(undefined, { parked: { ...parked, at: Date.now() - 61 * 60_000 } })).not.toContain('Osei');
    expect(await shown(undefined, { parked: { ...parked, path: '/practitioner/looks' } })).not.toContain('Osei');
  });
});
