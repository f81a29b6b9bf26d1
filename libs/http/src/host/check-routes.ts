import type { INestApplication } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { ALLOWED } from '../sign-in/allow.js';

/** Nest marks a route handler with the metadata key "path". */
const PATH = 'path';

/** Every handler that does not say who may come through, as `Controller.method`. Such a route must never be served. */
export function routesWithoutAllowance(app: INestApplication): string[] {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  return [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, () => unknown>;
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata(PATH, prototype[name]!))
        .filter((name) => reflector.getAllAndOverride(ALLOWED, [prototype[name]!, metatype]) === undefined)
        .map((name) => `${metatype.name}.${name}`);
    }),
  );
}
