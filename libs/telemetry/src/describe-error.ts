/** What a log line may say of an error: its kind, code and place; its words only where they cannot quote data. */
export interface ErrorDescription {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  readonly at?: readonly string[];
  readonly cause?: ErrorDescription;
}

const FRAMES = 6;
const DEPTH = 3;

/** PostgreSQL classes whose messages quote identifiers of ours, never values: connection, resources, operator, syntax. */
const PLAIN_SQLSTATE = /^(08|25|40|42|53|55|57|58)[0-9A-Z]{3}$/;
/** Errors of our own whose text is constant by contract. */
const PLAIN_NAMES = new Set([
  'DomainError',
  'ConfigurationError',
  'BundleError',
  'UnavailableError',
  'TopicRefused',
  'Away',
  'NoValue',
]);
/** Of kafkajs those that name brokers, topics, groups and the protocol's own texts; others (`NonRetriable`) quote messages. */
const PLAIN_KAFKA =
  /^KafkaJS(Protocol|Connection|ConnectionClosed|RequestTimeout|SASLAuthentication)Error$|^KafkaJS(NumberOfRetriesExceeded|BrokerNotFound|GroupCoordinatorNotFound|TopicMetadataNotLoaded|NoBrokerAvailableError)$/;

export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    ...(speaksPlainly(error, code) ? { message: error.message } : {}),
    ...(frames?.length ? { at: frames.slice(0, FRAMES).map((frame) => frame.trim()) } : {}),
    ...(error.cause !== undefined && depth < DEPTH ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

function speaksPlainly(error: Error, code: unknown): boolean {
  if (PLAIN_NAMES.has(error.name) || PLAIN_KAFKA.test(error.name)) return true;
  if ('syscall' in error) return true;
  return typeof code === 'string' && PLAIN_SQLSTATE.test(code);
}
