import { describe, expect, it } from '@jest/globals';
import { HttpMetrics } from './http-metrics.js';

describe('HTTP metrics', () => {
  it('labels by route template, and never by what was asked for', async () => {
    const metrics = new HttpMetrics('consent');
    metrics.observe({ method: 'GET', route: '/v1/residents/:id', status: 200, seconds: 0.01 });
    metrics.observe({ method: 'GET', route: undefined, status: 404, seconds: 0.01 });
    metrics.observe({ method: 'BREW', route: undefined, status: 400, seconds: 0.01 });
    const text = await metrics.registry.metrics();
    expect(text).toContain('http_requests_total{method="GET",route="/v1/residents/:id",status="200",app="consent"} 1');
    expect(text).toContain('http_requests_total{method="GET",route="unmatched",status="404",app="consent"} 1');
    expect(text).toContain('method="OTHER"');
  });

  it('keeps two registries in one process apart', () => {
    expect(() => [new HttpMetrics('a'), new HttpMetrics('b')]).not.toThrow();
  });
});
