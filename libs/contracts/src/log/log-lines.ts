import type { LoggableField } from './loggable-fields.js';

type Scalar = string | number | boolean | bigint | null | undefined;

/** Ids, counts and codes by name; `err` may hold whatever was thrown. What is not on the allow-list is dropped. */
export type LogFields = { readonly [Field in LoggableField]?: Scalar | readonly Scalar[] } & { readonly err?: unknown };

/** What the log would drop cannot be given to it, also where it comes in by a spread or with a record of any names. */
export type Loggable<Given> = {
  readonly [Field in keyof Given]: Field extends keyof LogFields ? LogFields[Field] : never;
};

/**
 * Where a library says what happened; `Log` of `#libs/telemetry` is one. Messages are constant text, and values go into
 * `fields`: a name that is not on the allow-list does not compile. Never throws, never waits.
 */
export interface LogLines {
  debug<Given extends object>(fields: Loggable<Given>, message: string): void;
  info<Given extends object>(fields: Loggable<Given>, message: string): void;
  warn<Given extends object>(fields: Loggable<Given>, message: string): void;
  error<Given extends object>(fields: Loggable<Given>, message: string): void;
}
