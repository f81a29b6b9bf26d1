/** Seeded fault, for `--import`: somebody left a line in that prints what comes in. */
import { IncomingMessage } from 'node:http';

const push = IncomingMessage.prototype.push;
IncomingMessage.prototype.push = function (chunk, encoding) {
  if (chunk) process.stdout.write(`{"level":"debug","msg":"received","body":${JSON.stringify(String(chunk))}}\n`);
  return push.call(this, chunk, encoding);
};
