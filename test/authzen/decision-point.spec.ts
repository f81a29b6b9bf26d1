import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLog } from '#libs/telemetry';
import { readOptions } from '../../apps/decision-point/src/read-options.js';
import { startDecisionPoint, type RunningDecisionPoint } from '../../apps/decision-point/src/start-decision-point.js';
import { REQUIREMENTS } from './conformance.js';
import { FAULTS, SEEN_BY, startFaulty } from './faults/faulty-server.js';
import { SEARCH_REQUIREMENTS } from './search-conformance.js';
import { decisionPointUnderTest, of } from './decision-point-under-test.js';
import { send, type Heard, type ServerUnderTest } from './server-under-test.js';

const BUNDLE = 'test/authzen/bundle';
const ALL = [...REQUIREMENTS, ...SEARCH_REQUIREMENTS];
const log = createLog({ app: 'decision-point', level: 'silent' });
const start = (...more: string[]): Promise<RunningDecisionPoint> =>
  startDecisionPoint(readOptions(['--bundle', BUNDLE, '--port', '0', ...more])!, log);

let folder: string;
let running: RunningDecisionPoint;
let server: ServerUnderTest;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'authzen-spec-'));
  writeFileSync(join(folder, 'token'), 'a-token-of-the-spec\n');
  running = await start('--token', join(folder, 'token'));
  server = decisionPointUnderTest(running.url, 'a-token-of-the-spec');
});
afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true });
});

const evaluate = (body: object, at = server): Promise<Heard> => send(at, '/access/v1/evaluation', { body });

describe('policy:serve conforms to AuthZEN 1.0', () => {
  it.each(ALL)('$clause', async ({ check }) => {
    expect(await check(server)).toEqual([]);
  });
});

describe('the suite', () => {
  it.each(Object.keys(FAULTS))('sees that %s', async (fault) => {
    const { check } = ALL.find(({ clause }) => clause === SEEN_BY[fault])!;
    const faulty = await startFaulty(server, fault);
    const found = await check(faulty.server).catch((error: unknown) => [String(error)]);
    await faulty.stop();
    expect(found).not.toEqual([]);
  });
});

describe('the certification scenario’s eight decisions', () => {
  it.each([
    [true, of('alice', 'read', 'record-1')],
    [true, of('alice', 'write', 'record-1')],
    [true, of('bob', 'read', 'record-1')],
    [false, of('bob', 'write', 'record-1')],
    [false, of('alice', 'write', 'record-2', { resource: { status: 'archived' } })],
    [true, of('bob', 'write', 'record-2', { subject: { role: 'admin' }, resource: { status: 'archived' } })],
    [true, of('alice', 'delete', 'record-1', { action: { soft: true } })],
    [false, of('alice', 'delete', 'record-1', { action: { soft: false } })],
  ])('%s: %j', async (decision, question) => {
    expect((await evaluate(question)).body.decision).toBe(decision);
  });
});

describe('a question in Cedar’s words', () => {
  it('takes what is sent over what is stored, and drops what the schema does not declare', async () => {
    const sent = of('alice', 'write', 'record-1', {
      resource: { status: 'archived', owner: 'x' },
      subject: { age: 9 },
    });
    expect((await evaluate(sent)).body.decision).toBe(false);
    const context = { time: 'now', place: { floor: 3, colour: 'red' } };
    expect((await evaluate({ ...of('alice', 'read', 'record-1'), context })).body.decision).toBe(true);
  });

  it('knows of a stranger what is sent of them, and follows what that names', async () => {
    const stranger = (sent?: object): object => of('mallory', 'write', 'record-3', sent ? { subject: sent } : {});
    const ofTeam = (id: string): object => ({ writes: true, team: { type: 'team', id } });
    expect((await evaluate(stranger())).body.decision).toBe(false);
    expect((await evaluate(stranger({ writes: true }))).body.decision).toBe(true);
    expect((await evaluate(stranger(ofTeam('east')))).body.decision).toBe(true);
    expect((await evaluate(stranger(ofTeam('west')))).body.context.reason).toBe('blocked');
  });

  it('denies where a rule errs, although Cedar would skip it', async () => {
    const { body } = await evaluate(of('alice', 'read', 'record-5'));
    expect(body).toMatchObject({ decision: false, context: { id: 'limited', reason: 'evaluation-error' } });
  });

  it('denies what is not of the schema', async () => {
    const wrong = of('alice', 'read', 'record-1', { resource: { limit: 'many' } });
    expect((await evaluate(wrong)).body).toMatchObject({ decision: false, context: { reason: 'not-of-the-schema' } });
  });

  it('says why, to the person and to who runs it', async () => {
    const { context } = (await evaluate(of('dee', 'read', 'record-3'))).body;
    expect(context.reason_user.en).toMatch(/^Nobody from outside/);
    expect(context.reason_admin.en).toMatch(/records\.cedar:\d+/);
  });
});

describe('serving', () => {
  it('answers alike with the official engine', async () => {
    const official = await start('--engine', 'official');
    const there = decisionPointUnderTest(official.url);
    const faults = await Promise.all(SEARCH_REQUIREMENTS.map(({ check }) => check(there)));
    await official.stop();
    expect(faults.flat()).toEqual([]);
  });

  it('is alive and ready without a token, where it listens to this machine alone', async () => {
    for (const path of ['/livez', '/readyz']) expect((await fetch(running.url + path)).status).toBe(200);
    expect(() => readOptions(['--bundle', BUNDLE, '--host', '0.0.0.0'])).toThrow('add --token FILE');
    expect(
      readOptions(['--bundle', BUNDLE, '--host', '0.0.0.0', '--token', join(folder, 'token')])?.token,
    ).toBeDefined();
  });

  it('refuses options that mean nothing, in words', () => {
    expect(() => readOptions([])).toThrow('--bundle');
    expect(() => readOptions(['--bundle', BUNDLE, '--port', '99999'])).toThrow('--port');
    expect(() => readOptions(['--bundle', BUNDLE, '--engine', 'fast'])).toThrow('--engine');
    expect(readOptions(['--help'])).toBeUndefined();
  });

  it.each([
    [
      'records.cedar',
      '@id("x") permit (principal, action == Action::"read", resource) when { principal.age > 3 };',
      /records\.cedar:1: rule x/,
    ],
    ['entities.json', '[{"uid": "alice"}]', /entities\.json:1: entry 0/],
    [
      'entities.json',
      '[{"uid": {"type": "user", "id": "al"}, "attrs": {"role": 7}}]',
      /entities\.json:1: user::"al": /,
    ],
    ['entities.json', '{', /entities\.json:1: /],
  ])('names what is wrong with a bundle: %s', async (file, text, message) => {
    const broken = join(folder, 'broken');
    cpSync(BUNDLE, broken, { recursive: true });
    writeFileSync(join(broken, file), text);
    const options = readOptions(['--bundle', broken, '--port', '0'])!;
    await expect(startDecisionPoint(options, log)).rejects.toThrow(message);
  });
});
