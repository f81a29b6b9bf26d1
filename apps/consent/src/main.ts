import { readConfig, runApp } from '#libs/http';
import { ConsentConfig } from './config.js';
import { serveConsent } from './serve-consent.js';

await runApp('consent', () => serveConsent(readConfig(ConsentConfig, process.env)));
