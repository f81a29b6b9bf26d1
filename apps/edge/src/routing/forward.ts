import { stopsSharing } from '#libs/contracts';
import type { EdgeConfig } from '../config.js';
import { BodyTooLarge, CallerGone } from '../limits/body-errors.js';
import { BodyReading } from '../limits/body-reading.js';
import type { SocketGuard } from '../limits/guard-sockets.js';
import { BYTES_PER_SECOND, type LANES, READING, SMALL_BODY } from '../limits/limits.js';
import { Turns } from '../limits/turns.js';
import { AppConnections } from './app-connections.js';
import { climbs, leadsToPortal } from './portal-paths.js';
import type { Route, Upstream } from './routes.js';
import { sendProblem } from './send-problem.js';
import { passOn } from './upstream-answer.js';
import type { WireReply, WireRequest } from './wire.js';

type LaneName = keyof typeof LANES;

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly route?: Route;
  }
}

/** Which lane a request takes, from its line alone. */
export function laneOf(request: WireRequest): LaneName {
  const { route } = request.routeOptions.config;
  if (route === undefined) return 'usual';
  const path = pathAtApp(request.url, route) ?? '';
  return stopsSharing(route.upstream, request.method, path.split('?', 1)[0]!) ? 'stops' : 'usual';
}

/** From a request to an app's answer: address, body, lane, answer; in this order, so that each step holds only its own. */
export class Forward {
  private readonly reading: Readonly<Record<LaneName, BodyReading>>;
  private readonly connections = new Map<string, AppConnections>();
  private readonly turns = new Turns();

  constructor(
    private readonly config: EdgeConfig,
    private readonly sockets: SocketGuard,
  ) {
    const speed = { graceMs: config.BODY_GRACE_MS, bytesPerSecond: BYTES_PER_SECOND };
    this.reading = {
      usual: new BodyReading({ ...READING.usual, ...speed }),
      stops: new BodyReading({ ...READING.stops, ...speed }),
    };
  }

  async answer(request: WireRequest, reply: WireReply, route: Route): Promise<WireReply> {
    const path = pathAtApp(request.url, route);
    if (path === undefined) {
      sendProblem(reply, 404);
      return reply;
    }
    const lane = laneOf(request);
    if (lane === 'usual') await this.turns.next();
    if (reply.raw.closed) throw new CallerGone();
    const limit = this.limitFor(route, path);
    if (Number(request.headers['content-length'] ?? 0) > limit) throw new BodyTooLarge(limit);
    const body = await this.bodyOf(request, reply, lane, limit);
    reply.raw.once('close', this.sockets.keep(request.raw.socket));
    const answer = await this.to(route.upstream, lane).ask(request, reply, path, body);
    passOn(reply, answer, route.upstream, this.config.STALL_MS);
    return reply;
  }

  /** Ends what is still being read and the connections to the apps. */
  stop(): void {
    for (const reading of Object.values(this.reading)) reading.stop();
    for (const connections of this.connections.values()) connections.close();
  }

  private bodyOf(request: WireRequest, reply: WireReply, lane: LaneName, limit: number): Promise<Buffer> {
    const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
    // A GET's body means nothing (RFC 9110 9.3.1); the server throws it away after the answer.
    const has = (length !== undefined && length !== '0') || coding !== undefined;
    if (!has || request.method === 'GET' || request.method === 'HEAD') return Promise.resolve(Buffer.alloc(0));
    return this.reading[lane].read(request.ip, request.raw, reply.raw, limit);
  }

  private limitFor({ upstream }: Route, path: string): number {
    const records = upstream === 'relay' && path.startsWith('/v1/records');
    return records ? this.config.BODY_LIMIT_BYTES : Math.min(SMALL_BODY, this.config.BODY_LIMIT_BYTES);
  }

  private to(upstream: Upstream, lane: LaneName): AppConnections {
    const name = `${upstream} ${lane}`;
    const known = this.connections.get(name);
    if (known) return known;
    const address = new URL(this.config.upstreamUrl(upstream));
    const made = new AppConnections(address, lane, this.config.UPSTREAM_TIMEOUT_MS);
    this.connections.set(name, made);
    return made;
  }
}

/** What a path of the public surface is called at its app; undefined where no app may see it. */
function pathAtApp(url: string, { prefix, upstream, rewritePrefix }: Route): string | undefined {
  if (upstream === 'portal' ? !leadsToPortal(url) : climbs(url) || !url.startsWith(prefix)) return undefined;
  return rewritePrefix + url.slice(prefix.length);
}
