import { DomainError } from '#libs/domain';

/**
 * For a change that needs a key which is there and does not open: neither done nor refused for good. Answered 503, so that whoever
 * sent it keeps it.
 */
export const keyUnreadable = (): DomainError =>
  new DomainError(
    'key-unreadable',
    'what this is sealed with cannot be read at present: nothing was recorded, send it again later',
  );
