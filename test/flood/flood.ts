import { connect, type Socket } from 'node:net';
import { WAYS_TO_HOLD, type WayToHold } from './ways-to-hold.js';

const AGAIN_EVERY_MS = 500;

/** So many sockets that hold an address in every way there is; one that is cut off comes again. */
export class Flood {
  private readonly sockets = new Map<Socket, WayToHold>();
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly port: number,
    private readonly size: number,
  ) {
    this.timer = setInterval(() => this.goOn(), AGAIN_EVERY_MS);
  }

  /** Resolves when all of them are connected. */
  static async start(url: string, size: number): Promise<Flood> {
    const flood = new Flood(Number(new URL(url).port), size);
    await Promise.all(Array.from({ length: size }, (_, index) => flood.open(index)));
    return flood;
  }

  stop(): void {
    clearInterval(this.timer);
    for (const socket of this.sockets.keys()) socket.destroy();
  }

  private open(index: number): Promise<void> {
    const way = WAYS_TO_HOLD[index % WAYS_TO_HOLD.length]!;
    const socket = connect(this.port, '127.0.0.1');
    this.sockets.set(socket, way);
    // Whatever the edge does to such a socket is its right.
    socket.on('error', () => socket.destroy()).once('close', () => this.sockets.delete(socket));
    if (way.name !== 'never reading') socket.resume();
    return new Promise((resolve) => {
      socket
        .once('close', () => resolve())
        .once('connect', () => {
          way.begin(socket);
          resolve();
        });
    });
  }

  private goOn(): void {
    for (const [socket, way] of this.sockets) if (socket.writable) way.goOn?.(socket);
    for (let missing = this.size - this.sockets.size; missing > 0; missing -= 1) void this.open(missing);
  }
}
