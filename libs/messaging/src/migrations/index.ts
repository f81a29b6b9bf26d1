import { CreateMessaging1764000000000 } from './1764000000000-create-messaging.js';
import { StreamsOfIncarnation1764800000000 } from './1764800000000-streams-of-incarnation.js';
import { PublishMany1766200000001 } from './1766200000001-publish-many.js';

/** Schema `messaging`, in order; run as messaging_owner after `fence` and before every app's schema. */
export const messagingMigrations = [
  CreateMessaging1764000000000,
  StreamsOfIncarnation1764800000000,
  PublishMany1766200000001,
];
