import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { DiscloseOrder, Order, Report, Tally } from './discloser/orders.js';
import { program } from '#libs/testing';

/** Real operating system processes that disclose. They outlive one race, because starting them costs a second. */
export class Disclosers {
  private constructor(private readonly children: readonly ChildProcess[]) {}

  static async start(count: number): Promise<Disclosers> {
    const children = Array.from({ length: count }, () =>
      fork(program('test/race/discloser/main.ts'), {
        execArgv: [],
        env: { ...process.env, NODE_OPTIONS: '' },
      }),
    );
    await Promise.all(children.map((child) => next(child, 'ready')));
    return new Disclosers(children);
  }

  /** Divides the disclosers of an order among the processes, each with its own seed. */
  begin(order: Omit<DiscloseOrder, 'kind' | 'disclosers'> & { readonly disclosers: number }): void {
    const share = order.disclosers / this.children.length;
    this.children.forEach((child, n) => {
      const disclosers = Math.floor(share * (n + 1)) - Math.floor(share * n);
      child.send({ ...order, kind: 'start', disclosers, seed: order.seed * 10 + n } satisfies Order);
    });
  }

  /** Tells all to finish what they are at, and gathers what they were told. */
  end(): Promise<Tally[]> {
    return Promise.all(
      this.children.map(async (child) => {
        const told = next(child, 'tally');
        child.send({ kind: 'stop' } satisfies Order);
        return (await told).tally;
      }),
    );
  }

  /** Stops one process where it stands (SIGSTOP), or lets it go on. */
  freeze(n: number): void {
    this.children[n % this.children.length]!.kill('SIGSTOP');
  }

  thaw(n: number): void {
    this.children[n % this.children.length]!.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    const running = this.children.filter((child) => child.exitCode === null && child.signalCode === null);
    await Promise.all(
      running.map(async (child) => {
        const exited = once(child, 'exit');
        child.disconnect();
        await exited;
      }),
    );
  }
}

type ReportOf<Kind extends Report['kind']> = Extract<Report, { kind: Kind }>;

function next<Kind extends Report['kind']>(child: ChildProcess, kind: Kind): Promise<ReportOf<Kind>> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void): void => {
      child.off('exit', onExit).off('message', onReport);
      then();
    };
    const onExit = (code: number | null): void =>
      settle(() => reject(new Error(`a discloser process ended early (exit code ${code ?? 'none'})`)));
    const onReport = (report: Report): void => {
      if (report.kind === kind) settle(() => resolve(report as ReportOf<Kind>));
    };
    child.on('exit', onExit).on('message', onReport);
  });
}
