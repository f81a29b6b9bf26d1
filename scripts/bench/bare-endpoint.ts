import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROJECT_ROOT } from '../local/layout.js';
import { failure } from './child-process.js';
import { withCpu } from './cpu/with-cpu.js';
import { prepareInserts } from './inserted-row.js';
import { addressOfApps, type OwnStack } from './own-stack.js';
import { roundOfAnswers } from './requests/round-of-answers.js';
import { sendRequests } from './requests/send-requests.js';
import type { Round } from './round.js';

const ENTRY = join(PROJECT_ROOT, 'dist', 'scripts', 'bench', 'insert-endpoint.js');

export interface BareLoad {
  readonly connections: number;
  readonly seconds: number;
}

/** What a path of the broker stands beside: the same framework, a token that is verified and remembered, one INSERT. */
export class BareEndpoint {
  private constructor(
    private readonly stack: OwnStack,
    private readonly url: string,
    private readonly pid: number,
    readonly stop: () => Promise<void>,
  ) {}

  /** In a process of its own, as the apps are, and by the same way to the database. */
  static async start(stack: OwnStack): Promise<BareEndpoint> {
    await prepareInserts(stack.database);
    const own = { DATABASE_URL: await addressOfApps(stack), ISSUER: stack.endpoints.identity };
    const child = spawn(process.execPath, [ENTRY], {
      env: { ...process.env, ...own },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [url] = (await Promise.race([once(createInterface(child.stdout), 'line'), failure(child)])) as [string];
    return new BareEndpoint(stack, url, child.pid!, async () => {
      child.stdin.end();
      await once(child, 'exit');
    });
  }

  measure(load: BareLoad): Promise<Round> {
    return withCpu(this.stack.worked([this.pid]), async () => {
      const token = await this.stack.town.token('osei');
      const requests = { port: Number(new URL(this.url).port), paths: ['/'], token, once: false, ...load };
      return roundOfAnswers([await sendRequests(requests)]);
    });
  }
}
