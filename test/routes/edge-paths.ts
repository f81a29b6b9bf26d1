import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { parse } from 'yaml';
import type { App } from './place/apps.js';

interface EdgePaths {
  /** Path prefix at the app → at the edge. */
  readonly public: Readonly<Record<App, Readonly<Record<string, string>>>>;
  readonly closed: readonly string[];
}

export const EDGE_PATHS = parse(readFileSync(new URL('edge-paths.yaml', import.meta.url), 'utf8')) as EdgePaths;

/** How a path of an app is called at the edge; undefined when it is not to be called there. */
export function publicPath(app: App, path: string): string | undefined {
  const prefix = Object.keys(EDGE_PATHS.public[app]).find((start) => path === start || path.startsWith(`${start}/`));
  return prefix === undefined ? undefined : EDGE_PATHS.public[app][prefix]! + path.slice(prefix.length);
}

/** Asks for a path exactly as it is spelt; `fetch` would tidy it first. */
export function getAsSpelt(url: string, path: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method: 'GET' }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
    });
    asked.on('error', reject);
    asked.end();
  });
}
