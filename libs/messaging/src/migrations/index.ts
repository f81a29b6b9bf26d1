import { CreateMessaging1764000000000 } from './1764000000000-create-messaging.js';

/** Schema `messaging`, in order; run as messaging_owner after `fence` and before every app's schema. */ import { StreamsOfIncarnation1764800000000 } from './1764800000000-streams-of-incarnation.js';

export const messagingMigrations = [CreateMessaging1764000000000, StreamsOfIncarnation1764800000000];
