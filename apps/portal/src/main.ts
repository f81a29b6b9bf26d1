import { readConfig, runApp } from '#libs/http';
import { PortalConfig } from './config.js';
import { servePortal } from './serve-portal.js';

await runApp('portal', () => servePortal(readConfig(PortalConfig, process.env)));
