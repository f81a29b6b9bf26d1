import { publicPath } from '../routes/edge-paths.js';
import type { Ask } from '../routes/place/send.js';
import { readMatrix, type Row } from '../routes/read-matrix.js';
import { CANARY } from './canaries.js';
import type { CanaryPlace } from './canary-place.js';

export const VALUES = Object.values(CANARY);
export const FIELDS =
  'familyName givenName birthDate nhsNumber postcode uprn localId subject instruction recipients categories purposes agreement startsAt reason resident sourceId sourceVersion category body deliveries answer processor keptUntil code name sector id title parties files kind issuer agency roles action resource context purpose after limit from to';

/** Headers that people and programs put what they should not into. */
export const HEADERS: Readonly<Record<string, string>> = {
  'user-agent': `case-system for ${CANARY.familyName}`,
  'x-request-id': CANARY.familyName,
  'x-correlation-id': CANARY.nhsNumber,
  referer: `https://case.example/people?nhs=${CANARY.nhsNumber}&name=${CANARY.givenName}`,
  cookie: `person=${CANARY.localId}`,
  traceparent: `00-${CANARY.nhsNumber.padEnd(32, '0')}-00f067aa0ba902b7-01`,
  'x-forwarded-for': CANARY.postcode,
  'idempotency-key': `import:${CANARY.nhsNumber}:${CANARY.localId}`,
  'if-match': `"${CANARY.localId}"`,
};

/**
 * Sends every route of the matrix what does not belong there: each canary in the path, the query, the headers and every
 * field of the body, and as a field's name; as JSON, as broken JSON, as another type, with characters that a database
 * refuses. Through the one address, as somebody whom the route is open to.
 */
export async function misuse(place: CanaryPlace): Promise<void> {
  for (const [index, row] of readMatrix().rows.entries()) {
    const [as] = [...row.cells].find(([person, { status }]) => person !== 'nobody' && status < 300)!;
    const asks = asksOf(row, VALUES[index % VALUES.length]!);
    // Of each route some, of all routes together every kind; with LONG all of each.
    for (const ask of process.env.LONG ? asks : asks.filter((_, at) => (at + index) % 3 === 0)) {
      await place.sendOnce('edge', as, { ...ask, path: publicPath(row.app, ask.path) ?? ask.path });
    }
  }
}

function asksOf({ route }: Row, value: string): Ask[] {
  const [method, template] = route.split(' ') as [string, string];
  const inPath = template.replace(/\{[a-z]+\}|\*/g, encodeURIComponent(value));
  const query = FIELDS.split(' ')
    .map((field) => `${field}=${encodeURIComponent(value)}`)
    .join('&');
  const asked = [
    { method, path: inPath, headers: HEADERS },
    { method, path: `${inPath}?${query}` },
    { method, path: `${template.replace(/\{[a-z]+\}/g, 'me')}?${encodeURIComponent(value)}=1` },
    { method, path: `${inPath}%zz?after=${encodeURIComponent(value)}` },
    { method, path: inPath, headers: { authorization: `Bearer ${Buffer.from(value).toString('base64')}` } },
  ];
  if (method === 'GET') return asked;
  const fields = (content: unknown): object => Object.fromEntries(FIELDS.split(' ').map((field) => [field, content]));
  const bodies = [
    fields(value),
    fields([value, { [value]: value }]),
    fields({ [value]: `${value}\u0000\ud800`, __proto__: { [value]: value } }),
    { [value]: value },
    [value],
    `{"familyName": "${value}", "nhsNumber": ${value}`,
    `{"__proto__": {"familyName": "${value}"}, "constructor": "${value}"}`,
  ].map((body) => ({ method, path: inPath, body }));
  const text = { method, path: inPath, body: value, headers: { 'content-type': `text/${encodeURIComponent(value)}` } };
  return [...asked, ...bodies, text];
}
