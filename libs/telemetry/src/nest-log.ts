import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own start-up and error lines, on our log. Anything but the message and its context is left out. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.target.debug({ context: contextOf(rest) }, textOf(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.target.error(
      { context: contextOf(rest), ...(message instanceof Error ? { err: message } : {}) },
      textOf(message),
    );
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.target.warn({ context: contextOf(rest) }, textOf(message));
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.log(message, ...rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.log(message, ...rest);
  }
}

function contextOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' && last.length < 80 ? last : undefined;
}

function textOf(message: unknown): string {
  return typeof message === 'string' ? message : 'framework message';
}
