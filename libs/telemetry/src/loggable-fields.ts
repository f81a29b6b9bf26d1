/**
 * The only field names that reach a log line (promise 11: ids, codes, counts; never a name, NHS number, address or
 * payload). A name missing here is dropped and listed under `dropped`, so that the omission is seen in development.
 */
export const LOGGABLE_FIELDS: ReadonlySet<string> = new Set([
  // the request
  'requestId', 'method', 'route', 'status', 'ms', 'problem', 'principalId', 'principalKind', 'agency',
  // what it was about: internal random ids only
  'residentId', 'directiveId', 'restrictionId', 'agreementId', 'practitionerId', 'relationshipId', 'disclosureId',
  'deliveryId', 'entryId', 'eventId', 'eventType', 'decisionId', 'bundle', 'rule', 'outcome', 'reason',
  // messaging and the log
  'shard', 'shards', 'stream', 'topic', 'partition', 'offset', 'seq', 'group', 'sink', 'index', 'treeSize', 'checkpoint',
  // running
  'app', 'port', 'host', 'issuer', 'check', 'state', 'signal', 'attempt', 'attempts', 'delayMs', 'count', 'size',
  'inFlight', 'version', 'schema', 'migration', 'file', 'line', 'code', 'context',
]);
