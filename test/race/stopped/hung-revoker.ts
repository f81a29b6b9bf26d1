/** A revoker that changes a fact and then waits inside its transaction: told what to do, and stopped, by its parent. */
import pg from 'pg';

export type HungOrder =
  | { readonly kind: 'begin'; readonly url: string; readonly sql: string }
  | { readonly kind: 'commit' };
export type HungReport = 'ready' | 'holding' | 'committed' | 'ended';

let client: pg.Client;

async function obey(order: HungOrder): Promise<HungReport> {
  if (order.kind === 'begin') {
    client = new pg.Client({ connectionString: order.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await client.query(order.sql);
    return 'holding';
  }
  return client.query('COMMIT').then(
    () => 'committed' as const,
    () => 'ended' as const,
  );
}

process.on('message', (order: HungOrder) => void obey(order).then((report) => process.send!(report)));
process.once('disconnect', () => process.exit(0));
process.send!('ready' satisfies HungReport);
