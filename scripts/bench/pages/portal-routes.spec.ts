import { describe, expect, it } from '@jest/globals';
import { notReached, type PageRoute, portalRoutes, textOf } from './portal-routes.js';

const toRoute = (path: string): PageRoute => ({ method: 'GET', path });

describe('the routes of the portal', () => {
  it('are read from its controllers', () => {
    const routes = portalRoutes().map(textOf);
    for (const path of ['/', '/help', '/resident', '/practitioner/people/:id/for/:purpose', '/officer/entries/csv'])
      expect(routes).toContain(`GET ${path}`);
    expect(routes).toContain('POST /officer/policies/:hash/check');
    expect(routes.length).toBeGreaterThan(80);
  });

  it('are missed when no page belongs to them, even if one of another route looks like it', () => {
    const routes = ['/*', '/rules', '/rules/:hash', '/rules/new', '/rules/:hash/report'].map(toRoute);
    const missed = (paths: string[]) => notReached(routes, paths).map(({ path }) => path);
    expect(missed(['/nowhere', '/rules', '/rules/new', '/rules/ab/report/x'])).toEqual([
      '/rules/:hash',
      '/rules/:hash/report',
    ]);
    expect(missed(['/nowhere', '/rules', '/rules/ab', '/rules/new', '/rules/ab/report'])).toEqual([]);
  });
});
