import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { parse } from 'yaml';
import { isAlive, plain, prepare, StackUnderTest, until } from './stack-under-test.js';
import { Stacks } from './stacks.js';

const PORT_BASE = '21000';
const APPS = ['audit', 'consent', 'edge', 'identity', 'policy', 'portal', 'relay'];

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly environment: { readonly PORT: number; readonly ADMIN_PORT?: number };
        readonly healthcheck: { readonly test: readonly string[] };
      }
    >
  >;
}

jest.setTimeout(300_000);

describe('npm start', () => {
  const stacks = new Stacks(PORT_BASE);

  /** The edge's own port is the public's: it says elsewhere how it is. */
  const operationsOf = (app: string): string =>
    app === 'edge' ? `http://127.0.0.1:${Number(PORT_BASE) + 7}` : stack.endpoints()[app]!;

  async function statusOf(url: string): Promise<number> {
    return fetch(url).then(
      (answer) => answer.status,
      () => 0,
    );
  }

  let stack: StackUnderTest;

  beforeAll(async () => {
    prepare();
    stack = stacks.start();
    await stack.prints('Consent Broker is ready (');
  });
  afterAll(() => stacks.remove());

  it('writes every address to endpoints.json, for its owner only, and all of them are ready', async () => {
    const endpoints = stack.endpoints();
    expect(Object.keys(endpoints).sort()).toEqual([...APPS, 'postgres'].sort());
    expect(endpoints.edge).toBe(`http://127.0.0.1:${PORT_BASE}`);
    expect(statSync(join(stacks.dataDir, 'endpoints.json')).mode & 0o077).toBe(0);
    for (const app of APPS) expect([app, await statusOf(`${operationsOf(app)}/readyz`)]).toEqual([app, 200]);
    expect(await statusOf(`${endpoints.edge}/readyz`)).toBe(404);
    expect(await statusOf(`${endpoints.edge}/log/checkpoint`)).toBe(200);
  });

  it('has its apps connect by the Unix socket of the database, which everybody else reaches by TCP', async () => {
    const client = new pg.Client({ connectionString: stack.endpoints()['postgres'] });
    await client.connect();
    const { rows } = await client.query<{ app: string; tcp: boolean }>(
      `SELECT usename AS app, bool_or(client_addr IS NOT NULL) AS tcp FROM pg_stat_activity
        WHERE backend_type = 'client backend' GROUP BY usename`,
    );
    await client.end();
    expect(Object.fromEntries(rows.map(({ app, tcp }) => [app, tcp]))).toEqual({
      ...Object.fromEntries(['audit', 'consent', 'policy', 'portal', 'relay'].map((app) => [`${app}_app`, false])),
      postgres: true,
    });
  });

  it.each(APPS)('has an answer for what docker-compose.yml asks of %s, and none once it is not ready', (app) => {
    const { services } = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as Compose;
    const { environment, healthcheck } = services[app]!;
    const [, program, ...args] = healthcheck.test;
    const portOf = (port: number): number => port - 3000 + Number(PORT_BASE);
    const check = (port: (of: number) => number): number | null => {
      const { PORT, ADMIN_PORT } = environment;
      const ports = { PORT: String(port(PORT)), ...(ADMIN_PORT ? { ADMIN_PORT: String(port(ADMIN_PORT)) } : {}) };
      return spawnSync(program!, args, { env: plain(ports) }).status;
    };
    expect([check(portOf), check(() => 1)]).toEqual([0, 1]);
  });

  it('keeps every secret from other accounts', () => {
    expect(statSync(join(stacks.dataDir, 'secrets')).mode & 0o077).toBe(0);
    for (const file of [
      'keys.json',
      'log-signer.key',
      'identity-keys.json',
      'app-passwords.json',
      'portal-client.secret',
      'portal-session.key',
    ])
      expect(statSync(join(stacks.dataDir, 'secrets', file)).mode & 0o077).toBe(0);
  });

  it('hands out tokens by key, alone on standard output', () => {
    const ask = (...args: string[]): ReturnType<typeof spawnSync> =>
      spawnSync(process.execPath, ['dist/bundle/token.js', ...args], {
        encoding: 'utf8',
        env: plain({ DATA_DIR: stacks.dataDir }),
      });
    for (const key of ['adeyemi', 'nm-acute', 'margaret']) {
      const [, payload] = String(ask('--as', key).stdout).split('.');
      expect(JSON.parse(Buffer.from(payload!, 'base64url').toString())).toMatchObject({
        sub: key,
        aud: 'consent-broker',
      });
    }
    expect(ask('--as', 'nobody')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('There is no "nobody"'),
    });
    expect(ask('--list').stdout).toContain('adeyemi');
  });

  it('started again, says that it is running and where, and disturbs nothing', async () => {
    const before = stack.state();
    const second = stacks.start();
    expect(await second.exit()).toBe(0);
    expect(second.output).toContain(`already running (process ${stack.pid}`);
    expect(second.output).toContain(`http://127.0.0.1:${PORT_BASE}`);
    expect(stack.state()).toEqual(before);
  });

  it('names a port that is taken and how to move all of them', async () => {
    const other = stacks.start({}, join(stacks.root, 'other'));
    expect(await other.exit()).toBe(1);
    expect(other.output).toMatch(/Port 21001 \(for identity\) is taken/);
    expect(other.output).toContain('PORT_BASE=');
    expect(await statusOf(`${operationsOf('edge')}/readyz`)).toBe(200);
  });

  it('starts an app again that ended by itself, and says so', async () => {
    const { pid } = stack.state().processes.find(({ name }) => name === 'consent')!;
    process.kill(pid, 'SIGKILL');
    await stack.prints(/consent ended \(signal SIGKILL\); starting it again in 0\.5 s; its log is .*consent\.log/);
    await until(async () => (await statusOf(`${stack.endpoints().consent}/readyz`)) === 200, 'consent is ready again');
    expect(stack.state().processes.find(({ name }) => name === 'consent')!.pid).not.toBe(pid);
  });

  it('stops cleanly on Ctrl-C: edge, apps, database, nothing left', async () => {
    const { processes } = stack.state();
    expect(processes).toHaveLength(APPS.length + 1);
    stack.pressCtrlC();
    expect(await stack.exit()).toBe(0);
    expect(stack.output).toContain('Stopped.');
    expect(processes.filter(({ pid }) => isAlive(pid))).toEqual([]);
    for (const file of ['endpoints.json', 'run.json']) expect(existsSync(join(stacks.dataDir, file))).toBe(false);
    const log = join(stacks.dataDir, 'postgres', 'postgres.log');
    if (existsSync(log)) expect(readFileSync(log, 'utf8').trimEnd()).toMatch(/database system is shut down$/);
  });
});
