import { readConfig, runApp } from '#libs/http';
import { AuditConfig } from './config.js';
import { serveAudit } from './serve-audit.js';

await runApp('audit', () => serveAudit(readConfig(AuditConfig, process.env)));
