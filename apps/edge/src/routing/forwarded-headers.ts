import type { IncomingHttpHeaders } from 'node:http';
import { endToEnd } from './hop-by-hop.js';
import type { WireRequest } from './wire.js';

/** Set by proxies and believed by what stands behind them: a caller's own are dropped, never passed on. */
const CLAIMED_BY_CALLERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** AuthZEN 1.0 (Request Identification) has the decision point send back a request id as it came. */
const IDS_AS_THEY_CAME = '/access/v1/';

/**
 * The headers that an app gets: the caller's, without those of the caller's connection and without claims about where
 * they come from, and the edge's own. The body has been read, so its length is known.
 */
export function forwardedHeaders(request: WireRequest, body: Buffer): IncomingHttpHeaders {
  const dropped = new Set([...CLAIMED_BY_CALLERS, 'host', 'content-length']);
  const kept = Object.entries(endToEnd(request.headers)).filter(([name]) => !dropped.has(name));
  return {
    ...Object.fromEntries(kept),
    ...(body.length > 0 || request.headers['content-length'] !== undefined
      ? { 'content-length': String(body.length) }
      : {}),
    'x-request-id': requestId(request),
    'x-forwarded-for': request.ip,
    'x-forwarded-proto': request.protocol,
    'x-forwarded-host': request.host,
  };
}

function requestId(request: WireRequest): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && request.url.startsWith(IDS_AS_THEY_CAME) ? given : request.id;
}
