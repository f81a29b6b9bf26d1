import { readSettingJson } from '#libs/sealing';

/** Who can sign in on a developer's machine. `agency` and `roles` are shown, never trusted: the broker reads its own tables. */
export interface Person {
  readonly key: string;
  readonly kind: 'resident' | 'practitioner' | 'officer' | 'system';
  readonly name: string;
  readonly agency: string | null;
  readonly roles: readonly string[];
}

const KINDS: readonly string[] = ['resident', 'practitioner', 'officer', 'system'];

/** The development issuer's list of people and systems, by the key that becomes the token's `sub`. */
export class Directory {
  private readonly byKey: ReadonlyMap<string, Person>;

  constructor(people: readonly Person[]) {
    this.byKey = new Map(people.map((person) => [person.key, person]));
  }

  /** Reads a JSON list; throws with the file and the place of the first entry that is not a person. */
  static fromFile(path: string): Directory {
    const list: unknown = readSettingJson('DIRECTORY_FILE', path);
    if (!Array.isArray(list)) throw new Error(`${path}: expected a list of people`);
    return new Directory(list.map((entry: unknown, at) => asPerson(entry, `${path}, entry ${at}`)));
  }

  find(key: string): Person | undefined {
    return this.byKey.get(key);
  }

  all(): readonly Person[] {
    return [...this.byKey.values()];
  }

  systems(): readonly Person[] {
    return this.all().filter((person) => person.kind === 'system');
  }
}

function asPerson(entry: unknown, where: string): Person {
  const { key, kind, name, agency, roles } = (entry ?? {}) as Record<string, unknown>;
  const known = typeof key === 'string' && typeof name === 'string' && typeof kind === 'string' && KINDS.includes(kind);
  const placed = agency === null || agency === undefined || typeof agency === 'string';
  if (!known || !placed) throw new Error(`${where}: needs key, kind (${KINDS.join(', ')}), name and agency`);
  return {
    key,
    kind: kind as Person['kind'],
    name,
    agency: agency ?? null,
    roles: Array.isArray(roles) ? roles.map(String) : [],
  };
}
