import { mkdirSync } from 'node:fs';
import { appCommands } from './app-commands.js';
import { AppProcess } from './app-process.js';
import { StackDatabase } from './database.js';
import { removeEndpoints, shown, writeEndpoints, type Endpoints } from './endpoints.js';
import type { AppName } from './layout.js';
import { requireFreePorts } from './ports.js';
import { untilReady } from './readiness.js';
import type { RunFile } from './run-file.js';
import { say, seconds } from './say.js';
import { ensureSecrets, LOG_ORIGIN } from './secrets.js';
import { seedTown } from './seed-town.js';
import type { StackSettings } from './settings.js';
import type { StackKafka } from './stack-kafka.js';

/** Everything that `npm start` starts, in order, and stops in the other order: edge, apps, Kafka, database. */
export class Stack {
  private apps: readonly AppProcess[] = [];
  private database: StackDatabase | undefined;
  private kafka: StackKafka | undefined;

  constructor(
    private readonly settings: StackSettings,
    private readonly runFile: RunFile,
    private readonly env: NodeJS.ProcessEnv,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves when all of it is ready. Rejects at the first thing that fails; `stop` then clears up what had begun. */
  async start(): Promise<Endpoints> {
    const { layout, databaseUrl, ownKafka, demo } = this.settings;
    removeEndpoints(layout);
    await requireFreePorts(layout, [
      'edge-admin',
      ...(databaseUrl ? [] : ['postgres' as const]),
      ...(ownKafka ? ['kafka' as const] : []),
    ]);
    mkdirSync(layout.path('logs'), { recursive: true, mode: 0o700 });
    const secrets = ensureSecrets(layout.dataDir);
    const { adminUrl, appsUrl } = await this.step('database', () => {
      this.database = new StackDatabase(this.settings, secrets, this.runFile, this.signal);
      return this.database.prepare();
    });
    const kafkaBrokers = ownKafka ? await this.step('kafka', () => this.startKafka()) : this.settings.kafkaBrokers;
    const around = { layout, secrets, databaseUrl: appsUrl, kafkaBrokers, logOrigin: LOG_ORIGIN, inherited: this.env };
    const commands = appCommands(around);
    await this.startApps(commands.map((command) => new AppProcess(command, this.runFile)));
    const identity = this.apps.some((app) => app.name === 'identity');
    // Without the development issuer nobody of the town could sign in, and a real place is no demo.
    if (demo && identity) {
      const audit = commands.find((command) => command.name === 'audit')!;
      const addresses = Object.fromEntries(
        this.apps.map(({ name }) => [`${name.toUpperCase()}_URL`, layout.url(name as AppName)]),
      );
      await seedTown(
        { ...audit.env, ...addresses, DATABASE_URL: adminUrl, APP_PASSWORDS_FILE: secrets.appPasswordsFile },
        this.signal,
      );
    }
    this.signal.throwIfAborted();
    const postgres = this.database!.isOurs ? adminUrl : shown(adminUrl);
    return writeEndpoints(layout, { postgres, kafka: kafkaBrokers, identity });
  }

  /** Idempotent. Nothing of ours runs afterwards. */
  async stop(): Promise<void> {
    removeEndpoints(this.settings.layout);
    const edge = this.apps.filter((app) => app.name === 'edge');
    const others = this.apps.filter((app) => app.name !== 'edge');
    for (const group of [edge, others]) await Promise.all(group.map((app) => app.stop()));
    await this.kafka?.stop();
    await this.database?.stop();
    this.runFile.discard();
  }

  private async startApps(apps: readonly AppProcess[]): Promise<void> {
    this.signal.throwIfAborted();
    this.apps = apps;
    for (const app of apps) app.start();
    const ready = async (app: AppProcess): Promise<void> => {
      await untilReady(app, this.settings.layout.operationsUrl(app.name as AppName), this.signal);
      app.settle();
    };
    await Promise.all(apps.map(ready));
  }

  private async startKafka(): Promise<string> {
    // Loaded only when asked for: a plain start needs neither Java nor Maven.
    const { StackKafka } = await import('./stack-kafka.js');
    this.kafka = new StackKafka(this.settings.layout, this.runFile);
    return this.kafka.start();
  }

  private async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    const started = Date.now();
    const result = await work();
    say(`  ${name} is ready (${seconds(started)})`);
    return result;
  }
}
