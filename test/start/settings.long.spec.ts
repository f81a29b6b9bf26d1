import { appendFileSync, cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startPostgres, type RunningPostgres } from '../../scripts/local/postgres.js';
import { openDirectory, prepare, StackUnderTest } from './stack-under-test.js';

jest.setTimeout(300_000);

describe('what npm start is given', () => {
  const root = openDirectory('settings-');
  const started: StackUnderTest[] = [];
  let server: RunningPostgres | undefined;

  function start(env: Record<string, string>): StackUnderTest {
    const stack = new StackUnderTest(join(root, 'data'), { PORT_BASE: '22500', DEMO: 'off', ...env });
    started.push(stack);
    return stack;
  }

  beforeAll(prepare);
  afterAll(async () => {
    for (const each of started) {
      each.kill('SIGTERM');
      await each.exit();
    }
    await server?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  it('a bad Cedar file stops the start, which says file, line and rule, and leaves nothing running', async () => {
    const policies = join(root, 'policies');
    cpSync('policies', policies, { recursive: true });
    appendFileSync(
      join(policies, 'bars.cedar'),
      '\n@id("bars.broken")\nforbid (principal, action, resource) when { resource.nothing };\n',
    );
    const stack = start({ POLICIES_DIR: policies });
    expect(await stack.exit()).toBe(1);
    expect(stack.output).toMatch(/policy did not start[^]*bars\.cedar:\d+[^]*bars\.broken/);
    expect(existsSync(join(root, 'data', 'run.json'))).toBe(false);
  });

  it('a database of one’s own is used, its password is not repeated, and it stays when the stack stops', async () => {
    server = await startPostgres({
      dataDir: join(root, 'own'),
      password: 'own-secret',
      settings: ['max_connections=300', 'fsync=off'],
    });
    const besideAnother = start({ DATABASE_URL: server.adminUrl });
    expect(await besideAnother.exit()).toBe(1);
    expect(besideAnother.output).toMatch(/restart-proof store in .*marks belongs to another database: set MARKS_DIR/);
    const stack = start({ DATABASE_URL: server.adminUrl, MARKS_DIR: join(root, 'own-marks') });
    await stack.prints('Consent Broker is ready (');
    expect(stack.endpoints().postgres).toBe(`postgres://postgres@127.0.0.1:${server.port}/postgres`);
    expect(stack.record().processes.map(({ name }) => name)).not.toContain('postgres');
    stack.kill('SIGTERM');
    expect(await stack.exit()).toBe(0);
    expect(stack.output).not.toContain('own-secret');
    expect(statSync(`/proc/${server.pid}`).isDirectory()).toBe(true);
  });

  it('a wrong password is said at once instead of waited for', async () => {
    const stack = start({ DATABASE_URL: server!.adminUrl.replace('own-secret', 'other-secret') });
    expect(await stack.exit()).toBe(1);
    expect(stack.output).toContain('password authentication failed');
  });
});
