import { readConfig, runApp } from '#libs/http';
import { IdentityConfig } from './config.js';
import { serveIdentity } from './serve-identity.js';

await runApp('identity', async () => serveIdentity(readConfig(IdentityConfig, process.env)));
