import { Agent, request as send, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent, request as sendByTls } from 'node:https';
import { IDLE_MS, Lane } from '#libs/http';
import { LANES } from '../limits/limits.js';
import { forwardedHeaders } from './forwarded-headers.js';
import type { WireReply, WireRequest } from './wire.js';

/** Thrown where an app said nothing for too long. */
export class AppTooSlow extends Error {}

/**
 * The connections to one app through one lane. A request gets one only once its body is here, and keeps it until its
 * answer has gone; nothing is ever sent twice, because a GET may disclose and is decided once. So an idle one is let go long
 * before the app would end it, or sooner where the app says so (`Keep-Alive`).
 */
export class AppConnections {
  private readonly lane: Lane;
  private readonly secure: boolean;
  private readonly agent: Agent | TlsAgent;

  constructor(
    private readonly address: URL,
    lane: keyof typeof LANES,
    private readonly patienceMs: number,
    idleMs: number = IDLE_MS.asker,
  ) {
    const limits = LANES[lane];
    this.lane = new Lane(limits);
    this.secure = address.protocol === 'https:';
    // Node goes by an app's `Keep-Alive` only below a timeout of the agent's own.
    const kept = { keepAlive: true, maxSockets: limits.slots, timeout: idleMs };
    this.agent = this.secure ? new TlsAgent(kept) : new Agent(kept);
  }

  /** The app's answer, its body unread. Rejects when the app is away, too slow or breaks off, or the lane is full. */
  async ask(request: WireRequest, reply: WireReply, path: string, body: Buffer): Promise<IncomingMessage> {
    await this.lane.admit(request.ip, reply.raw);
    return new Promise((resolve, reject) => {
      const outgoing = (this.secure ? sendByTls : send)({
        agent: this.agent,
        protocol: this.address.protocol,
        hostname: this.address.hostname.replace(/^\[|\]$/g, ''),
        port: this.address.port,
        method: request.method,
        path,
        headers: forwardedHeaders(request, body),
        timeout: this.patienceMs,
      });
      // Beside the option, which rules while connecting: a kept connection whose idle time was as long would keep that of the app.
      outgoing.setTimeout(this.patienceMs, () => outgoing.destroy(new AppTooSlow()));
      // Stays for good: an app may break off after its answer has begun, which is the answer's own error then.
      outgoing.on('error', reject);
      outgoing.once('response', resolve);
      reply.raw.once('close', () => outgoing.destroy());
      outgoing.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
