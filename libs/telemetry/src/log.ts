export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Ids, counts and codes by name; `err` may hold whatever was thrown. What is not on the allow-list is dropped. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Where an app writes what happened. Doubles as the injection token; every app has one.
 * Messages are constant text: values go into `fields`, and only allow-listed names (`LOGGABLE_FIELDS`) are written.
 * Never throws, never waits.
 */
export abstract class Log {
  abstract debug(fields: LogFields, message: string): void;
  abstract info(fields: LogFields, message: string): void;
  abstract warn(fields: LogFields, message: string): void;
  abstract error(fields: LogFields, message: string): void;
}
