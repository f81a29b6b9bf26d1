import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import { standardOutput } from './standard-output.js';

export interface ObservedRequest {
  readonly method: string;
  /** The route's template (`/v1/residents/:id/directives`); undefined when nothing matched. Never a raw URL. */
  readonly route: string | undefined;
  readonly status: number;
  readonly seconds: number;
}

/** How often the event loop's lag is measured: an idle process wakes for little else. Its percentiles count from this. */
const LAG_EVERY_MS = 100;

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** One app's metrics registry, with the HTTP series in it. Labels come from closed sets only, so cardinality is bounded. */
export class HttpMetrics {
  readonly registry = new Registry();
  readonly inFlight: Gauge;
  private readonly requests: Counter<'method' | 'route' | 'status'>;
  private readonly duration: Histogram<'method' | 'route'>;

  constructor(app: string) {
    this.registry.setDefaultLabels({ app });
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: LAG_EVERY_MS });
    const registers = [this.registry];
    this.inFlight = new Gauge({ name: 'http_requests_in_flight', help: 'Requests being answered now', registers });
    new Counter({
      name: 'log_lines_dropped_total',
      help: 'Lines of the log that were never written, because its output was full',
      registers,
      collect() {
        this.reset();
        this.inc(standardOutput.dropped);
      },
    });
    this.requests = new Counter({
      name: 'http_requests_total',
      help: 'Requests answered, by route template and status',
      labelNames: ['method', 'route', 'status'],
      registers,
    });
    this.duration = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to the last byte of the answer, by route template',
      labelNames: ['method', 'route'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    });
  }

  observe(request: ObservedRequest): void {
    const method = METHODS.has(request.method) ? request.method : 'OTHER';
    const route = request.route ?? 'unmatched';
    this.requests.inc({ method, route, status: String(request.status) });
    this.duration.observe({ method, route }, request.seconds);
  }
}
