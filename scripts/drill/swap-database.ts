import { directClient } from '#libs/persistence';
import type pg from 'pg';

/**
 * A backup of one database, taken and put back while its apps run: a copy inside the same server, since the embedded
 * PostgreSQL comes without pg_dump. Sessions are cut for both, as a restore cuts them.
 */
export class SwapDatabase {
  private readonly name: string;
  private readonly server: URL;

  /** `adminUrl`: of a superuser, on the database itself. */
  constructor(adminUrl: string) {
    this.server = new URL(adminUrl);
    this.name = this.server.pathname.slice(1);
    this.server.pathname = '/postgres';
  }

  backUp(): Promise<void> {
    return this.cutOff((client) =>
      client.query(`CREATE DATABASE ${this.name}_backup TEMPLATE ${this.name} STRATEGY file_copy`),
    );
  }

  /** What was there stands aside under another name, so that nothing of a drill is lost. */
  restore(): Promise<void> {
    return this.cutOff(async (client) => {
      await client.query(`ALTER DATABASE ${this.name} RENAME TO ${this.name}_lost`);
      await client.query(`ALTER DATABASE ${this.name}_backup RENAME TO ${this.name}`);
    });
  }

  async clear(): Promise<void> {
    const client = await this.connect();
    try {
      for (const end of ['backup', 'lost'])
        await client.query(`DROP DATABASE IF EXISTS ${this.name}_${end} WITH (FORCE)`);
    } finally {
      await client.end();
    }
  }

  private async cutOff(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
    const client = await this.connect();
    try {
      await client.query(`ALTER DATABASE ${this.name} ALLOW_CONNECTIONS false`);
      for (let left = 1; left > 0;) {
        const ended = await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
          this.name,
        ]);
        left = ended.rowCount ?? 0;
      }
      await work(client);
      await client.query(`ALTER DATABASE ${this.name} ALLOW_CONNECTIONS true`);
    } finally {
      await client.end();
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = directClient(this.server.href, 'restore-drill');
    await client.connect();
    return client;
  }
}
