import { readConfig, runApp } from '#libs/http';
import { RelayConfig } from './config.js';
import { serveRelay } from './serve-relay.js';

await runApp('relay', () => serveRelay(readConfig(RelayConfig, process.env)));
