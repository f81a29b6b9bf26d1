import { DomainError } from '#libs/domain';
import type { Principal } from '#libs/http';
import type { Channel } from './directive.row.js';

/** How a resident's word reached whoever records it: online for themselves; staff say; a system imports unless it says. */
export function channelOf(principal: Principal, stated: Channel | undefined): Channel {
  if (principal.kind === 'resident') return 'online';
  if (stated !== undefined && stated !== 'online') return stated;
  if (principal.kind === 'system') return 'import';
  throw new DomainError('invalid-channel', 'say how the resident told you: in-person, phone or letter');
}
