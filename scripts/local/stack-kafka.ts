import { setTimeout as wait } from 'node:timers/promises';
import { untilItWorks } from './back-off.js';
import { startKafka, type RunningKafka } from './kafka.js';
import type { Layout } from './layout.js';
import { isRunning, processesNaming, stopProcess, type ProcessRef } from './processes.js';
import type { RunFile } from './run-file.js';
import { reasonOf, say, warn } from './say.js';

const LOOK_EVERY_MS = 1_000;
const STOPS_WITHIN_MS = 20_000;

/** The Kafka broker of `npm run start:kafka`: ours, on its port, kept running until the stack stops. */
export class StackKafka {
  private broker: RunningKafka | undefined;
  private ref: ProcessRef | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly layout: Layout,
    private readonly runFile: RunFile,
  ) {}

  /** Answers with the brokers' address. */
  async start(): Promise<string> {
    await this.stopUnrecorded();
    await this.startBroker();
    void this.keepRunning();
    return this.broker!.brokers;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.broker?.stop();
    this.runFile.remove('kafka');
  }

  private async startBroker(): Promise<void> {
    this.broker = await startKafka({
      dataDir: this.layout.path('kafka'),
      port: this.layout.port('kafka'),
      report: say,
    });
    this.ref = this.runFile.add('kafka', this.broker.pid);
  }

  /** A broker whose supervisor was killed before it could write it down: known by the configuration file it was given. */
  private async stopUnrecorded(): Promise<void> {
    const left = processesNaming('kafka', this.layout.path('kafka', 'server.properties'));
    await Promise.all(left.map((ref) => stopProcess(ref, 'SIGTERM', STOPS_WITHIN_MS)));
  }

  private async keepRunning(): Promise<void> {
    const { signal } = this.stopping;
    const onFailure = (error: unknown, pauseMs: number): void =>
      warn(`Kafka does not start (${reasonOf(error)}); trying again in ${pauseMs / 1000} s.`);
    while (!signal.aborted) {
      if (this.ref && !isRunning(this.ref)) {
        warn('Kafka ended by itself; starting it again.');
        await untilItWorks(() => this.startBroker(), { firstMs: 500, longestMs: 30_000, onFailure, signal }).catch(
          () => undefined,
        );
        if (signal.aborted) await this.broker?.stop();
      }
      await wait(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}
