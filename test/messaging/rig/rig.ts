import type { WireMessage } from './findings.js';
import type { SinkPlan, WorkerPlan } from './plan.js';

/** One test's database with the suite's books in it, and its own topics. */
export interface Place {
  readonly adminUrl: string;
  /** Of relay_app, as which everything runs. */
  readonly databaseUrl: string;
  readonly sink: SinkPlan;
  readWire(topic: string): Promise<WireMessage[]>;
  drop(): Promise<void>;
}

/** One kind of sink to put through the suite. */
export interface Rig {
  place(): Promise<Place>;
  /** `kill -9` of whatever keeps the messages, and its start again on the same data and port. */
  crashBroker(): Promise<void>;
  close(): Promise<void>;
}

export function planFor(place: Place, role: WorkerPlan['role'], rest: Partial<WorkerPlan> = {}): WorkerPlan {
  return { role, databaseUrl: place.databaseUrl, sink: place.sink, ...rest };
}
