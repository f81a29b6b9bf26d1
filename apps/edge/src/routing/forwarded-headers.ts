import type { IncomingHttpHeaders } from 'node:http';
import type { WireRequest } from './wire.js';

/** Set by proxies and believed by what stands behind them: a caller's own are dropped, never passed on. */
const CLAIMED_BY_CALLERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** AuthZEN 1.0 (Request Identification) has the decision point send back a request id as it came. */
const IDS_AS_THEY_CAME = '/access/v1/';

/** The headers that an app gets: the caller's, without claims about where they come from, and the edge's own. */
export function forwardedHeaders(request: WireRequest, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !CLAIMED_BY_CALLERS.includes(name));
  return {
    ...Object.fromEntries(kept),
    'x-request-id': requestId(request, headers),
    'x-forwarded-for': request.ip,
    'x-forwarded-proto': request.protocol,
    'x-forwarded-host': request.host,
  };
}

function requestId(request: WireRequest, headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && request.url.startsWith(IDS_AS_THEY_CAME) ? given : request.id;
}
