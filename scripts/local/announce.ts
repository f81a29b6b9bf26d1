import { Directory, type Person } from '../../apps/identity/src/people/directory.js';
import { DIRECTORY_FILE } from './app-commands.js';
import { shown, type Endpoints } from './endpoints.js';
import { say } from './say.js';

/** Tells the person at the terminal where everything is and who can sign in. */
export function announce(endpoints: Endpoints, demo: boolean): void {
  say('');
  for (const [name, address] of Object.entries(endpoints)) say(`  ${name.padEnd(9)} ${shown(address)}`);
  if (demo && endpoints.identity) announcePeople();
}

function announcePeople(): void {
  const people = Directory.fromFile(DIRECTORY_FILE).all();
  const keysOf = (kind: Person['kind']): string =>
    people
      .filter((person) => person.kind === kind)
      .map((person) => person.key)
      .join(' ');
  say('');
  say('Who can sign in (npm run -s token -- --as KEY prints a token; --list says who they are):');
  say(`  residents      ${keysOf('resident')}`);
  say(`  practitioners  ${keysOf('practitioner')}`);
  say(`  officers       ${keysOf('officer')}`);
  say(`  systems        ${keysOf('system')}`);
}
