import type { Socket } from 'node:net';

/** One way to hold a socket of the edge for nothing: what is written at once, and then every now and then. */
export interface WayToHold {
  readonly name: string;
  begin(socket: Socket): void;
  goOn?(socket: Socket): void;
}

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const WITHDRAW = `/api/consent/v1/directives/${ID}/withdraw`;
const LOOKUP = '/api/consent/v1/residents/lookup';
const BIG_ANSWER = '/api/consent/openapi.json';
const CHUNK = `1000\r\n${'x'.repeat(0x1000)}\r\n`;

const head = (line: string, ...headers: readonly string[]): string =>
  [`${line} HTTP/1.1`, 'Host: edge', ...headers, '', ''].join('\r\n');
const JSON_BODY = 'Content-Type: application/json';

export const WAYS_TO_HOLD: readonly WayToHold[] = [
  { name: 'nothing', begin: () => undefined },
  { name: 'half a header', begin: (socket) => socket.write('POST /api/consent/v1/residents HTTP/1.1\r\nHost: ed') },
  {
    name: 'a header a second',
    begin: (socket) => socket.write('GET /resident HTTP/1.1\r\n'),
    goOn: (socket) => socket.write('X-More: 1\r\n'),
  },
  {
    name: 'half a body',
    begin: (socket) => socket.write(`${head(`POST ${LOOKUP}`, JSON_BODY, 'Content-Length: 5000')}{"familyName": "`),
  },
  {
    name: 'half a withdrawal',
    begin: (socket) => socket.write(`${head(`POST ${WITHDRAW}`, JSON_BODY, 'Content-Length: 40')}{`),
  },
  {
    name: 'a byte a second',
    begin: (socket) => socket.write(head(`POST ${LOOKUP}`, JSON_BODY, 'Content-Length: 5000')),
    goOn: (socket) => socket.write(' '),
  },
  {
    name: 'chunks without end',
    begin: (socket) => socket.write(head('POST /api/relay/v1/records', JSON_BODY, 'Transfer-Encoding: chunked')),
    goOn: (socket) => socket.write(CHUNK),
  },
  {
    name: 'a body in crumbs',
    begin: (socket) => socket.write(head('POST /api/relay/v1/records', JSON_BODY, 'Transfer-Encoding: chunked')),
    goOn: (socket) => socket.write('1\r\nx\r\n'.repeat(2_000)),
  },
  {
    name: 'a length of a gigabyte',
    begin: (socket) => socket.write(head(`POST ${LOOKUP}`, JSON_BODY, 'Content-Length: 1000000000')),
    goOn: (socket) => socket.write('x'.repeat(0x1000)),
  },
  {
    name: 'one body too large after the other',
    begin: (socket) => socket.write(head(`POST ${LOOKUP}`, JSON_BODY, 'Content-Length: 400000') + 'x'.repeat(0x4000)),
  },
  {
    name: 'never reading',
    begin: (socket) => {
      socket.pause();
      // As many as may wait on one connection.
      socket.write(head(`GET ${BIG_ANSWER}`).repeat(4));
    },
  },
  { name: 'idle after one answer', begin: (socket) => socket.write(head('GET /api/nowhere')) },
  { name: 'many requests at once', begin: (socket) => socket.write(head('GET /log/checkpoint').repeat(8)) },
  { name: 'a thousand requests at once', begin: (socket) => socket.write(head('GET /log/checkpoint').repeat(1_000)) },
  {
    name: 'gone with requests sent ahead',
    begin: (socket) => socket.write(head(`GET ${BIG_ANSWER}`) + head(`POST ${WITHDRAW}`) + head(`GET ${BIG_ANSWER}`)),
    goOn: (socket) => socket.resetAndDestroy(),
  },
  {
    name: 'waiting to be told to go on',
    begin: (socket) => socket.write(head(`POST ${LOOKUP}`, 'Expect: 100-continue', 'Content-Length: 9')),
  },
  {
    name: 'gone in the middle',
    begin: (socket) => socket.write(`${head(`POST ${LOOKUP}`, JSON_BODY, 'Content-Length: 5000')}{`),
    goOn: (socket) => socket.resetAndDestroy(),
  },
];
