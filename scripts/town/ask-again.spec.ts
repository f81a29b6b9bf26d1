import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sendProblem, startStandInBroker, type StandInBroker } from '#libs/testing';
import { askAgain } from './ask-again.js';
import { abortIsFinal } from './faults/abort-is-final.js';

/** A stand-in that answers does so at once; one that is silent never does. */
const patience = (): number => 250;
const WRITE = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };

describe('what is asked of a busy broker', () => {
  let broker: StandInBroker;
  let silent = 0;
  let working = 0;
  beforeAll(async () => {
    broker = await startStandInBroker((_, response) => {
      if (silent-- > 0) return;
      if (working-- <= 0) return void response.end('done');
      response.setHeader('retry-after', '0');
      sendProblem(response, 409, 'idempotency-in-flight');
    });
  });
  beforeEach(() => {
    [silent, working] = [0, 0];
    broker.asked.length = 0;
  });
  afterAll(() => broker.stop());

  const ask = async (init: RequestInit, by = askAgain): Promise<string> =>
    (await by(patience)(new Request(`${broker.url}/v1/x`, init))).text();
  const keys = () => broker.asked.map(({ headers }) => headers['idempotency-key']);

  it('is asked again where its answer does not come, a write under one key', async () => {
    [silent, working] = [2, 1];
    expect(await ask(WRITE)).toBe('done');
    expect(keys()).toEqual(Array(4).fill(expect.stringMatching(/^[0-9a-f-]{36}$/)));
    expect(new Set(keys()).size).toBe(1);
    silent = 1;
    await expect(ask(WRITE, abortIsFinal)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('keeps the key that it came with, and a look has none', async () => {
    await ask({ ...WRITE, headers: { 'idempotency-key': 'its own' } });
    silent = 1;
    expect(await ask({})).toBe('done');
    expect(keys()).toEqual(['its own', undefined, undefined]);
  });

  it('is given up after five silences, and at once by who asked', async () => {
    silent = 9;
    await expect(ask(WRITE)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(broker.asked).toHaveLength(5);
    const signal = AbortSignal.abort(new Error('no more'));
    await expect(ask({ ...WRITE, signal })).rejects.toThrow('no more');
    expect(broker.asked).toHaveLength(5);
  });
});
