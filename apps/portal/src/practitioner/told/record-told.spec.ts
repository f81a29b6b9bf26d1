import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '#libs/client';
import type { Visit } from '../../shell/visit.js';
import type { Agreement } from '../agreements.js';
import type { Directive, KnownSharing } from './known-sharing.js';
import { Overtaken, recordTold } from './record-told.js';
import type { Recorded } from './recorded.js';
import { NOTHING_TOLD as NOTHING, type Told } from './told.js';

const ID = 'r5zjdwbt3h5rrokhsiakt7oc6u';
const D1: Agreement = {
  id: 'D1',
  title: 'Discharge',
  purpose: 'COC',
  mode: 'DIRECT_CARE',
  state: 'live',
  parties: [{ source: 'NM-ASC', recipient: 'REACH', bases: null }],
  categories: ['MEDS', 'FUNCTION'],
  recipientRoles: ['ot'],
};
const D2 = { ...D1, id: 'D2', mode: 'EXPLICIT' };
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

interface Sending {
  readonly path: { readonly id: string };
  readonly query?: object;
  readonly header: Readonly<Record<string, string>>;
  readonly body?: object;
}

async function sentFor(told: Partial<Told>): Promise<{ call: string; sending: Sending; what: string }> {
  const sent: { call: string; sending: Sending }[] = [];
  const answer = (method: string) => (path: string, sending: Sending) => {
    sent.push({ call: `${method} ${path.replace('{id}', sending.path.id)}`, sending });
    return Promise.resolve({ id: 'x', effectiveAt: '2026-11-22T14:03:02.000001Z' });
  };
  const visit = {
    once: { 'Idempotency-Key': 'form' },
    broker: { post: answer('POST'), patch: answer('PATCH') },
  } as unknown as Visit;
  const recorded = await recordTold(visit, ID, { ...NOTHING, what: 'all', ...told }, sharing);
  expect(recorded).toMatchObject({ recordedId: 'x', effectiveAt: '2026-11-22T14:03:02.000001Z' });
  expect(sent).toHaveLength(1);
  expect(sent[0]!.sending.header['Idempotency-Key']).toBe('form');
  return { ...sent[0]!, what: (recorded as Recorded).what };
}

describe('recording what a resident told', () => {
  it('withdraws what they agreed to', async () => {
    const { call, sending } = await sentFor({ what: 'stop', directive: 'c1', version: '4' });
    expect([call, sending.query]).toEqual(['POST /api/consent/v1/directives/c1/withdraw', { resident: ID }]);
  });

  it('narrows the version that was seen, leaving what was not named', async () => {
    const { call, sending } = await sentFor({ what: 'narrow', directive: 'c1', version: '3', parts: ['MEDS'] });
    expect(call).toBe('PATCH /api/consent/v1/directives/c1');
    expect(sending).toMatchObject({ header: { 'If-Match': '"3"' }, body: { categories: ['FUNCTION'] } });
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
    const visit = { once: { 'Idempotency-Key': 'form' }, broker: {} } as unknown as Visit;
    const told: Told = { ...NOTHING, what: 'narrow', directive: 'c1', version: '4', parts: ['MEDS'] };
    expect(await recordTold(visit, ID, told, { ...sharing, given: [] })).toEqual(new Overtaken(false));
  });

  it.each([
    ['stop', [], 409, 'directive-replaced', true],
    ['narrow', ['MEDS', 'FUNCTION'], 409, 'directive-replaced', true],
    // A no replaced it, or a yes: the list says which.
    ['narrow', ['MEDS'], 409, 'directive-replaced', false],
    ['narrow', ['MEDS'], 412, 'version-conflict', false],
  ] as const)('tells that somebody was first: %s %j, %d %s', async (what, parts, status, code, saidAgain) => {
    const refuse = () => Promise.reject(new ApiProblem(status, 'conflict', { code }));
    const visit = { once: { 'Idempotency-Key': 'form' }, broker: { post: refuse, patch: refuse } } as unknown as Visit;
    const told: Told = { ...NOTHING, what, directive: 'c1', version: '4', parts };
    expect(await recordTold(visit, ID, told, sharing)).toEqual(new Overtaken(saidAgain));
  });

  it.each([
    ['D2', 'refuse'],
    ['D1', 'object'],
  ])('records a no to %s as its basis has it: %s', async (agreement, instruction) => {
    const { call, sending } = await sentFor({ what: 'refuse', agreement, parts: ['REACH'], channel: 'phone' });
    expect(call).toBe(`POST /api/consent/v1/residents/${ID}/directives`);
    expect(sending.body).toEqual({ instruction, agreement, recipients: ['REACH'], channel: 'phone' });
  });

  it('stops everything with an empty scope', async () => {
    const { sending } = await sentFor({ what: 'all', channel: 'letter' });
    expect(sending.body).toEqual({ instruction: 'refuse', channel: 'letter' });
  });
});
