/** Lines by which a door would have a trail of its own. */
export const SECOND_TRAILS: readonly (readonly [string, string])[] = [
  ['seals an entry', "const entry = sealEntry({ kind: 'search', bundle: null, detail, holder, holderKey, index });"],
  ['opens an entry', 'return openDetail({ sealed, wrappedEntryKey }, key, id);'],
  ['reads a data key', "const key = this.ring.unwrapKey(row.key, { level: 'resident', id });"],
  ['reads a data key', "holderKey: this.ring.placeKey('place'),"],
  ['reads a data key', "const sql = 'SELECT consent.resident_key_v1($1) AS key';"],
  ['makes a data key', "const { dataKey, wrapped } = ring.newDataKey({ level: 'resident', id });"],
  ['appends an entry', "await tx.query('SELECT audit.append_v1($1::jsonb)', [JSON.stringify(entry)]);"],
  ['asks whom a pseudonym means', "const sql = 'SELECT consent.resident_by_pseudonym_v1($1, $2) AS id';"],
  ['has a rule of ids', 'if (!/^[a-z2-7]{26}$/.test(id)) return null;'],
];
