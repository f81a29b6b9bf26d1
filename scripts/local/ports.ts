import { createServer } from 'node:net';
import { APPS, type Layout, type OtherPort } from './layout.js';

/** Ports are free, or this. The text says which one is not and how to move them all. */
export class PortTaken extends Error {
  constructor(port: number, name: string) {
    super(
      `Port ${port} (for ${name}) is taken by another program. Stop that program, or move every port of this stack, ` +
        `for example: PORT_BASE=${port + 1000} npm start`,
    );
  }
}

/** Throws PortTaken for the first port of this stack that somebody else listens on. */
export async function requireFreePorts(layout: Layout, others: readonly OtherPort[]): Promise<void> {
  for (const name of [...APPS, ...others]) {
    if (!(await isFree(layout.port(name)))) throw new PortTaken(layout.port(name), name);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
