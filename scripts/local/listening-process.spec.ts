import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { listensOn } from './listening-process.js';

describe('listensOn', () => {
  it('knows which process listens', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect([listensOn(process.pid, port), listensOn(process.ppid, port)]).toEqual([true, false]);
    server.close();
    await once(server, 'close');
    expect(listensOn(process.pid, port)).toBe(false);
  });
});
