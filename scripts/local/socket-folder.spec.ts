import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isTransient } from '#libs/http';
import { connect, directClient, hotPool, written } from '#libs/persistence';
import { roleUrl } from './app-commands.js';
import { startPostgres, type RunningPostgres } from './postgres.js';

const PASSWORD = 'a secret: /?#%41+';
const ROLE = { some_app: 'its own: /?#%41+' };
const BY_SOCKET = 'SELECT inet_client_addr() IS NULL AS answer';

/** Runs one server on one folder after the other, and the next on the same where it is told so. */
class Servers {
  readonly root = mkdtempSync(join(tmpdir(), 'socket-'));
  private running: RunningPostgres | undefined;

  constructor() {
    chmodSync(this.root, 0o755);
  }

  /** A name with whatever a URL and a server option give a meaning to. */
  readonly dataDir = join(this.root, 'a, "b" %41+é');

  async start(dataDir = this.dataDir): Promise<RunningPostgres> {
    await this.running?.stop();
    return (this.running = await startPostgres({ dataDir, password: PASSWORD, socket: true }));
  }

  async end(): Promise<void> {
    await this.running?.stop();
    rmSync(this.root, { recursive: true, force: true });
  }
}

function addressOf({ socket }: RunningPostgres): string {
  if ('none' in socket) throw new Error(socket.none);
  return socket.adminUrl;
}

async function ask(url: string, sql = BY_SOCKET): Promise<unknown> {
  const client = directClient(url, 'spec');
  await client.connect();
  try {
    return (await client.query<{ answer: unknown }>(sql)).rows[0]?.answer;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL by its Unix socket', () => {
  const servers = new Servers();
  let server: RunningPostgres;
  let url: string;

  beforeAll(async () => {
    server = await servers.start();
    url = addressOf(server);
    await ask(url, `CREATE ROLE some_app LOGIN PASSWORD '${ROLE.some_app}'`);
  });
  afterAll(() => servers.end());

  it('is reached so by every way in which an app connects, and by TCP by everybody else', async () => {
    const address = roleUrl(url, 'some_app', ROLE);
    expect(await ask(address)).toBe(true);
    const pool = hotPool(address, 'spec', () => undefined);
    const source = await connect({ url: address, schema: 'public', entities: [] });
    expect((await pool.query({ name: 'asked', text: BY_SOCKET })).rows).toEqual([{ answer: true }]);
    expect(await source.query(`${BY_SOCKET}, current_user AS who`)).toEqual([{ answer: true, who: 'some_app' }]);
    await Promise.all([pool.end(), source.destroy()]);
    expect(await ask(server.adminUrl)).toBe(false);
  });

  it('lets nobody but its account into the folder', () => {
    const folder = join(servers.dataDir, 'socket');
    const { mode, uid } = statSync(folder);
    expect([mode & 0o777, uid]).toEqual([0o700, statSync(join(servers.dataDir, 'cluster')).uid]);
    expect(statSync(join(folder, `.s.PGSQL.${server.port}`)).mode & 0o777).toBe(0o700);
  });

  const asksForPassword = async (): Promise<void> => {
    for (const wrong of ['', 'another'])
      await expect(ask(roleUrl(url, 'some_app', { some_app: wrong }))).rejects.toMatchObject({ code: '28P01' });
  };
  it('asks for a password all the same', asksForPassword);
  it('would let anybody of the machine be any role where local connections are trusted (seeded fault)', async () => {
    const rules = join(servers.dataDir, 'cluster', 'pg_hba.conf');
    const [kept, reload] = [readFileSync(rules, 'utf8'), 'SELECT pg_reload_conf() AS answer'];
    expect(kept).toMatch(/^local +all +all +scram-sha-256$/m);
    writeFileSync(rules, `local all all trust\n${kept}`);
    await ask(server.adminUrl, reload);
    await expect(asksForPassword()).rejects.toThrow();
    writeFileSync(rules, kept);
    await ask(server.adminUrl, reload);
  });

  it('that is down is one to come back to, and nothing was sent to it', async () => {
    await server.stop();
    const refusal: unknown = await written(ask(url)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'ENOENT', syscall: 'connect' });
    expect(isTransient(refusal)).toBe(true);
  });

  it('starts where a killed one left its lock, though its number be another process’s by now', async () => {
    server = await servers.start();
    await server.stop();
    appendFileSync(join(servers.dataDir, 'socket', `.s.PGSQL.${server.port}.lock`), `${process.pid}\n`);
    expect(await ask(addressOf(await servers.start()))).toBe(true);
  });
});

describe('where no Unix socket can be made', () => {
  const servers = new Servers();
  afterAll(() => servers.end());

  it('for its address would be too long, the server says so and is reached by TCP', async () => {
    const { socket, adminUrl } = await servers.start(join(servers.root, 'long'.repeat(20)));
    expect(socket).toEqual({
      none: expect.stringMatching(/\.s\.PGSQL\.\d+ is too long for a Unix socket \(\d+ bytes, 103 at most\)$/),
    });
    expect(await ask(adminUrl)).toBe(false);
  });
});
