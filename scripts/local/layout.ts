import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone: this file runs as dist/scripts/local/layout.js. */
export const PROJECT_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

export const APPS = ['identity', 'consent', 'policy', 'relay', 'audit', 'portal', 'edge'] as const;
export type AppName = (typeof APPS)[number];

/** What else listens beside the apps' own doors. */
export type OtherPort = 'edge-admin' | 'postgres' | 'kafka';

const PORT_OFFSETS: Readonly<Record<AppName | OtherPort, number>> = {
  edge: 0,
  identity: 1,
  consent: 2,
  policy: 3,
  relay: 4,
  audit: 5,
  portal: 6,
  'edge-admin': 7,
  postgres: 32,
  kafka: 92,
};

/** Where one local stack keeps its things and which ports it takes. */
export class Layout {
  constructor(
    readonly dataDir: string,
    readonly portBase: number,
  ) {}

  port(name: AppName | OtherPort): number {
    return this.portBase + PORT_OFFSETS[name];
  }

  url(app: AppName): string {
    return `http://127.0.0.1:${this.port(app)}`;
  }

  /** Where an app answers /livez, /readyz and /metrics. The edge's own port is the public's. */
  operationsUrl(app: AppName): string {
    return app === 'edge' ? `http://127.0.0.1:${this.port('edge-admin')}` : this.url(app);
  }

  path(...parts: string[]): string {
    return join(this.dataDir, ...parts);
  }

  get endpointsFile(): string {
    return this.path('endpoints.json');
  }
}
