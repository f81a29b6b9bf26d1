/** Where messages go in a run of the suite. */
export type SinkPlan =
  | { readonly kind: 'log' }
  | { readonly kind: 'kafka'; readonly brokers: string; readonly topicPrefix: string };

/** Points at which a worker kills itself with SIGKILL, at the given call of it. */
export type CrashPoint = 'before-send' | 'after-send' | 'in-handler' | 'after-commit' | 'after-effect';

export type Fault = 'offset-first' | 'mark-first' | 'effect-first';

/** What a worker (in this process or as a child) is told. */
export interface WorkerPlan {
  readonly role: 'shipper' | 'consumer';
  readonly databaseUrl: string;
  readonly sink: SinkPlan;
  readonly crash?: { readonly at: CrashPoint; readonly call: number };
  readonly fault?: Fault;
}

export const GROUP = 'conformance';
/** What the writers publish and the consumer applies. */
export const TOPIC = 'conformance.happened.v1';
/** What the consumer publishes in the transaction of each effect. */
export const ECHO_TOPIC = 'conformance.echoed.v1';
