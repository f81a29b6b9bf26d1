/** A host of its own: leaves marks one after the other and says which of them are safe, until it is killed. Usage: FOLDER THING */
import { FileMarkStore } from '../file-mark-store.js';
import type { Thing } from '../mark-store.js';
import { markOf } from './mark-store-conformance.js';

const [folder, thing] = process.argv.slice(2) as [string, Thing];
const store = new FileMarkStore(folder);
for (;;) {
  const mark = markOf(thing);
  await store.leave(mark);
  process.send!(mark.id);
}
