import type { IncomingHttpHeaders } from 'node:http';
import { endToEnd } from '../hop-by-hop.js';

const without = (headers: IncomingHttpHeaders, dropped: readonly string[]): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.includes(name)));

/** What goes on to the next connection, chosen wrongly on purpose. */
export const LEAKY_HOPS = {
  passesAllOn: (headers) => headers,
  forgetsExpect: (headers) => ({ ...endToEnd(headers), ...(headers.expect ? { expect: headers.expect } : {}) }),
  ignoresWhatConnectionNames: (headers) => endToEnd({ ...headers, connection: 'close' }),
  namesAsWritten: (headers) =>
    without(endToEnd({ ...headers, connection: '' }), (headers.connection ?? '').split(', ')),
  dropsTooMuch: (headers) => without(endToEnd(headers), ['accept', 'x-kept']),
} satisfies Record<string, (headers: IncomingHttpHeaders) => IncomingHttpHeaders>;
