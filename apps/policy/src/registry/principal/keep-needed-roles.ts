import { DomainError } from '#libs/domain';
import { heldTo } from '../../storage/held-to.js';

/**
 * A change by which somebody may go who holds a role. The table refuses it where they are the last active one of a role that
 * the place cannot do without: nobody could take them back, or confirm anybody in their place.
 */
export const keepingNeededRoles = <T>(write: Promise<T>): Promise<T> =>
  heldTo(write, {
    check: new DomainError(
      'last-of-role',
      'nobody else holds this role: give it to another officer first, or have two operators run npm run regain-role',
    ),
  });
