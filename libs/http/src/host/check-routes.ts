import type { INestApplication } from '@nestjs/common';
import { readHandlers } from './read-handlers.js';

/** Every handler that does not say who may come through, as `Controller.method`. Such a route must never be served. */
export const routesWithoutAllowance = (app: INestApplication): string[] =>
  readHandlers(app)
    .filter(({ allowance }) => allowance === undefined)
    .map(({ controller, method }) => `${controller}.${method}`);
