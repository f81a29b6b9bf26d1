import type { INestApplication } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { IDEMPOTENT } from '../idempotency/idempotent.js';
import { ALLOWED, type Allowance } from '../sign-in/allow.js';
import { VERSIONED } from '../versions/if-match.js';

/** Nest marks a route handler with the metadata key "path". */
const PATH = 'path';

/** What a route's decorators say of it. */
export interface Handler {
  readonly controller: string;
  readonly method: string;
  /** Undefined where nobody said who may come through. */
  readonly allowance: Allowance | undefined;
  /** Its answers carry an entity tag. */
  readonly versioned: boolean;
  /** A repeat by its key is answered as the first time, and says so. */
  readonly idempotent: boolean;
}

/** Every route of an app, also of one that is only looked at. */
export function readHandlers(app: INestApplication): Handler[] {
  const reflector = new Reflector();
  const scanner = new MetadataScanner();
  return [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, () => unknown>;
      return scanner
        .getAllMethodNames(prototype)
        .filter((method) => Reflect.hasMetadata(PATH, prototype[method]!))
        .map((method) => ({
          ...{ controller: metatype.name, method },
          allowance: reflector.getAllAndOverride<Allowance | undefined>(ALLOWED, [prototype[method]!, metatype]),
          versioned: reflector.get<boolean | undefined>(VERSIONED, prototype[method]!) === true,
          idempotent: reflector.get<boolean | undefined>(IDEMPOTENT, prototype[method]!) === true,
        }));
    }),
  );
}
