import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleError, type CedarEntity, type EntityUid } from '#libs/cedar';

const FILE = 'entities.json';

/**
 * The bundle's entities, as `cedar authorize` takes them: a list of `{uid, attrs, parents}`. A bundle without the file has
 * none. @throws BundleError saying which entry is wrong
 */
export async function readEntities(folder: string): Promise<CedarEntity[]> {
  const text = await readFile(join(folder, FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  const entries = parse(text);
  if (!Array.isArray(entries)) throw faulty('must be a list of entities');
  const entities = entries.map(toEntity);
  const names = new Set<string>();
  for (const { uid } of entities) {
    const name = `${uid.type}::${JSON.stringify(uid.id)}`;
    if (names.has(name)) throw faulty(`${name} stands twice`);
    names.add(name);
  }
  return entities;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw faulty(error instanceof Error ? error.message : 'is not JSON');
  }
}

function toEntity(entry: unknown, index: number): CedarEntity {
  if (typeof entry !== 'object' || entry === null) throw faulty(`entry ${index} is not an object`);
  const { uid, attrs = {}, parents = [], ...more } = entry as Record<string, unknown>;
  const own = toUid(uid);
  if (!own) throw faulty(`entry ${index} has no uid of the form {"type": …, "id": …}`);
  const above = Array.isArray(parents) ? parents.map(toUid) : [undefined];
  if (above.includes(undefined)) throw faulty(`the parents of entry ${index} are not a list of names`);
  return { ...more, uid: own, attrs: attrs as CedarEntity['attrs'], parents: above as EntityUid[] };
}

/** Either of Cedar's forms: `{"type", "id"}`, or that within `__entity`. */
function toUid(value: unknown): EntityUid | undefined {
  const { __entity: inner, ...outer } = (value ?? {}) as { __entity?: unknown };
  const { type, id } = (inner ?? outer) as Partial<EntityUid>;
  return typeof type === 'string' && typeof id === 'string' ? { type, id } : undefined;
}

function faulty(message: string): BundleError {
  return new BundleError([{ file: FILE, line: 1, rule: null, message }]);
}
