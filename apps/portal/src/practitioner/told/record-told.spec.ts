import { describe, expect, it } from '@jest/globals';
import { type Answers, type Call, refusal, visitOf } from '../../testing/visit-of.js';
import { agreementOf } from '../testing/agreements.js';
import type { Directive, KnownSharing } from './known-sharing.js';
import { Overtaken, recordTold } from './record-told.js';
import type { Recorded } from './recorded.js';
import { NOTHING_TOLD as NOTHING, type Told } from './told.js';

const ID = 'r5zjdwbt3h5rrokhsiakt7oc6u';
const D1 = agreementOf({ source: 'NM-ASC', roles: ['ot'] });
const D2 = agreementOf({ ...D1, id: 'D2', mode: 'EXPLICIT' });
const given: Directive = {
  id: 'c1',
  version: 4,
  status: 'ConsentGiven',
  sources: null,
  recipients: null,
  categories: null,
  purposes: null,
  agreement: 'D2',
  expiresAt: null,
};
const sharing: KnownSharing = { given: [given], stoppable: [D1, D2], agreements: [D1, D2], agencies: (code) => code };

const DIRECTIVES = `/api/consent/v1/residents/${ID}/directives`;
const done = { id: 'x', effectiveAt: '2026-11-22T14:03:02.000001Z' };
const taken: Answers = {
  ...{ 'POST /api/consent/v1/directives/c1/withdraw': done, 'PATCH /api/consent/v1/directives/c1': done },
  [`POST ${DIRECTIVES}`]: done,
};

async function sentFor(told: Partial<Told>): Promise<Call & { what: string }> {
  const { visit, calls } = visitOf(taken);
  const recorded = await recordTold(visit, ID, { ...NOTHING, what: 'all', ...told }, sharing);
  expect(recorded).toMatchObject({ recordedId: 'x', effectiveAt: '2026-11-22T14:03:02.000001Z' });
  expect(calls.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['form-1']);
  return { ...calls[0]!, what: (recorded as Recorded).what };
}

describe('recording what a resident told', () => {
  it('withdraws what they agreed to', async () => {
    const { call, query } = await sentFor({ what: 'stop', directive: 'c1', version: '4' });
    expect([call, query]).toEqual(['POST /api/consent/v1/directives/c1/withdraw', { resident: ID }]);
  });

  it('narrows the version that was seen, leaving what was not named', async () => {
    const sent = await sentFor({ what: 'narrow', directive: 'c1', version: '3', parts: ['MEDS'] });
    expect(sent).toMatchObject({ call: 'PATCH /api/consent/v1/directives/c1', body: { categories: ['FUNCTION'] } });
    expect(sent.headers.get('if-match')).toBe('"3"');
  });

  it('takes a narrowing that leaves nothing for the stop that it is', async () => {
    const { call, what } = await sentFor({
      what: 'narrow',
      directive: 'c1',
      version: '4',
      parts: ['MEDS', 'FUNCTION'],
    });
    expect([call, what]).toEqual(['POST /api/consent/v1/directives/c1/withdraw', 'stop']);
  });

  it('sends nothing where there is nothing to narrow any more', async () => {
    const { visit, calls } = visitOf();
    const told: Told = { ...NOTHING, what: 'narrow', directive: 'c1', version: '4', parts: ['MEDS'] };
    expect(await recordTold(visit, ID, told, { ...sharing, given: [] })).toEqual(new Overtaken(false));
    expect(calls).toEqual([]);
  });

  it.each([
    ['stop', [], 409, 'directive-replaced', true],
    ['narrow', ['MEDS', 'FUNCTION'], 409, 'directive-replaced', true],
    // A no replaced it, or a yes: the list says which.
    ['narrow', ['MEDS'], 409, 'directive-replaced', false],
    ['narrow', ['MEDS'], 412, 'version-conflict', false],
  ] as const)('tells that somebody was first: %s %j, %d %s', async (what, parts, status, code, saidAgain) => {
    const refuse = () => refusal(status, 'conflict', { code });
    const { visit } = visitOf(Object.fromEntries(Object.keys(taken).map((call) => [call, refuse])));
    const told: Told = { ...NOTHING, what, directive: 'c1', version: '4', parts };
    expect(await recordTold(visit, ID, told, sharing)).toEqual(new Overtaken(saidAgain));
  });

  it.each([400, 404, 429, 503])('leaves any other refusal to the shared pages: %d', async (status) => {
    const { visit } = visitOf({ 'POST /api/consent/v1/directives/c1/withdraw': () => refusal(status, 'other') });
    const told: Told = { ...NOTHING, what: 'stop', directive: 'c1', version: '4' };
    await expect(recordTold(visit, ID, told, sharing)).rejects.toMatchObject({ status });
  });

  it.each([
    ['D2', 'refuse'],
    ['D1', 'object'],
  ])('records a no to %s as its basis has it: %s', async (agreement, instruction) => {
    const { call, body } = await sentFor({ what: 'refuse', agreement, parts: ['REACH'], channel: 'phone' });
    expect(call).toBe(`POST ${DIRECTIVES}`);
    expect(body).toEqual({ instruction, agreement, recipients: ['REACH'], channel: 'phone' });
  });

  it('stops everything with an empty scope', async () => {
    const { body } = await sentFor({ what: 'all', channel: 'letter' });
    expect(body).toEqual({ instruction: 'refuse', channel: 'letter' });
  });
});
