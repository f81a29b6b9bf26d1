import { expect, it } from '@jest/globals';
import { notReached, portalRoutes, textOf } from '../../../scripts/bench/pages/portal-routes.js';
import type { World } from '../world.js';

/** Answers that are no page: files, ways on to a page, and what is saved. */
const NO_PAGES = /^\/(assets|sign-in|language|exit)\b|\/(csv|copy|proof|receipt)$/;

/** Whatever is a page was looked at by somebody, in whatever state. */
export function everyPageWasSeen(world: World): void {
  it('has been looked at', () => {
    const pages = portalRoutes().filter(({ method, path }) => method === 'GET' && !NO_PAGES.test(path));
    expect(notReached(pages, world.seen).map(textOf)).toEqual([]);
    expect(
      notReached(
        pages,
        [...world.seen].filter((path) => path !== '/help'),
      ).map(textOf),
    ).toEqual(['GET /help']);
  });
}
