import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Param } from '@nestjs/common';
import { hasParameter, portalRoutes, routesOf, textOf } from '../../scripts/bench/pages/portal-routes.js';
import { OPEN_ROUTES, SECRET_ROUTES } from './secret-addresses.js';

const listed = [...Object.keys(SECRET_ROUTES), ...Object.keys(OPEN_ROUTES)];

/** What is in one of the two and not in the other. `no-tells` asks each of the list, in a town. */
const differing = (routes: readonly string[]): string[] => [
  ...routes.filter((route) => !listed.includes(route)).map((route) => `nobody said whose secret: ${route}`),
  ...listed.filter((route) => !routes.includes(route)).map((route) => `there is no ${route}`),
];

describe('an address of the portal that holds something', () => {
  const routes = portalRoutes().filter(hasParameter).map(textOf);

  it('is asked whether it tells, or said to be nobody’s secret; and there is no other in the list', () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(differing(routes)).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('is missed when it comes without a line, and when it is gone', () => {
    @Controller('resident/careless')
    class CarelessPages {
      @Get(':id')
      show(@Param('id') id: string): string {
        return id;
      }
    }
    const careless = routesOf(CarelessPages).filter(hasParameter).map(textOf);
    expect(differing([...routes, ...careless])).toEqual(['nobody said whose secret: GET /resident/careless/:id']);
    expect(differing(routes.filter((route) => route !== 'GET /officer/entries/:id'))).toEqual([
      'there is no GET /officer/entries/:id',
    ]);
  });
});
