import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { AppName, Layout } from './layout.js';

/** `.data/endpoints.json`: there when everything is ready, gone when it is not (design 9). */
export type Endpoints = Readonly<Record<string, string>>;

/** The one address first. */
const IN_ORDER: readonly AppName[] = ['edge', 'portal', 'consent', 'policy', 'relay', 'audit', 'identity'];

export interface Reached {
  /** Address of the database, as its administrator where it is ours. */
  readonly postgres: string;
  readonly kafka: string | undefined;
  readonly identity: boolean;
}

export function writeEndpoints(layout: Layout, reached: Reached): Endpoints {
  const apps = IN_ORDER.filter((app) => app !== 'identity' || reached.identity);
  const endpoints = {
    ...Object.fromEntries(apps.map((app) => [app, layout.url(app)])),
    postgres: reached.postgres,
    ...(reached.kafka ? { kafka: reached.kafka } : {}),
  };
  // Holds the local database's password: for its owner only.
  const draft = `${layout.endpointsFile}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(endpoints, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, layout.endpointsFile);
  return endpoints;
}

export function readEndpoints(layout: Layout): Endpoints | undefined {
  if (!existsSync(layout.endpointsFile)) return undefined;
  return JSON.parse(readFileSync(layout.endpointsFile, 'utf8')) as Endpoints;
}

export function removeEndpoints(layout: Layout): void {
  rmSync(layout.endpointsFile, { force: true });
}

/** An address as it may be shown: without its password. */
export function shown(address: string): string {
  return address.replace(/^([a-z]+:\/\/[^:@/]*):[^@/]*@/, '$1@');
}
