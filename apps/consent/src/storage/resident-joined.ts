import { RESIDENT_JOINED } from '#libs/persistence';

/** What the database's refusal says, where a lock that was waited for shows it first: the unit of work runs again. */
export class ResidentJoined extends Error {
  readonly code = RESIDENT_JOINED;

  constructor() {
    super('this resident was joined to another in the meantime');
  }
}
