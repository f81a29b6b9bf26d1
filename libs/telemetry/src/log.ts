import type { Loggable, LogLines } from '#libs/contracts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Where an app writes what happened. Doubles as the injection token; every app has one. */
export abstract class Log implements LogLines {
  abstract debug<Given extends object>(fields: Loggable<Given>, message: string): void;
  abstract info<Given extends object>(fields: Loggable<Given>, message: string): void;
  abstract warn<Given extends object>(fields: Loggable<Given>, message: string): void;
  abstract error<Given extends object>(fields: Loggable<Given>, message: string): void;
}
