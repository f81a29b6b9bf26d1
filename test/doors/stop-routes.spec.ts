import { beforeAll, describe, expect, it } from '@jest/globals';
import { STOP_ROUTES, stopsSharing } from '#libs/contracts';
import { allHandlers, type Handler } from './handlers.js';

/** What a door that stops or narrows is called, whichever app it is in. */
const SOUNDS_LIKE_A_STOP =
  /\/(withdraw|suspend|stop|stop-all|retract|uphold|refuse|object|no|rollback|restrictions|shields|opt-outs|category-stops|told|protocols|roles)(\/|$)|(allowances|best-interests|relationships)\/:id\/end$|sign-ins\/:id\/remove$/;

/** Doors that sound like it and only open again, or only show. */
const NONE: readonly string[] = [
  'POST /v1/restrictions/:id/lift',
  'POST /v1/shields/:id/lift',
  'POST /v1/shields/:id/confirm-lift',
  'POST /v1/shields/:id/allowances',
  'POST /v1/opt-outs/:id/end',
];

/** Doors of this app that sound like a stop and have no lane: what the check finds. */
function withoutLane(handlers: readonly Pick<Handler, 'app' | 'method' | 'paths'>[]): string[] {
  return handlers
    .filter(({ method }) => method !== 'GET' && method !== 'DELETE')
    .flatMap(({ app, method, paths }) => paths.map((path) => ({ app, method, path })))
    .filter(({ path }) => SOUNDS_LIKE_A_STOP.test(path))
    .filter(({ app, method, path }) => !stopsSharing(app, method, path) && !NONE.includes(`${method} ${path}`))
    .map(({ app, method, path }) => `${app}: ${method} ${path}`);
}

describe('the lane of what stops sharing', () => {
  let handlers: readonly Handler[];
  beforeAll(async () => {
    handlers = await allHandlers();
  }, 60_000);

  it('names doors that there are', () => {
    const there = new Set(
      handlers.flatMap(({ app, method, paths }) => paths.map((path) => `${app} ${method} ${path}`)),
    );
    expect(
      STOP_ROUTES.map(({ app, method, path }) => `${app} ${method} ${path}`).filter((one) => !there.has(one)),
    ).toEqual([]);
  });

  it('has every door that sounds like a stop', () => expect(withoutLane(handlers)).toEqual([]));

  it('is found missing for a door that nobody listed', () => {
    const forgotten = { app: 'consent', method: 'POST', paths: ['/v1/grants/:id/withdraw'] } as const;
    expect(withoutLane([forgotten])).toEqual(['consent: POST /v1/grants/:id/withdraw']);
  });

  it('takes no path that only begins or ends like one', () => {
    expect(stopsSharing('consent', 'POST', '/v1/directives/x/withdraw')).toBe(true);
    for (const path of ['/v1/directives/x/y/withdraw', '/v1/directives/x/withdraw/y', '/x/v1/directives/x/withdraw']) {
      expect(stopsSharing('consent', 'POST', path)).toBe(false);
    }
    expect(stopsSharing('relay', 'POST', '/v1/directives/x/withdraw')).toBe(false);
  });
});
