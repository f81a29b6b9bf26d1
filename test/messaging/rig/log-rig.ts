import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { migrate, SIGN_IN_APPS } from '#libs/persistence';
import { startPostgres, type RunningPostgres } from '../../../scripts/local/postgres.js';
import { SCHEMAS } from '../../../scripts/local/schemas.js';
import { openBooks, once } from './proof.js';
import type { Place, Rig } from './rig.js';
import type { WireMessage } from './findings.js';

const PASSWORD = 'conformance';
/** The suite kills processes, not the machine: what they had committed stays without waiting for the disk. */
const SETTINGS = ['fsync=off', 'full_page_writes=off'];
const NEEDED = ['fence', 'messaging'];
const READ = `
  SELECT partition, value::jsonb ->> 'stream' AS stream, (value::jsonb ->> 'sequence')::text AS seq, value::jsonb ->> 'id' AS id
  FROM messaging.log WHERE topic = $1 ORDER BY partition, log_offset`;

/** The embedded log on a PostgreSQL server of this suite's own, since the suite kills it. */
export async function openLogRig(): Promise<Rig> {
  const dataDir = mkdtempSync(join(tmpdir(), 'consent-broker-log-'));
  let server: RunningPostgres = await startPostgres({ dataDir, password: PASSWORD, settings: SETTINGS });
  const at = (database: string, role?: string): string => {
    const url = new URL(server.adminUrl);
    url.pathname = `/${database}`;
    if (role) url.username = role;
    return url.href;
  };
  await once(server.adminUrl, 'CREATE DATABASE template_messaging');
  await migrate({
    adminUrl: at('template_messaging'),
    passwords: Object.fromEntries(SIGN_IN_APPS.map((app) => [`${app}_app`, PASSWORD])),
    schemas: SCHEMAS.map((s) => (NEEDED.includes(s.schema) ? s : { ...s, migrations: [] })),
  });
  await openBooks(at('template_messaging'));
  let places = 0;
  const place = async (): Promise<Place> => {
    const name = `place_${(places += 1)}`;
    await once(server.adminUrl, `CREATE DATABASE ${name} TEMPLATE template_messaging`);
    const adminUrl = at(name);
    return {
      adminUrl,
      databaseUrl: at(name, 'relay_app'),
      sink: { kind: 'log' },
      readWire: async (topic) => {
        const rows = await once<{ partition: number; stream: string; seq: string; id: string }>(adminUrl, READ, [
          topic,
        ]);
        return rows.map((row): WireMessage => ({ ...row, seq: BigInt(row.seq) }));
      },
      drop: async () => void (await once(server.adminUrl, `DROP DATABASE ${name} WITH (FORCE)`)),
    };
  };
  const crashBroker = async (): Promise<void> => {
    process.kill(server.pid, 'SIGKILL');
    server = await startAgain(dataDir, server.port);
  };
  const close = async (): Promise<void> => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { place, crashBroker, close };
}

/** The killed server's children need a moment to notice and let go of its memory. */
async function startAgain(dataDir: string, port: number): Promise<RunningPostgres> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await startPostgres({ dataDir, password: PASSWORD, settings: SETTINGS, port });
    } catch (error) {
      if (tries === 20) throw error;
      await wait(250);
    }
  }
}
