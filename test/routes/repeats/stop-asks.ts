import { STOP_ROUTES } from '#libs/contracts';
import { asks } from '../check-row.js';
import type { App } from '../place/apps.js';
import type { Ask, Place } from '../place/place.js';
import type { Person } from '../place/people.js';
import { type Matrix, type Row } from '../read-matrix.js';
import { aboutMargaret } from '../requests/about-margaret.js';
import type { Question } from '../requests/question.js';

/** A way to stop or narrow, asked anew each time about something new, by somebody who may. */
export interface StopAsk {
  readonly name: string;
  readonly app: App;
  readonly as: Person;
  ask(place: Place): Promise<Question>;
}

/** Each of the apps' stop routes as the matrix asks it, and what else those doors can do. */
export function stopAsks(matrix: Matrix): readonly StopAsk[] {
  const routes = STOP_ROUTES.filter(({ app }) => app !== 'portal');
  const listed = routes.map(({ app, method, path }) => {
    const route = `${method} ${path.replace(/:([a-z]+)/g, '{$1}')}`;
    const row = matrix.rows.find((each) => each.app === app && each.route === route);
    if (!row) throw new Error(`the matrix does not know ${route}`);
    return ofRow(row);
  });
  return [...listed, A_YES];
}

function ofRow(row: Row): StopAsk {
  const [as] = [...row.cells].find(([, { status, shows }]) => status < 300 && shows !== 'nothing of it')!;
  const ask = async (place: Place): Promise<Question> => {
    // Who has opted out stays so, which is no change.
    await place.admin.query('UPDATE consent.opt_out SET ends_at = fence.domain_now() WHERE ends_at IS NULL');
    return asks(place, row, as);
  };
  return { name: row.name, app: row.app, as, ask };
}

/** The same door as a refusal's: whether it stops is known only from its body. */
const A_YES: StopAsk = {
  ...{ name: 'POST /v1/residents/{id}/directives, a yes', app: 'consent', as: 'margaret' },
  ask: async (place) => {
    const parts = { recipients: ['HARBOUR'], categories: ['TENANCY'], purposes: ['HOUSUP'] };
    const ask = (name: string): Ask => ({
      ...{ method: 'POST', path: `/v1/residents/${name}/directives` },
      body: { instruction: 'give', ...parts },
    });
    // What bars it, an earlier no, is another test's.
    await place.admin.query(
      `UPDATE consent.directive SET superseded_at = fence.domain_now() WHERE superseded_at IS NULL AND status <> 'ConsentGiven'`,
    );
    return aboutMargaret(place, 'margaret', (name) => ({ real: ask(name) }));
  },
};
