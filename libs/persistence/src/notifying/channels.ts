/**
 * What a notification may be of, with the shortest time in milliseconds between two that one process sends: few for work that
 * somebody waits for, more where it is gathered anyway.
 */
export const CHANNELS = {
  'messaging.outbox': 5,
  'messaging.log': 5,
  'relay.work': 5,
  'audit.staging': 100,
  'policy.due': 100,
  'policy.simulation': 100,
} as const;

export type Channel = keyof typeof CHANNELS;
