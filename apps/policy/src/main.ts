import { readConfig, runApp } from '#libs/http';
import { PolicyConfig } from './config.js';
import { servePolicy } from './serve-policy.js';

await runApp('policy', () => servePolicy(readConfig(PolicyConfig, process.env)));
