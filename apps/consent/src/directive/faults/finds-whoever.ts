import { FindDirective } from '../find-directive.js';

/** Whom the caller means makes no difference: an id from somebody else's page ends their sharing. */
export class FindsWhoever extends FindDirective {
  protected override isAbout(): Promise<boolean> {
    return Promise.resolve(true);
  }
}
