import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { refuse } from './refuse-unreadable.js';
import { unservable } from './unservable.js';

/** Requests of a connection that may wait behind the one being answered. Clients of today send none ahead. */
const MAY_WAIT = 3;

/** What Node's parser takes as: nothing more of these bytes is HTTP. */
const STOP_PARSING = 2;

type Line = [IncomingMessage, ServerResponse][];

/** `upgrade`: whether Node's parser takes what follows the headers for another language than HTTP. */
type Incoming = IncomingMessage & { upgrade: boolean | null };
type Take = (request: Incoming, keepAlive: boolean) => number;

interface Parsed extends Socket {
  /** Node's own, in all its versions so far; the spec would say if one had none. */
  readonly parser?: { onIncoming: Take };
  /** Node's own brake, on while an answer before has not been taken yet. */
  _paused?: boolean;
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
      parser.onIncoming = takeInTurn(parser.onIncoming, socket, lineOf(socket));
    });
  }
}

/**
 * Node's own taking of a request, but that what it would end by itself does not end the answers before it. Nobody speaks another
 * language here: who asks for one is answered in this one (RFC 9110 7.8). Node does not read what came behind such a request in the
 * same bytes, so its answer is the connection's last, and says so; else whoever sent more would wait for ever.
 */
function takeInTurn(take: Take, socket: Parsed, line: Line): Take {
  let ended = false;
  return (request, keepAlive) => {
    const speaksOn = request.upgrade === true;
    // Left standing, it would make Node destroy the connection of a CONNECT.
    request.upgrade = false;
    if (ended) return STOP_PARSING;
    if (line.length > MAY_WAIT) {
      socket.destroy();
      return STOP_PARSING;
    }
    const problem = unservable(request);
    ended = problem !== null || speaksOn;
    if (problem !== null) {
      refuse(socket, problem);
      return STOP_PARSING;
    }
    // The line is brake enough, and Node's would lose requests by TLS: what is decrypted while it is on counts as unreadable, or
    // is never read. It does not brake twice.
    socket._paused = true;
    const next = take(request, keepAlive && !speaksOn);
    socket._paused = false;
    return next;
  };
}

function begin(line: Line, answer: RequestListener): void {
  const [request, response] = line[0]!;
  response.once('close', () => {
    line.shift();
    if (line.length > 0 && !request.socket.destroyed) begin(line, answer);
  });
  answer(request, response);
}
