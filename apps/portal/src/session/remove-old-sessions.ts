import { Log } from '#libs/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SessionStore } from './session-store.js';

const EVERY_MS = 60_000;

/** Sweeps away sessions that nobody can come back to. Every portal process may do it: again has no effect. */
@Injectable()
export class RemoveOldSessions implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(Log) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const sweep = (): void =>
      void this.store.removeOld().catch((err: unknown) => this.log.warn({ err }, 'old sessions could not be removed'));
    sweep();
    this.timer = setInterval(sweep, EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }
}
