import { bootstrapApp, type RunningApp } from '#libs/http';
import type { EdgeConfig } from './config.js';
import { EdgeModule } from './edge.module.js';
import { originForm } from './routing/request-target.js';
import { tlsFiles } from './tls.js';

export async function serveEdge(config: EdgeConfig): Promise<RunningApp> {
  const https = tlsFiles(config);
  return bootstrapApp(EdgeModule.with(config), {
    name: 'edge',
    title: 'Edge',
    description: 'The one address of the broker.',
    config,
    operations: { host: config.ADMIN_HOST, port: config.ADMIN_PORT },
    // The edge has lanes of its own, one pair to each app.
    usualSlots: Infinity,
    serverOptions: {
      trustProxy: config.TRUSTED_PROXIES ? [...config.TRUSTED_PROXIES] : false,
      rewriteUrl: ({ url = '/' }) => originForm(url),
    },
    ...(https ? { https } : {}),
  });
}
