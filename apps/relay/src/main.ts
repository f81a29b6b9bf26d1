import { readConfig, runApp } from '#libs/http';
import { RelayConfig } from './config.js';
import { startRelay } from './start-relay.js';

await runApp('relay', () => startRelay(readConfig(RelayConfig, process.env)));
