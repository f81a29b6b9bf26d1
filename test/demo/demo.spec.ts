import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openDirectory, plain, prepare, StackUnderTest } from '../start/stack-under-test.js';

jest.setTimeout(300_000);
const FRESH_WITHIN_MS = 3_600_000;

import { PASTED, paste } from './pasted-commands.js';

const DIRECTIVES = '/api/consent/v1/residents/me/directives';
const GRANT = { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], purposes: ['HOUSADAPT'] };

const PORT_BASE = '23000';
/** Stacks started anew beside the first one: what a seed and its town race for shows in one of several (B12). */
const MORE_STACKS = process.env.FULL ? 19 : 0;

describe("the town's script", () => {
  const root = openDirectory('demo-');
  let dataDir = join(root, 'data');
  let stack: StackUnderTest;

  async function start(...options: string[]): Promise<void> {
    const entry = ['--enable-source-maps', 'dist/bundle/start.js', ...options] as const;
    stack = new StackUnderTest(dataDir, { PORT_BASE }, [process.execPath, ...entry]);
    await stack.prints('Consent Broker is ready');
  }

  async function stop(): Promise<void> {
    stack.pressCtrlC();
    await stack.exit();
  }

  /** One of the project's commands beside the running stack. */
  async function run(script: string, args: string[] = [], env: Record<string, string> = {}) {
    const more = { PORT_BASE, ...env };
    const child = new StackUnderTest(dataDir, more, [process.execPath, `dist/bundle/${script}.js`, ...args]);
    return { code: await child.exit(), output: child.output };
  }

  async function playsAsWritten(words: string): Promise<void> {
    const { code, output } = await run('demo');
    expect(output).toContain(words);
    expect(output).not.toContain('DIFFERENT');
    expect(output).toMatch(/^31 checks as expected, 0 different, \d+ not built/m);
    expect(code).toBe(0);
  }

  beforeAll(async () => {
    prepare();
    await start();
  });
  afterAll(async () => {
    await stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('comes out as it was written down, on the embedded log', () => playsAsWritten('the HTTP feed'));

  it.each(PASTED)('takes the commands of %s as they stand', async (document) => {
    const portOf = (port: string): string => String(Number(port) - 3000 + Number(PORT_BASE));
    const pasted = await paste(document, portOf, plain({ DATA_DIR: dataDir, PORT_BASE }));
    expect(pasted).toMatchObject({ code: 0 });
  });

  it('plays one step with those that it stands on', async () => {
    const { code, output } = await run('demo', ['--step', '7c']);
    expect(output).toMatch(/^2 checks as expected, 0 different, 0 not built/m);
    expect(code).toBe(0);
  });

  it('is told of a step that does not exist', async () => {
    const { code, output } = await run('demo', ['--step', '99']);
    expect(output).toContain('There is no step "99"');
    expect(code).toBe(1);
  });

  it('leaves the town as it is when it is put in again', async () => {
    const { code, output } = await run('seed', [], { DATABASE_URL: stack.endpoints().postgres! });
    expect([code, output.trim()]).toEqual([0, 'the demo town was in already']);
  });

  it('lets staff record a withdrawal while sign-in, the one address and the consent app hang', async () => {
    const { edge } = stack.endpoints();
    const token = (await run('token', ['--as', 'margaret'])).output.trim();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${edge}${DIRECTIVES}`, { method: 'POST', headers, body: JSON.stringify(GRANT) });
    const { id } = (await answer.json()) as { id: string };

    const hanging = stack.record().processes.filter(({ name }) => ['identity', 'edge', 'consent'].includes(name));
    for (const { pid } of hanging) process.kill(pid, 'SIGSTOP');
    try {
      const stranger = await run('withdraw', ['--resident', 'margaret', '--staff', 'beacon']);
      expect([stranger.code, stranger.output]).toEqual([1, expect.stringContaining('no such resident')]);
      const { code, output } = await run('withdraw', ['--resident', 'margaret', '--staff', 'brandt']);
      expect(output).toContain(`directive ${id}`);
      expect(output).toMatch(/effective from \d{4}-\d\d-\d\dT/);
      expect(code).toBe(0);
    } finally {
      for (const { pid } of hanging) process.kill(pid, 'SIGCONT');
    }
    const listed = await fetch(`${edge}${DIRECTIVES}`, { headers });
    const { items } = (await listed.json()) as { items: { id: string; status: string }[] };
    expect(items.find((directive) => directive.id === id)?.status).toBe('ConsentWithdrawn');
  });

  // It changes the sink: what was shipped by the embedded log before stays where it is.
  it('comes out as it was written down, again on the same database, on a real Kafka broker', async () => {
    await stop();
    await start('--kafka');
    await playsAsWritten('Kafka');
  });

  if (MORE_STACKS > 0) {
    it(
      `comes out as it was written down, on ${MORE_STACKS} more fresh stacks`,
      async () => {
        for (let at = 1; at <= MORE_STACKS; at += 1) {
          await stop();
          rmSync(dataDir, { recursive: true, force: true });
          dataDir = join(root, `fresh-${at}`);
          await start();
          await playsAsWritten('the HTTP feed');
        }
      },
      FRESH_WITHIN_MS,
    );
  }
});
