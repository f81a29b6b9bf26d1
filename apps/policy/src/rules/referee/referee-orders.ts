import type { LogLevel } from '#libs/telemetry';
import type { Round } from './referee.js';

/** What the policy app tells its referee, once, over their channel: settings do not stand in an environment. */
export interface RefereeSettings {
  readonly databaseUrl: string;
  readonly keyFile: string;
  readonly marksFolder: string;
  readonly logLevel: LogLevel;
  readonly intervalMs: number;
  readonly sample: number;
}

/** What the referee reports: that it leads and has looked. */
export type RefereeReport = { readonly kind: 'round' } & Round;
