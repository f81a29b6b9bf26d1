import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export interface SocketLimits {
  readonly total: number;
  /** Of one address; Infinity where proxies stand before the edge and every socket is theirs. */
  readonly perAddress: number;
}

/**
 * Bounds the open sockets. A new one is always taken; where that is one too many, the oldest that is not being answered
 * gives way, of the address that has most: half a header, an idle connection, a slow body, half a TLS handshake.
 */
export class SocketGuard {
  private readonly sockets = new Map<string, Set<Socket>>();
  private readonly answering = new Set<string>();
  private total = 0;

  constructor(private readonly limits: SocketLimits) {}

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => this.add(socket));
  }

  /** Until the returned function is called, the request's socket is not the one that gives way. */
  keep(socket: Socket): () => void {
    const name = nameOf(socket);
    this.answering.add(name);
    return () => void this.answering.delete(name);
  }

  private add(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const siblings = this.sockets.get(address) ?? new Set();
    this.sockets.set(address, siblings.add(socket));
    this.total += 1;
    // A socket that breaks has nobody else to tell: without a listener its error would end the process.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      this.total -= 1;
      siblings.delete(socket);
      if (siblings.size === 0) this.sockets.delete(address);
    });
    if (siblings.size > this.limits.perAddress) this.dropOldestOf(siblings);
    else if (this.total > this.limits.total) this.dropOldestOf(this.most());
  }

  private most(): Set<Socket> {
    return [...this.sockets.values()].reduce((a, b) => (b.size > a.size ? b : a));
  }

  private dropOldestOf(siblings: ReadonlySet<Socket>): void {
    for (const socket of siblings) {
      if (socket.destroyed || this.answering.has(nameOf(socket))) continue;
      socket.destroy();
      return;
    }
  }
}

/** The same for a TLS socket and the one below it. */
const nameOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;
