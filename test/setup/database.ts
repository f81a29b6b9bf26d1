import { rmSync } from 'node:fs';
import { once } from 'node:events';
import pg from 'pg';
import { migrate, SIGN_IN_APPS } from '#libs/persistence';
import { TEMPLATE_DATABASE, TEST_PASSWORD } from '#libs/testing';
import { startPostgres } from '../../scripts/local/postgres.js';
import { SCHEMAS } from '../../scripts/local/schemas.js';
import { shortLivedFolder } from './short-lived.js';

const dataDir = shortLivedFolder();
// Nobody pulls the plug on it: what a killed process leaves is the same without waiting for the disk at every commit, and
// at the checkpoints that making and dropping each spec's database asks for.
// Nor does anybody guess its passwords: 4,096 rounds of a hash at each end of every sign-in would cost more than the sign-in.
const settings = ['max_connections=300', 'fsync=off', 'full_page_writes=off', 'scram_iterations=1'];
const server = await startPostgres({ dataDir, password: TEST_PASSWORD, settings });
try {
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query(`ALTER ROLE CURRENT_USER PASSWORD ${admin.escapeLiteral(TEST_PASSWORD)}`);
  await admin.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await admin.end();
  const template = new URL(server.adminUrl);
  template.pathname = `/${TEMPLATE_DATABASE}`;
  const passwords = Object.fromEntries(SIGN_IN_APPS.map((app) => [`${app}_app`, TEST_PASSWORD]));
  await migrate({ adminUrl: template.href, passwords, schemas: SCHEMAS });
  process.stdout.write(`${server.adminUrl}\n`);
  process.stdin.resume();
  await once(process.stdin, 'end');
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
