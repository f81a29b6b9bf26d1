import { expect, it } from '@jest/globals';
import { countUp } from './count-up.js';
import { HttpMetrics } from './http-metrics.js';

it('counts from 0, which is shown before anything happened', async () => {
  const metrics = new HttpMetrics('spec');
  const count = countUp(metrics, { name: 'strange_total', help: 'What was strange' });
  expect(await metrics.registry.metrics()).toMatch(/^strange_total\{app="spec"\} 0$/m);
  count();
  count();
  expect(await metrics.registry.metrics()).toMatch(/^strange_total\{app="spec"\} 2$/m);
});
