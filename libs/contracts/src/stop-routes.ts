/** A door that stops or narrows sharing, at the app that answers it. */
export interface StopRoute {
  readonly app: 'consent' | 'policy' | 'relay' | 'portal';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** As the app's router spells it: `:name` stands for one part. */
  readonly path: string;
}

/**
 * Every door through which somebody stops or narrows sharing. Promise 2 holds for these whatever else is going on, so
 * the edge and the apps keep a lane for them that no other request may enter. A door that can do both (a directive may
 * be a yes or a no; roles may grow or shrink) stands here: whether it narrows is known only after its body was read.
 * Adding a line is safe; taking one out makes a stop wait behind everything else.
 */
export const STOP_ROUTES: readonly StopRoute[] = [
  ...posts('consent', [
    '/v1/directives/:id/withdraw',
    '/v1/directives/:id/uphold',
    '/v1/residents/:id/directives',
    '/v1/residents/:id/restrictions',
    '/v1/residents/:id/shields',
    '/v1/residents/:id/opt-outs',
    '/v1/residents/:id/capacity-assessments',
    '/v1/shield-allowances/:id/end',
    '/v1/best-interests/:id/end',
    '/v1/sign-ins/:id/remove',
  ]),
  { app: 'consent', method: 'PATCH', path: '/v1/directives/:id' },
  ...posts('policy', [
    '/v1/agencies/:code/suspend',
    '/v1/agreements/:id/suspend',
    '/v1/bundles/:hash/stop',
    '/v1/bundles/rollback',
    '/v1/category-stops',
    '/v1/principals/:id/suspend',
    '/v1/relationships/:id/end',
  ]),
  { app: 'policy', method: 'PUT', path: '/v1/agencies/:code/protocols' },
  { app: 'policy', method: 'PUT', path: '/v1/principals/:id/roles' },
  ...posts('relay', ['/v1/records/:id/retract']),
  ...pages([
    '/resident/choices/:id/stop',
    '/resident/stop-all',
    '/resident/refuse',
    '/resident/refuse/what',
    '/resident/refuse/check',
    '/resident/agreements/:id/object',
    '/practitioner/people/:id/told',
    '/practitioner/people/:id/told/check',
    ...['which', 'part', 'channel'].map((step) => `/practitioner/people/:id/told/${step}`),
    '/officer/agreements/:id/stop',
    '/officer/policies/rollback',
    '/officer/stops/:kind',
  ]),
  ...posts('portal', ['/resident/agreements/:id/no']),
];

/** Whether a request to an app, by its path there, is such a door. */
export function stopsSharing(app: string, method: string, path: string): boolean {
  return PATTERNS.some(({ route, pattern }) => route.app === app && route.method === method && pattern.test(path));
}

const PATTERNS = STOP_ROUTES.map((route) => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/:[a-z]+/g, '[^/]+')}/?$`),
}));

function posts(app: StopRoute['app'], paths: readonly string[]): StopRoute[] {
  return paths.map((path) => ({ app, method: 'POST', path }));
}

/** A page's question and its form. */
function pages(paths: readonly string[]): StopRoute[] {
  return paths.flatMap((path) =>
    (['GET', 'POST'] as const).map((method) => ({ app: 'portal' as const, method, path })),
  );
}
