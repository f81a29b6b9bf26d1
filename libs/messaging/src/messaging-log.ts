/** Where shippers and consumers say what happened: ids, counts and codes only. `Log` of `#libs/telemetry` is one. */
export interface MessagingLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export const silentLog: MessagingLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
