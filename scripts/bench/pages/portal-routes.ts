import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { PORTAL_CONTROLLERS } from '../../../apps/portal/src/portal.module.js';

export interface PageRoute {
  readonly method: 'GET' | 'POST';
  /** `/resident/looks/:id` */
  readonly path: string;
}

/** Every address of the portal, as its own controllers have them: a page that comes later is here, too. */
export const portalRoutes = (): PageRoute[] => PORTAL_CONTROLLERS.flatMap(routesOf);

/** In whose address something may stand that somebody chose. */
export const hasParameter = ({ path }: PageRoute): boolean => /[:*]/.test(path);

export const textOf = ({ method, path }: PageRoute): string => `${method} ${path}`;

export function routesOf(controller: Type): PageRoute[] {
  const methods = controller.prototype as Readonly<Record<string, object>>;
  return Object.getOwnPropertyNames(methods).flatMap((name) => {
    const verb = Reflect.getMetadata(METHOD_METADATA, methods[name]!) as RequestMethod | undefined;
    if (verb === undefined) return [];
    const method = verb === RequestMethod.POST ? 'POST' : 'GET';
    return pathsOf(controller).flatMap((start) =>
      pathsOf(methods[name]!).map((end) => ({ method, path: joined(start, end) }) as const),
    );
  });
}

const pathsOf = (target: object): string[] => [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();

const joined = (start: string, end: string): string => `/${start}/${end}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');

/** Pages that none of these paths leads to. A path is its most particular page's: `/new` is no `/:id`. */
export function notReached(routes: readonly PageRoute[], paths: Iterable<string>): PageRoute[] {
  const particular = [...routes].sort((a, b) => parametersIn(a) - parametersIn(b));
  const reached = new Set([...paths].map((path) => particular.find((route) => leadsTo(route, path))));
  return routes.filter((route) => !reached.has(route));
}

/** Whatever is no other page's comes last. */
const parametersIn = ({ path }: PageRoute): number => (path.includes('*') ? Infinity : path.split(':').length);

const leadsTo = ({ path: route }: PageRoute, path: string): boolean =>
  new RegExp(`^${route.replace(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`).test(path);
