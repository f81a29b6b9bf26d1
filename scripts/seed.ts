import { Directory } from '../apps/identity/src/people/directory.js';
import { DIRECTORY_FILE } from './local/app-commands.js';
import { reasonOf, say, warn } from './local/say.js';
import { systemSecretOf } from './local/secrets.js';
import { layoutFrom } from './local/settings.js';
import { seedTown } from './seed/seed-town.js';
import { TownApi } from './town/town-api.js';

/** Run by the supervisor when everything is ready: DATABASE_URL is the administrator's, EDGE_URL and IDENTITY_URL the addresses. */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const layout = layoutFrom(env);
  const databaseUrl = env.DATABASE_URL;
  if (!databaseUrl) throw new Error('DATABASE_URL is not set: npm start puts the demo town in by itself.');
  const api = new TownApi({
    edge: env.EDGE_URL ?? layout.url('edge'),
    issuer: env.IDENTITY_URL ?? layout.url('identity'),
    directory: Directory.fromFile(DIRECTORY_FILE),
    systemSecret: systemSecretOf(layout.dataDir),
  });
  await seedTown({ databaseUrl, api, report: say });
}

try {
  await main(process.env);
} catch (error) {
  warn(reasonOf(error));
  process.exitCode = 1;
}
