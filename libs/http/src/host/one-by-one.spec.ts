import { once } from 'node:events';
import { createServer, IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { connect as connectByTls } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { answerOneByOne } from './one-by-one.js';

const GET = 'GET / HTTP/1.1\r\nHost: here\r\n\r\n';
const POST = 'POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n{}';
/** A key that both know is TLS without a certificate. */
const SHARED_KEY = { ciphers: 'PSK', maxVersion: 'TLSv1.2', minVersion: 'TLSv1.2' } as const;
const psk = Buffer.alloc(32, 7);

type Serve = (server: Server, answer: RequestListener) => unknown;
/** As Node does by itself: all that were sent ahead at once. */
const allAtOnce: Serve = (server, answer) => server.on('request', answer);

interface Held {
  readonly server: Server;
  readonly socket: Socket;
  /** Answers that were begun, held until they are let go. */
  readonly begun: ServerResponse[];
  readonly ended: () => number;
  /** Requests that Node has made. */
  readonly made: () => number;
}

describe('requests that a connection sends ahead', () => {
  const open: { server: Server; socket: Socket }[] = [];
  afterEach(() => {
    for (const { server, socket } of open.splice(0)) {
      socket.destroy();
      server.close();
      server.closeAllConnections();
    }
  });

  async function held(serve: Serve, tls = false): Promise<Held> {
    const begun: ServerResponse[] = [];
    let [ended, made] = [0, 0];
    class Counted extends IncomingMessage {
      constructor(socket: Socket) {
        super(socket);
        made += 1;
      }
    }
    const options = { IncomingMessage: Counted };
    const server = tls ? createTlsServer({ ...options, ...SHARED_KEY, pskCallback: () => psk }) : createServer(options);
    serve(server, (_request, response) => {
      begun.push(response.once('close', () => (ended += 1)));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const socket = tls
      ? connectByTls({
          port,
          host: '127.0.0.1',
          ...SHARED_KEY,
          pskCallback: () => ({ psk, identity: 'spec' }),
          checkServerIdentity: () => undefined,
        })
      : connect(port, '127.0.0.1');
    open.push({ server, socket: socket.on('error', () => undefined) });
    await once(socket, tls ? 'secureConnect' : 'connect');
    return { server, socket, begun, ended: () => ended, made: () => made };
  }
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('are answered in their order, one after the other, bodies too', async () => {
    const { begun, socket } = await held(answerOneByOne);
    socket.write(GET + POST + GET + POST);
    let heard = '';
    socket.on('data', (part) => (heard += String(part)));
    for (let turn = 0; turn < 4; turn += 1) {
      await until(() => begun.length > turn);
      expect(begun).toHaveLength(turn + 1);
      begun[turn]!.end(`answer ${turn}`);
      await until(() => heard.includes(`answer ${turn}`));
    }
    expect(heard.match(/answer \d/g)).toEqual(['answer 0', 'answer 1', 'answer 2', 'answer 3']);
  });

  /** How many of three are begun and never told that their caller has gone. */
  async function forgotten(serve: Serve): Promise<number> {
    const { begun, ended, server, socket } = await held(serve);
    socket.write(GET.repeat(3));
    await until(() => begun.length > 0);
    socket.resetAndDestroy();
    await until(() => ended() > 0);
    await new Promise((resolve) => server.close(resolve));
    return begun.length - ended();
  }

  it('are not begun once their caller has gone', async () => {
    expect(await forgotten(answerOneByOne)).toBe(0);
    expect(await forgotten(allAtOnce)).toBe(2);
  });

  interface Became {
    readonly made: number;
    readonly begun: number;
    readonly cut: boolean;
  }
  /** What a thousand become that are sent at once. */
  async function thousand(serve: Serve, tls: boolean, one = GET): Promise<Became> {
    const { begun, made, socket } = await held(serve, tls);
    const cut = once(socket.resume(), 'close').then(() => true);
    socket.write(one.repeat(1_000));
    await until(() => socket.destroyed || made() === 1_000);
    return { made: made(), begun: begun.length, cut: socket.destroyed && (await cut) };
  }

  it.each([
    ['', false],
    [' by TLS', true],
  ])('are cut off where they are many, and not even read%s', async (_by, tls) => {
    expect(await thousand(answerOneByOne, tls)).toEqual({ made: 5, begun: 1, cut: true });
    expect(await thousand(allAtOnce, tls)).toEqual({ made: 1_000, begun: 1_000, cut: false });
  });

  it('are cut off alike where Node would answer each by itself', async () => {
    const expecting = GET.replace('\r\n\r\n', '\r\nExpect: more\r\n\r\n');
    expect(await thousand(answerOneByOne, false, expecting)).toEqual({ made: 5, begun: 1, cut: true });
    expect(await thousand(allAtOnce, false, expecting)).toMatchObject({ made: 1_000 });
    const nowhere = 'GET / HTTP/1.1\r\n\r\n';
    expect(await thousand(answerOneByOne, false, nowhere)).toEqual({ made: 1, begun: 0, cut: true });
    expect(await thousand(allAtOnce, false, nowhere)).toMatchObject({ made: 1_000 });
  });
});
