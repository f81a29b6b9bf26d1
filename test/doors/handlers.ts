import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { RequestMethod } from '@nestjs/common';
import { PORTAL_CONTROLLERS } from '../../apps/portal/src/portal.module.js';

export const APPS = ['consent', 'policy', 'relay', 'audit', 'portal'] as const;
export type App = (typeof APPS)[number];
export type Shape = new () => object;

/** A route as its controller declares it: nothing has to run for that. */
export interface Handler {
  readonly app: App;
  readonly name: string;
  readonly method: string;
  readonly paths: readonly string[];
  /** Classes of its body and its query, where they have one. */
  readonly shapes: readonly Shape[];
  readonly takesBody: boolean;
}

/** Keys under which Nest keeps what its decorators say. */
const [PATH, METHOD, ARGUMENTS, TYPES] = ['path', 'method', '__routeArguments__', 'design:paramtypes'];
const [BODY, QUERY] = [3, 4];

/** Every handler of every controller of the apps; the portal has a list of its own, since no file exports those of its journeys. */
export async function allHandlers(): Promise<Handler[]> {
  const handlers = PORTAL_CONTROLLERS.flatMap((controller) => handlersOf('portal', controller));
  for (const app of APPS.filter((one) => one !== 'portal')) {
    const root = join('apps', app, 'src');
    for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.controller.ts')) continue;
      const module = (await import(pathToFileURL(join(root, file)).href)) as Readonly<Record<string, unknown>>;
      for (const exported of Object.values(module)) {
        if (typeof exported === 'function' && Reflect.hasMetadata(PATH, exported)) {
          handlers.push(...handlersOf(app, exported as Shape));
        }
      }
    }
  }
  return handlers;
}

function handlersOf(app: App, controller: Shape): Handler[] {
  const prototype = controller.prototype as Readonly<Record<string, unknown>>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name] as object;
    if (name === 'constructor' || !Reflect.hasMetadata(PATH, handler)) return [];
    const args = Object.entries(
      (Reflect.getMetadata(ARGUMENTS, controller, name) ?? {}) as Record<string, { index: number }>,
    );
    const types = (Reflect.getMetadata(TYPES, prototype, name) ?? []) as readonly unknown[];
    const of = (kind: number): unknown[] =>
      args.filter(([key]) => key.startsWith(`${kind}:`)).map(([, { index }]) => types[index]);
    return [
      {
        app,
        name: `${controller.name}.${name}`,
        method: RequestMethod[Reflect.getMetadata(METHOD, handler) as number]!,
        paths: joined(Reflect.getMetadata(PATH, controller), Reflect.getMetadata(PATH, handler)),
        shapes: [...of(BODY), ...of(QUERY)].filter(
          (type): type is Shape => typeof type === 'function' && type !== Object,
        ),
        takesBody: of(BODY).length > 0,
      },
    ];
  });
}

function joined(bases: unknown, ends: unknown): string[] {
  return [bases]
    .flat()
    .flatMap((base) =>
      [ends].flat().map((end) => `/${[base, end].join('/')}`.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '')),
    );
}
