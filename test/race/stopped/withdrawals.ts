import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { announce } from '../announce.js';

/** One resident's consent, given and withdrawn over a connection of consent_app as the consent app does it. */
export class Withdrawals {
  private directive = '';
  private version = 0;

  private constructor(
    private readonly client: pg.Client,
    private readonly resident: string,
  ) {}

  static async open(url: string, resident: string): Promise<Withdrawals> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new Withdrawals(client, resident);
  }

  async give(recipient: string, category: string, purpose: string): Promise<void> {
    this.directive = randomUUID();
    this.version = 1;
    await this.client.query('BEGIN');
    await this.client.query(announce(`resident:${this.resident}`));
    await this.client.query(
      `INSERT INTO consent.directive (id, version, resident_id, status, recipients, categories, purposes, starts_at, channel, recorded_by)
       VALUES ($1, 1, $2, 'ConsentGiven', ARRAY[$3], ARRAY[$4], ARRAY[$5], fence.domain_now(), 'online', 'race')`,
      [this.directive, this.resident, recipient, category, purpose],
    );
    await this.client.query('COMMIT');
  }

  /** Milliseconds from the first statement to the acknowledged commit. */
  async withdraw(): Promise<number> {
    const begun = performance.now();
    await this.client.query('BEGIN');
    await this.client.query(announce(`resident:${this.resident}`));
    await this.client.query(
      'UPDATE consent.directive SET superseded_at = fence.domain_now() WHERE id = $1 AND version = $2',
      [this.directive, this.version],
    );
    await this.client.query(
      `INSERT INTO consent.directive (id, version, resident_id, status, recipients, categories, purposes, starts_at, channel, recorded_by)
       SELECT id, version + 1, resident_id, 'ConsentWithdrawn', recipients, categories, purposes, starts_at, channel, recorded_by
       FROM consent.directive WHERE id = $1 AND version = $2`,
      [this.directive, this.version],
    );
    await this.client.query('COMMIT');
    this.version += 1;
    return performance.now() - begun;
  }

  close(): Promise<void> {
    return this.client.end();
  }
}
