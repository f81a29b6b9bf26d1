import { readFileSync } from 'node:fs';
import { connect } from 'node:net';

/*
 * A load generator that costs little: written bytes in, counted answers out, each connection one request at a time. Run as a
 * process of its own: `raw-load.js PORT PATH BODIES_FILE CONNECTIONS SECONDS`, one JSON body a line. Prints how many were
 * answered 200, how many were not, how long it took, and each duration's percentile.
 */
const [port, path, file, connections, seconds] = process.argv.slice(2) as [string, string, string, string, string];

const requests = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((body) => {
    const headers = `Host: bench\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}`;
    return Buffer.from(`POST ${path} HTTP/1.1\r\n${headers}\r\n\r\n${body}`);
  });

const NOTHING: Buffer = Buffer.alloc(0);
const END_OF_HEAD = Buffer.from('\r\n\r\n');
const OK = Buffer.from('HTTP/1.1 200');
const LENGTH = [Buffer.from('content-length: '), Buffer.from('Content-Length: ')];

// Bytes are compared as they came: text made of each answer would make the generator slower than what it measures.
const isOk = (head: Buffer): boolean => head.compare(OK, 0, OK.length, 0, OK.length) === 0;

function contentLength(head: Buffer, end: number): number {
  const small = head.indexOf(LENGTH[0]!);
  const at = (small >= 0 ? small : head.indexOf(LENGTH[1]!)) + LENGTH[0]!.length;
  let length = 0;
  for (let digit = at; digit < end && head[digit]! >= 48 && head[digit]! <= 57; digit += 1) {
    length = length * 10 + head[digit]! - 48;
  }
  return length;
}

const durations = new Float64Array(4_000_000);
let answered = 0;
let failed = 0;
let next = 0;
const began = performance.now();
const until = began + Number(seconds) * 1000;
let open = Number(connections);

for (let client = 0; client < Number(connections); client += 1) run();

function run(): void {
  const socket = connect(Number(port), '127.0.0.1');
  socket.setNoDelay(true);
  let sent = 0;
  let missing = -1;
  let head: Buffer = NOTHING;
  const ask = (): void => {
    if (performance.now() >= until) return void socket.end();
    sent = performance.now();
    socket.write(requests[next]!);
    next = (next + 1) % requests.length;
  };
  socket.once('connect', ask);
  socket.on('data', (chunk: Buffer) => {
    if (missing < 0) {
      head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
      const end = head.indexOf(END_OF_HEAD);
      if (end < 0) return;
      if (!isOk(head)) failed += 1;
      missing = contentLength(head, end) - (head.length - end - END_OF_HEAD.length);
      head = NOTHING;
    } else missing -= chunk.length;
    if (missing > 0) return;
    missing = -1;
    durations[answered % durations.length] = performance.now() - sent;
    answered += 1;
    ask();
  });
  socket.on('error', () => {
    failed += 1;
  });
  socket.on('close', () => {
    open -= 1;
    if (open === 0) report();
  });
}

function report(): void {
  const took = (performance.now() - began) / 1000;
  const sorted = durations.subarray(0, Math.min(answered, durations.length)).sort();
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  process.stdout.write(`${JSON.stringify({ answered, failed, took, p50Ms: at(0.5), p99Ms: at(0.99) })}\n`);
}
