import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests of a connection that may wait behind the one being answered. Clients of today send none ahead. */
const MAY_WAIT = 3;

/** What Node's parser takes as: nothing more of these bytes is HTTP. */
const STOP_PARSING = 2;

type Line = [IncomingMessage, ServerResponse][];

interface Parsed extends Socket {
  /** Node's own, in all its versions so far; the spec would say if one had none. */
  readonly parser?: { onIncoming: (request: IncomingMessage, keepAlive: boolean) => number };
}

/**
 * Answers the requests of a connection one after the other (RFC 9112 9.3.2). Node begins all that were sent ahead, but tells only
 * the one whose turn it is that its caller has gone: the others would keep whatever place they took for ever.
 *
 * Whoever sends more than a few ahead is cut off, and the rest of what they sent is not even parsed: of 64 kB that come at once
 * Node makes 3,000 requests, with some megabytes of memory, before anybody is asked.
 */
export function answerOneByOne(server: Server, answer: RequestListener): void {
  const lines = new WeakMap<Socket, Line>();
  const lineOf = (socket: Socket): Line => lines.get(socket) ?? lines.set(socket, []).get(socket)!;
  // An expectation that nobody here knows is passed over (RFC 9110 10.1.1): Node would answer it beside the line.
  for (const event of ['request', 'checkExpectation']) {
    server.on(event, (request: IncomingMessage, response: ServerResponse) => {
      const line = lineOf(request.socket);
      if (line.push([request, response]) === 1) begin(line, answer);
    });
  }
  for (const event of ['connection', 'secureConnection']) {
    server.on(event, (socket: Parsed) => {
      const { parser } = socket;
      if (!parser) return;
      const line = lineOf(socket);
      const take = parser.onIncoming;
      parser.onIncoming = (request, keepAlive) => {
        const ahead = line.length;
        if (ahead > MAY_WAIT) {
          socket.destroy();
          return STOP_PARSING;
        }
        const next = take(request, keepAlive);
        // Node has refused it by itself (no Host), and ends the connection with that.
        return line.length === ahead ? STOP_PARSING : next;
      };
    });
  }
}

function begin(line: Line, answer: RequestListener): void {
  const [request, response] = line[0]!;
  response.once('close', () => {
    line.shift();
    if (line.length > 0 && !request.socket.destroyed) begin(line, answer);
  });
  answer(request, response);
}
