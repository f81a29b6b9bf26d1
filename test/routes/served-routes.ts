import type { RunningApp } from '#libs/http';
import type { FastifyInstance } from 'fastify';
import type { Matrix } from './read-matrix.js';
import { APPS, type App } from './place/apps.js';

const VERBS = /^(get|post|put|patch|delete|options|head)$/;

/** `GET /v1/x/{id}` for every operation of an app's own document. */
export async function documentedRoutes(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, object> };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((verb) => VERBS.test(verb))
      .map((verb) => `${verb.toUpperCase()} ${path.replace('{*}', '*').replace('{path}', '*')}`),
  );
}

/**
 * The same from the router itself, which also knows what the document leaves out. Fastify prints its routes as a tree of
 * path parts; HEAD comes with every GET.
 */
export function routedRoutes(app: RunningApp): string[] {
  const instance = app.app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const parts: string[] = [];
  const routes: string[] = [];
  for (const line of instance.printRoutes().split('\n')) {
    const [, indent, part, verbs] = /^([│├└─ ]*)(\S+)(?: \((.+)\))?$/.exec(line) ?? [];
    if (indent === undefined || part === undefined) continue;
    const depth = indent.length / 4 - 1;
    parts.length = depth;
    parts[depth] = part;
    for (const verb of verbs?.split(', ').filter((name) => name !== 'HEAD') ?? []) {
      routes.push(`${verb} ${parts.join('').replace(/:([a-z]+)/gi, '{$1}')}`);
    }
  }
  return routes;
}

/** Where the matrix and the apps disagree about which routes there are; empty when they do not. */
export function routeDifferences(matrix: Matrix, served: Readonly<Record<App, readonly string[]>>): string[] {
  return APPS.flatMap((app) => {
    const listed = new Set([...matrix.open, ...matrix.rows.filter((row) => row.app === app).map((row) => row.route)]);
    const there = new Set(served[app]);
    return [
      ...[...there]
        .filter((route) => !listed.has(route))
        .map((route) => `${app} serves ${route}, which the matrix lacks`),
      ...[...listed]
        .filter((route) => !there.has(route))
        .map((route) => `the matrix has ${route}, which ${app} does not serve`),
    ];
  });
}
