import { Counter } from 'prom-client';
import type { HttpMetrics } from './http-metrics.js';

/** A number that only grows while the app runs. It stands at 0 from the start, so that its first rise is one. */
export function countUp(
  metrics: HttpMetrics,
  { name, help }: { readonly name: string; readonly help: string },
): () => void {
  const counter = new Counter({ name, help, registers: [metrics.registry] });
  return () => counter.inc();
}
