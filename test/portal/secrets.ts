import { principalId } from '../../scripts/seed/put-people.js';
import { difference, masked, type Answer } from './same-page.js';
import { keepSomeChoices, type Scene } from './scene.js';
import type { Asked, Secret } from './secret-addresses.js';
import { Visitor } from './visitor.js';
import type { World } from './world.js';

/** Who asks, and what there is that is not theirs; then what never was, of the same form. */
interface NotTheirs {
  readonly as: Visitor;
  readonly theirs: readonly string[];
  readonly never: string;
}

const NO_ID = '99999999-9999-4999-8999-999999999999';
const CALLUM = { familyName: 'Reid', birthDate: '1985-06-09', postcode: 'ZZ10 4RE' };

/** Asks for what is somebody else's, for what never was and for what can be nothing, and tells every difference. */
export class Secrets {
  private constructor(
    private readonly asking: Readonly<Record<Secret, readonly NotTheirs[]>>,
    private readonly nobody: Visitor,
    private readonly bundle: string,
  ) {}

  static async of(world: World, { people, hidden, seen }: Scene): Promise<Secrets> {
    const visitor = (key: 'margaret' | 'pell' | 'harbour-ig'): Visitor => seen.get(key)!.visitor;
    const choices = await keepSomeChoices(world);
    const sam = await Visitor.of(world, 'sam');
    const [bundle] = await world.sql<{ hash: string }>('SELECT hash FROM policy.bundle LIMIT 1');
    const pseudonym = await world.pseudonymAt('nm-mh', CALLUM);
    const sql = "SELECT consent.resident_by_pseudonym_v1('NM-MH', $1) AS id";
    const [callum] = await world.sql<{ id: string }>(sql, [pseudonym]);
    const shown = seen.get('margaret')!.before.flatMap(({ asked }) => /looks\/([0-9a-f-]{36})$/.exec(asked)?.[1] ?? []);
    const theirs = await people.at('nm-asc');
    const noPerson = theirs.replace(/[a-z]/g, (letter) => (letter === 'a' ? 'b' : 'a'));
    const ofOfficer = (secret: readonly string[]): NotTheirs[] => [
      { as: visitor('harbour-ig'), theirs: secret, never: NO_ID },
    ];
    const asking: Record<Secret, readonly NotTheirs[]> = {
      own: [{ as: visitor('margaret'), theirs: [choices.yes], never: NO_ID }],
      choice: [{ as: sam, theirs: Object.values(choices), never: NO_ID }],
      look: [
        { as: visitor('margaret'), theirs: hidden.map(([line]) => line!.id), never: NO_ID },
        { as: sam, theirs: shown.slice(0, 1), never: NO_ID },
      ],
      agreement: [{ as: visitor('margaret'), theirs: ['D4', 'D5'], never: 'D9' }],
      unlisted: [{ as: visitor('margaret'), theirs: ['D4', 'D6b'], never: 'D9' }],
      person: [{ as: visitor('pell'), theirs: [theirs, pseudonym], never: noPerson }],
      entry: ofOfficer([hidden[0]![0]!.id, hidden[5]![0]!.id]),
      replay: ofOfficer([await replayOf(world, bundle!.hash)]),
      resident: ofOfficer([callum!.id]),
      requester: ofOfficer([principalId('beacon'), principalId('lowe')]),
    };
    return new Secrets(asking, await Visitor.of(world), bundle!.hash);
  }

  /** Empty when nobody can tell by it whether there is something. */
  async tells(method: string, { secret, paths, fields }: Asked): Promise<string[]> {
    const found: string[] = [];
    for (const [at, path] of paths.entries()) {
      const ask = async (who: Visitor, id: string): Promise<Answer> => {
        const address = path.replace('{id}', id).replace('{bundle}', this.bundle);
        return masked(await (method === 'GET' ? who.get(address) : who.send(address, fields ?? {})), id);
      };
      for (const { as, theirs, never } of this.asking[secret]) {
        found.push(...(await tellApart(never, theirs, (id) => ask(as, id))));
        if (at > 0) continue;
        const [first] = theirs as [string];
        found.push(...(await tellApart(never, [first], (id) => ask(this.nobody, id))));
        // What cannot be an id may have a page of its own, but the same whatever it was made of.
        for (const spoil of SPOILT) found.push(...(await tellApart(spoil(never), [spoil(first)], (id) => ask(as, id))));
      }
    }
    return found;
  }
}

const SPOILT = [(id: string): string => id.toUpperCase() + 'X', (id: string): string => `${id.slice(1)}-`];

async function tellApart(
  never: string,
  ids: readonly string[],
  ask: (id: string) => Promise<Answer>,
): Promise<string[]> {
  const [nothing, ...answers] = await Promise.all([never, ...ids].map(ask));
  return answers.flatMap((answer) => difference(nothing!, answer));
}

/** Somebody else's shadow replay; of a moment in which nothing was decided. */
async function replayOf(world: World, hash: string): Promise<string> {
  const until = new Date(Date.now() - 1000);
  const period = { from: new Date(until.getTime() - 1).toISOString(), until: until.toISOString() };
  const asked = { path: { hash }, body: period };
  return (await world.api('marsh').post('/api/policy/v1/bundles/{hash}/simulate', asked)).id;
}
