import { readConfig, runApp } from '#libs/http';
import { PolicyConfig } from './config.js';
import { startPolicy } from './start-policy.js';

await runApp('policy', () => startPolicy(readConfig(PolicyConfig, process.env)));
