import { describe, expect, it } from '@jest/globals';
import { leadsToPortal } from './portal-paths.js';

describe('the paths that lead to the portal', () => {
  it.each([
    '/',
    '/?x=/api/',
    '/sign-in/return?code=a&iss=http%3A%2F%2F127.0.0.1',
    '/assets/portal-1.css',
    '/resident/history',
    '/practitioner/people/x/log',
    '/officer/api',
    '/help/metrics',
    '/apis',
    '/100%25',
    '/cafe%CC%81',
    '/nothing..here',
  ])('has %s among them', (path) => {
    expect(leadsToPortal(path)).toBe(true);
  });

  it.each([
    '/api',
    '/api/x',
    '/API/x',
    '/%61pi/x',
    '/%2561pi/x',
    '//api/x',
    '/access/v1',
    '/fhir',
    '/log/',
    '/.well-known/x',
    '/livez',
    '/readyz/',
    '/metrics?x',
    '/metrics;x',
    '/ metrics',
    '/\\metrics',
    '/%2fmetrics',
    '/./metrics',
    '/%2e/metrics',
    '/help/../metrics',
    '/help/..;/metrics',
    '/help/%2e%2e%2fmetrics',
    '/help/%252e%252e/metrics',
    '/help\\..\\metrics',
    '/%zz',
  ])('never has %s', (path) => {
    expect(leadsToPortal(path)).toBe(false);
  });
});
