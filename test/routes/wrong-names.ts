import { randomUUID } from 'node:crypto';
import { form } from './alike.js';
import { asks } from './check-row.js';
import { PEOPLE, type Person } from './place/people.js';
import type { Ask, Place } from './place/place.js';
import type { Row } from './read-matrix.js';
import { madeUpPseudonym, nameOfMargaret, secretsOf } from './requests/question.js';

/**
 * In URLs `{id}` is the caller's own identifier (design 5). Asks a route for Margaret under every name of hers that is not
 * the caller's to use: each must be answered as a name that was made up.
 */
export async function checkWrongNames(place: Place, row: Row): Promise<string[]> {
  const faults: string[] = [];
  for (const as of PEOPLE) {
    const own = nameOfMargaret(place, as);
    const { real, tidy } = await asks(place, row, as);
    for (const [name, madeUp] of foreignNames(place, as)) {
      const under = (other: string): Ask => ({ ...real, path: real.path.replace(`/${own}/`, `/${other}/`) });
      const answer = await place.send(row.app, as, under(name));
      const what = `${row.name} as ${as} under ${name}`;
      if (answer.status < 400 && !isEmptyPage(answer.text)) faults.push(`${what}: answered ${answer.status}`);
      if (secretsOf(place).some((secret) => answer.text.includes(secret)))
        faults.push(`${what}: shows something of her`);
      if (form(answer) !== form(await place.send(row.app, as, under(madeUp))))
        faults.push(`${what}: tells that the name is one`);
    }
    await tidy?.();
  }
  return faults;
}

function foreignNames(place: Place, as: Person): [name: string, madeUp: string][] {
  const { residentId, pseudonyms } = place;
  const own = nameOfMargaret(place, as);
  const known = [
    [residentId, randomUUID()] as const,
    ...Object.values(pseudonyms).map((name) => [name, madeUpPseudonym()] as const),
  ];
  // Whoever has no name for her got hold of one in the matrix itself; the others are tried here.
  return known.filter(([name]) => name !== own).map(([name, madeUp]) => [name, madeUp]);
}

const isEmptyPage = (text: string): boolean => text === '{"items":[],"next":null}';
