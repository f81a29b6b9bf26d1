import { appendFileSync, cpSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startPostgres, type RunningPostgres } from '../../scripts/local/postgres.js';
import { prepare } from './stack-under-test.js';
import { Stacks } from './stacks.js';

jest.setTimeout(300_000);

describe('what npm start is given', () => {
  const stacks = new Stacks('22500');
  let server: RunningPostgres | undefined;

  beforeAll(prepare);
  afterAll(async () => {
    await server?.stop();
    await stacks.remove();
  });

  it('a bad Cedar file stops the start, which says file, line and rule, and leaves nothing running', async () => {
    const policies = join(stacks.root, 'policies');
    cpSync('policies', policies, { recursive: true });
    appendFileSync(
      join(policies, 'bars.cedar'),
      '\n@id("bars.broken")\nforbid (principal, action, resource) when { resource.nothing };\n',
    );
    const stack = stacks.start({ POLICIES_DIR: policies });
    expect(await stack.exit()).toBe(1);
    expect(stack.output).toMatch(/policy did not start[^]*bars\.cedar:\d+[^]*bars\.broken/);
    expect(existsSync(join(stacks.dataDir, 'run.json'))).toBe(false);
  });

  it('a database of one’s own is used, its password is not repeated, and it stays when the stack stops', async () => {
    server = await startPostgres({
      dataDir: join(stacks.root, 'own'),
      password: 'own-secret',
      settings: ['max_connections=300', 'fsync=off'],
    });
    const besideAnother = stacks.start({ DATABASE_URL: server.adminUrl });
    expect(await besideAnother.exit()).toBe(1);
    expect(besideAnother.output).toMatch(/restart-proof store in .*marks belongs to another database: set MARKS_DIR/);
    const stack = stacks.start({ DATABASE_URL: server.adminUrl, MARKS_DIR: join(stacks.root, 'own-marks') });
    await stack.prints('Consent Broker is ready (');
    expect(stack.endpoints().postgres).toBe(`postgres://postgres@127.0.0.1:${server.port}/postgres`);
    expect(stack.state().processes.map(({ name }) => name)).not.toContain('postgres');
    stack.kill('SIGTERM');
    expect(await stack.exit()).toBe(0);
    expect(stack.output).not.toContain('own-secret');
    expect(statSync(`/proc/${server.pid}`).isDirectory()).toBe(true);
  });

  it('a wrong password and a missing one are said at once instead of waited for', async () => {
    const stack = stacks.start({ DATABASE_URL: server!.adminUrl.replace('own-secret', 'other-secret') });
    expect(await stack.exit()).toBe(1);
    expect(stack.output).toContain('password authentication failed');
    const without = stacks.start({ DATABASE_URL: server!.adminUrl.replace(':own-secret', '') });
    expect(await without.exit()).toBe(1);
    expect(without.output).toContain('asks postgres for a password and none is set');
  });
});
