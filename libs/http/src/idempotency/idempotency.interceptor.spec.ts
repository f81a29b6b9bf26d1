import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { OutcomeUnknown } from '#libs/persistence';
import { createLog } from '#libs/telemetry';
import { DomainError } from '#libs/domain';
import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import { defer, lastValueFrom } from 'rxjs';
import { ProblemError } from '../problem/problem-error.js';
import { MemoryIdempotencyStore } from '../testing/memory-idempotency-store.js';
import { ClingingInterceptor, PatientInterceptor } from './faults/clinging-interceptor.js';
import type { Claim, ClaimedRequest, KeyedRequest } from './idempotency-store.js';
import { IdempotencyInterceptor } from './idempotency.interceptor.js';
import { LaterNotes } from './later-notes.js';

/** A database that can go away, and tells how old its claims are. */
class FrailStore extends MemoryIdempotencyStore {
  away = false;
  leaseSeconds = 60;

  override async claim(request: KeyedRequest, options?: { takeOver?: boolean }): Promise<Claim> {
    const claim = await super.claim(request, options);
    return claim.state === 'in-flight' ? { ...claim, leaseSeconds: this.leaseSeconds } : claim;
  }

  override release(request: ClaimedRequest): Promise<void> {
    return this.away ? Promise.reject(lostConnection()) : super.release(request);
  }
}

const lostConnection = (): Error => new Error('Connection terminated unexpectedly');
const lines: string[] = [];
let store: FrailStore;
let notes: LaterNotes;
beforeEach(() => {
  lines.length = 0;
  store = new FrailStore();
  notes = new LaterNotes(
    createLog({ app: 'spec', level: 'debug', destination: { write: (line) => void lines.push(line) } }),
  );
});
afterEach(() => notes.onModuleDestroy());

type Interceptor = typeof IdempotencyInterceptor;
/** One keyed request, of a route that stops or not; `work` is its handler. */
function asked(
  work: () => Promise<unknown>,
  { key, stops = false, With = IdempotencyInterceptor }: { key: string; stops?: boolean; With?: Interceptor },
): Promise<unknown> {
  const request = {
    ...{ method: 'POST', url: '/v1/things', headers: { 'idempotency-key': key }, body: {}, raw: {} },
    ...{ principal: { id: 'p-1' }, routeOptions: { config: { stops } } },
  };
  const reply = { statusCode: 201, code: () => reply, header: () => reply };
  const http = { getRequest: () => request, getResponse: () => reply };
  const context = { getHandler: () => asked, switchToHttp: () => http } as never as ExecutionContext;
  const reflector = { get: () => true } as never as Reflector;
  const modules = { get: () => store } as never as ModuleRef;
  const handler: CallHandler = { handle: () => defer(work) };
  return new With(reflector, modules, notes).intercept(context, handler).then((answer) => lastValueFrom(answer));
}

const done = (): Promise<unknown> => Promise.resolve({ id: 'done' });
const failing = (error: Error) => (): Promise<never> => Promise.reject(error);
const broken = (key: string, error: Error, With = IdempotencyInterceptor): Promise<unknown> =>
  asked(failing(error), { key, With }).catch((thrown: unknown) => thrown);

/** After each of these nothing can have been committed: a unit of work says so of its commit alone. */
const ROLLED_BACK: readonly (readonly [string, Error])[] = [
  ['a rule', new DomainError('no-such-thing', 'there is no such thing')],
  ['a lost connection before the commit', lostConnection()],
  ['a server that shuts down', Object.assign(new Error('terminating connection'), { code: '57P01' })],
  ['a server that starts', Object.assign(new Error('the database system is starting up'), { code: '57P03' })],
  ['a lock that did not come', Object.assign(new Error('lock timeout'), { code: '55P03' })],
  ['nobody who vouches', Object.assign(new Error('no lease'), { code: '55R01' })],
];

describe('a keyed request', () => {
  it.each(ROLLED_BACK)('that failed by %s may be sent again at once', async (_what, error) => {
    const key = randomUUID();
    expect(await broken(key, error)).toBe(error);
    expect(await asked(done, { key })).toEqual({ id: 'done' });
  });

  it('would wait for its own lease after a passing failure if the claim was kept', async () => {
    const key = randomUUID();
    await broken(key, lostConnection(), ClingingInterceptor);
    await expect(asked(done, { key })).rejects.toMatchObject({ problem: 'idempotency-in-flight' });
  });

  it('that may stand keeps its key, and says when to come back', async () => {
    const key = randomUUID();
    await broken(key, new OutcomeUnknown(false));
    for (const [leaseSeconds, retryAfter] of [
      [60, '1'],
      [57, '1'],
      [55, '55'],
      [12, '12'],
      [1, '1'],
    ] as const) {
      store.leaseSeconds = leaseSeconds;
      const refused = await asked(done, { key }).catch((error: unknown) => error as ProblemError);
      expect((refused as ProblemError).details.headers).toEqual({ 'retry-after': retryAfter });
    }
  });

  it('whose key cannot be freed is told why it failed, and its key is free soon after', async () => {
    const key = randomUUID();
    store.away = true;
    const error = lostConnection();
    expect(await broken(key, error)).toBe(error);
    await expect(asked(done, { key })).rejects.toMatchObject({ problem: 'idempotency-in-flight' });
    store.away = false;
    await expect(freed(key)).resolves.toEqual({ id: 'done' });
    expect(lines.join('')).toContain('that a key is free could not be noted');
  });
});

async function freed(key: string): Promise<unknown> {
  for (const deadline = Date.now() + 5_000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    try {
      return await asked(done, { key });
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

describe('a keyed request that stops', () => {
  it('waits for no claim: not of one that runs, not of one that may stand', async () => {
    const key = randomUUID();
    let end = (): void => undefined;
    const running = asked(() => new Promise((resolve) => (end = () => resolve({ id: 'done' }))), { key, stops: true });
    expect(await asked(done, { key, stops: true })).toEqual({ id: 'done' });
    end();
    expect(await running).toEqual({ id: 'done' });
    const other = randomUUID();
    await asked(failing(new OutcomeUnknown(true)), { key: other, stops: true }).catch(() => undefined);
    expect(await asked(done, { key: other, stops: true })).toEqual({ id: 'done' });
  });

  it('would be refused while an earlier try may be running', async () => {
    const key = randomUUID();
    const one = { key, stops: true, With: PatientInterceptor };
    await asked(failing(new OutcomeUnknown(true)), one).catch(() => undefined);
    await expect(asked(done, one)).rejects.toMatchObject({ problem: 'idempotency-in-flight' });
  });

  it('is answered as the first was once that is known, and is no other request', async () => {
    const key = randomUUID();
    await asked(done, { key, stops: true });
    expect(await asked(() => Promise.resolve('again'), { key, stops: true })).toEqual({ id: 'done' });
  });
});
