import { describe, expect, it } from '@jest/globals';
import type { SessionContent } from '../../session/session.js';
import { listOf, visitOf } from '../../testing/visit-of.js';
import { waysOn } from '../practitioner-pages.js';
import { agreementOf } from '../testing/agreements.js';
import { foundPerson, keepFound } from './found-people.js';
import { pathOf, personBar } from './person-bar.js';
import { PersonController } from './person.controller.js';
import { presentPerson } from './present-person.js';

const HER = 'r5zjdwbt3h5rrokhsiakt7oc6u';
const HALE = { familyName: 'Hale', birthDate: '1944-03-02', nhsNumber: '9990000018' };
const found = (content: Partial<SessionContent> = {}) => visitOf({}, { content }).visit;

describe('whom a practitioner found', () => {
  it('is known in this session alone, as they typed it, and several at a time', async () => {
    const visit = found();
    await keepFound(visit, HER, HALE);
    await keepFound(visit, 'a'.repeat(26), { ...HALE, familyName: 'Osei', nhsNumber: undefined });
    expect(foundPerson(visit, HER)).toEqual(HALE);
    expect(foundPerson(visit, 'a'.repeat(26))).toEqual({ ...HALE, familyName: 'Osei', nhsNumber: undefined });
    expect(foundPerson(visit, 'b'.repeat(26))).toBeUndefined();
    expect(foundPerson(found(), HER)).toBeUndefined();
  });

  it('is forgotten once thirty others were found, and not while they are looked for again', async () => {
    const visit = found();
    const others = Array.from({ length: 30 }, (_, at) => `person-${at}`);
    for (const id of [HER, ...others.slice(0, 29)]) await keepFound(visit, id, HALE);
    await keepFound(visit, HER, { ...HALE, familyName: 'Hale-Osei' });
    await keepFound(visit, others[29]!, HALE);
    expect(foundPerson(visit, HER)?.familyName).toBe('Hale-Osei');
    expect(foundPerson(visit, others[0]!)).toBeUndefined();
    expect(Object.keys(visit.answers('practitioner-found'))).toHaveLength(30);
  });
});

describe('the bar above a person’s pages', () => {
  it('says what was typed to find them, the NHS number as it is read out, and quotes their pseudonym', async () => {
    const visit = found();
    await keepFound(visit, HER, HALE);
    expect(personBar(visit, HER)).toMatchObject({
      searched: expect.stringMatching(/Hale.*2 March 1944/),
      nhsNumber: expect.stringContaining('999 000 0018'),
      unknown: undefined,
      reference: expect.stringContaining('r5zjdw'),
    });
    expect(JSON.stringify(personBar(visit, HER))).not.toContain(HER);
  });

  it('makes nothing up of whoever comes by a link: it says to make sure who this is', () => {
    const { searched, nhsNumber, unknown } = personBar(found(), HER);
    expect([searched, nhsNumber, typeof unknown]).toEqual([undefined, undefined, 'string']);
  });

  it.each(['', 'x', '9990000018', `${HER}x`, HER.toUpperCase(), '../officer'])('has no page for %j', (id) =>
    expect(() => pathOf(id)).toThrow(expect.objectContaining({ status: 404 })),
  );
});

describe('why somebody looks', () => {
  const items = (change: object): { value: string; checked: boolean }[] => {
    const form = {
      path: '/p',
      own: ['COC', 'HOUSADAPT'],
      all: false,
      chosen: '',
      errors: [],
      ways: ['sent', 'told'],
      ...change,
    };
    return (presentPerson(found().t, form) as { purposes: { items: { value: string; checked: boolean }[] } }).purposes
      .items;
  };
  const values = (change: object = {}): string[] => items(change).map(({ value }) => value);

  it('is offered as agreements give it, or all of it, and never what no door here serves', () => {
    expect(values()).toEqual(['COC', 'HOUSADAPT']);
    for (const all of [values({ all: true }), values({ own: [] })]) {
      expect(all).toEqual(expect.arrayContaining(['COC', 'SAFEG', 'TREAT']));
      expect(all).not.toContain('BTG');
      expect(all).not.toContain('HTEST');
    }
    expect(items({ all: true }).some(({ checked }) => checked)).toBe(false);
    expect(items({ chosen: 'COC' })).toMatchObject([{ value: 'COC', checked: true }, { checked: false }]);
  });

  it('leads to other reasons only where some are left out', () => {
    const others = (change: object): unknown =>
      presentPerson(found().t, {
        path: '/p',
        own: ['COC'],
        all: false,
        chosen: '',
        errors: [],
        ways: ['sent', 'told'],
        ...change,
      });
    expect(others({})).toMatchObject({ others: { href: '/p?reasons=all' } });
    expect(others({ all: true })).toMatchObject({ others: undefined });
    expect(others({ own: [] })).toMatchObject({ others: undefined });
  });

  const ask = async (reasons?: string) => {
    const agreements = listOf(agreementOf({ purpose: 'COC', recipient: 'NM-ASC', roles: ['ot'] }));
    const { visit, calls } = visitOf({ 'GET /api/policy/v1/agreements': agreements });
    return { visit, calls, page: await new PersonController(waysOn).show(visit, HER, reasons) };
  };

  it('asks no API about the person: the page is alike for everybody and nobody', async () => {
    const { calls, page } = await ask();
    expect(JSON.stringify(calls)).not.toContain(HER);
    expect(page.options).toMatchObject({ status: 200, about: expect.stringContaining('r5zjdw') });
    const [one, all] = [page, (await ask('all')).page].map(
      ({ model }) => JSON.stringify(model).match(/"checked"/g)!.length,
    );
    expect(one).toBe(1);
    expect(all).toBeGreaterThan(5);
  });

  it('goes on with a purpose, and asks again without one', async () => {
    const { visit } = await ask();
    const choose = (fields: Record<string, string>) =>
      new PersonController(waysOn).choose(visit, HER, undefined, fields);
    expect(await choose({ purpose: 'COC' })).toEqual({ to: `/practitioner/people/${HER}/for/COC` });
    for (const fields of [{}, { purpose: 'CURIOSITY' }] as const)
      expect(await choose(fields)).toMatchObject({
        options: { status: 422 },
        model: { errorSummary: { errorList: [{ href: '#purpose' }] } },
      });
  });
});
