import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Readiness } from '#libs/http';
import { SessionStore } from './session-store.js';

/** Shows the database in `/readyz`: without sessions nobody is signed in. */
@Injectable()
export class WatchDatabase implements OnModuleInit {
  constructor(
    @Inject(SessionStore) private readonly store: SessionStore,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  onModuleInit(): void {
    this.readiness.register('database', () => this.store.isThere());
  }
}
