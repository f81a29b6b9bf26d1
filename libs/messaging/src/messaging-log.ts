import type { LogLines } from '#libs/contracts';

/** Where shippers and consumers say what happened: ids, counts and codes only. `Log` of `#libs/telemetry` is one. */
export type MessagingLog = Pick<LogLines, 'info' | 'warn' | 'error'>;

export const silentLog: MessagingLog = { info: () => undefined, warn: () => undefined, error: () => undefined };
