/** A process that holds a lock while its store does not answer, and says so; for specs that stop it. Usage: URL KEY */
import { connect } from '../connect.js';
import { MemoryMarkStore } from '../marks/testing/memory-mark-store.js';
import { UnitOfWork } from '../unit-of-work.js';

const [url, key] = process.argv.slice(2) as [string, string];
const store = new MemoryMarkStore();
store.leave = () => {
  process.send!('waits');
  return new Promise(() => undefined);
};
const work = new UnitOfWork(await connect({ url, schema: 'consent', entities: [] }), store);
await work.run(async (tx) => {
  await tx.query(`SELECT fence.hold_v1('birth', $1)`, [key]);
  await work.mark(tx, 'resident:a');
});
