/** Protocol errors that are one topic's own fault; everything else means that the cluster is away or in trouble. */
const TOPIC_FAULTS: ReadonlySet<string> = new Set([
  'INVALID_TOPIC_EXCEPTION',
  'TOPIC_AUTHORIZATION_FAILED',
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'POLICY_VIOLATION',
  'INVALID_REPLICATION_FACTOR',
  'INVALID_CONFIG',
]);

/** Looks through kafkajs's wrappers (retries exceeded, aggregate of createTopics) for the protocol error inside. */
export function isTopicFault(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  const { type, cause, errors } = error as { type?: unknown; cause?: unknown; errors?: unknown };
  if (typeof type === 'string' && TOPIC_FAULTS.has(type)) return true;
  return (
    isTopicFault(cause, depth + 1) || (Array.isArray(errors) && errors.some((inner) => isTopicFault(inner, depth + 1)))
  );
}
