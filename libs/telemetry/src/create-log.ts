import { LOGGABLE_FIELDS, type LogFields } from '#libs/contracts';
import { pino, type DestinationStream, type Logger } from 'pino';
import { describeError } from './describe-error.js';
import { Log, type LogLevel } from './log.js';
import { standardOutput } from './standard-output.js';

export interface LogOptions {
  readonly app: string;
  readonly level: LogLevel;
  /** Standard output unless a test listens. */
  readonly destination?: DestinationStream;
}

/** A log of JSON lines through pino, with the allow-list applied to every field before it is written. */
export function createLog(options: LogOptions): Log {
  return new PinoLog(
    pino(
      {
        level: options.level,
        base: { app: options.app, pid: process.pid },
        timestamp: pino.stdTimeFunctions.isoTime,
        // Errors arrive described already; pino's own serializer would add their text and stack.
        serializers: { err: (described: unknown) => described },
        formatters: { level: (label) => ({ level: label }), log: allowListed },
        hooks: {
          logMethod(args, method) {
            const [fields, message] = args;
            Reflect.apply(method, this, [fields, withoutLongNumbers(message)]);
          },
        },
      },
      options.destination ?? standardOutput,
    ),
  );
}

class PinoLog extends Log {
  constructor(private readonly pino: Logger) {
    super();
  }
  debug(fields: LogFields, message: string): void {
    this.pino.debug(fields, message);
  }
  info(fields: LogFields, message: string): void {
    this.pino.info(fields, message);
  }
  warn(fields: LogFields, message: string): void {
    this.pino.warn(fields, message);
  }
  error(fields: LogFields, message: string): void {
    this.pino.error(fields, message);
  }
}

const LONGEST = 200;

function allowListed(fields: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (name === 'err') kept['err'] = describeError(value);
    else if (LOGGABLE_FIELDS.has(name) && isPlain(value)) kept[name] = value;
    else dropped.push(name);
  }
  return dropped.length > 0 ? { ...kept, dropped } : kept;
}

/** Scalars and short lists of them; an object could carry anything. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.length <= 50 && value.every((item) => !Array.isArray(item) && isPlain(item));
  if (typeof value === 'string') return value.length <= LONGEST && withoutLongNumbers(value) === value;
  return value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint';
}

/** A last net: ten digits in the shape of an NHS number never stand in a line, whoever wrote it. */
function withoutLongNumbers(text: string | undefined): string | undefined {
  return text?.replace(/(?<![0-9A-Za-z-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![0-9A-Za-z-])/g, '[number]');
}
