import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openDirectory, prepare, StackUnderTest } from '../start/stack-under-test.js';

jest.setTimeout(300_000);

const DIRECTIVES = '/api/consent/v1/residents/me/directives';
const GRANT = { instruction: 'give', agreement: 'D2', recipients: ['HARBOUR'], purposes: ['HOUSADAPT'] };

describe.each([
  { sink: 'the embedded log', portBase: '23000', options: [], words: 'the HTTP feed' },
  { sink: 'a real Kafka broker', portBase: '24000', options: ['--kafka'], words: 'Kafka' },
])("the town's script on $sink", ({ portBase, options, words }) => {
  const root = openDirectory('demo-');
  const dataDir = join(root, 'data');
  let stack: StackUnderTest;

  /** One of the project's commands beside the running stack. */
  async function run(script: string, args: string[] = [], env: Record<string, string> = {}) {
    const more = { PORT_BASE: portBase, ...env };
    const child = new StackUnderTest(dataDir, more, [process.execPath, `dist/scripts/${script}.js`, ...args]);
    return { code: await child.exit(), output: child.output };
  }

  beforeAll(async () => {
    prepare();
    const entry = ['--enable-source-maps', 'dist/scripts/start.js', ...options] as const;
    stack = new StackUnderTest(dataDir, { PORT_BASE: portBase }, [process.execPath, ...entry]);
    await stack.prints('Consent Broker is ready');
  });
  afterAll(async () => {
    stack.pressCtrlC();
    await stack.exit();
    rmSync(root, { recursive: true, force: true });
  });

  // That it can be played again does not depend on the sink, either.
  const plays = options.length > 0 ? ['once'] : ['once', 'again on the same database'];
  it.each(plays)('comes out as it was written down, %s', async () => {
    const { code, output } = await run('demo');
    expect(output).toContain(words);
    expect(output).not.toContain('DIFFERENT');
    expect(output).toMatch(/^31 checks as expected, 0 different, \d+ not built/m);
    expect(code).toBe(0);
  });

  // What follows does not depend on the sink: it is tried on one of them.
  if (options.length > 0) return;

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
});
