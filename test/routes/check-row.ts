import { judge } from './judge.js';
import type { Person } from './place/people.js';
import type { Answer, Place } from './place/place.js';
import type { Expected, Row } from './read-matrix.js';
import { AUDIT } from './requests/audit.js';
import { CONSENT } from './requests/consent.js';
import { POLICY } from './requests/policy.js';
import { secretsOf, type Asking, type Question } from './requests/question.js';
import { RELAY } from './requests/relay.js';

const ASKING: Readonly<Record<string, Asking>> = { ...CONSENT, ...POLICY, ...RELAY, ...AUDIT };

/** How one person asks the route of a row. */
export async function asks(place: Place, row: Row, as: Person): Promise<Question> {
  const asking = ASKING[row.name];
  if (!asking) throw new Error(`nobody has said how to ask ${row.name}`);
  return asking(place, as);
}

/** What is wrong with an answer apart from what the matrix says of it. */
export type Look = (row: Row, answer: Answer, as: Person) => string[];

/** Asks one route as everybody in turn; answers with what differs from the matrix, a line for each person and fault. */
export async function checkRow(place: Place, row: Row, look: Look = () => []): Promise<string[]> {
  const faults: string[] = [];
  for (const [as, expected] of row.cells) {
    for (const fault of await checkCell(place, row, as, expected, look)) faults.push(`${row.name} as ${as}: ${fault}`);
  }
  return faults;
}

async function checkCell(place: Place, row: Row, as: Person, expected: Expected, look: Look): Promise<string[]> {
  const { app } = row;
  const { real, unknown, mark = '', secrets = secretsOf(place), tidy } = await asks(place, row, as);
  try {
    const heard = { real: await place.send(app, as, real), mark, secrets };
    const seen = look(row, heard.real, as);
    if (!unknown) return [...seen, ...judge(expected, heard)];
    return [...seen, ...judge(expected, { ...heard, unknown: await place.send(app, as, unknown) })];
  } finally {
    await tidy?.();
  }
}
