/** One planted breach of each import rule: what a file of that name would have to say to break it. */
export const BREACHES: Readonly<Record<string, { file: string; says: string }>> = {
  'no-cycles': {
    file: 'libs/cedar/src/cycle-a.ts',
    says: "import type { B } from './cycle-b.js';\nexport type A = { b?: B };",
  },
  'rank-0-stands-alone': { file: 'libs/domain/src/planted.ts', says: "export { cedar } from '#libs/cedar';" },
  'rank-1-below-rank-2': { file: 'libs/cedar/src/planted.ts', says: "export { pdp } from '#libs/pdp';" },
  'rank-2-below-rank-3': { file: 'libs/pdp/src/assured.ts', says: "export { assurance } from '#libs/assurance';" },
  'libraries-not-aside': { file: 'libs/pdp/src/planted.ts', says: "export { connector } from '#libs/connector';" },
  'assurance-off-the-path': { file: 'apps/alpha/src/assured.ts', says: "export { assurance } from '#libs/assurance';" },
  'rules-without-packages': { file: 'libs/tlog/src/planted.ts', says: "export { Client } from 'pg';" },
  'contracts-decorate-only': { file: 'libs/contracts/src/planted.ts', says: "export { Client } from 'pg';" },
  'libs-below-apps': { file: 'libs/pdp/src/up.ts', says: "export { room } from '../../../apps/alpha/src/room.js';" },
  'apps-apart': { file: 'apps/alpha/src/other-app.ts', says: "export { room } from '../../beta/src/room.js';" },
  'apps-below-scripts': {
    file: 'apps/alpha/src/script.ts',
    says: "export { script } from '../../../scripts/script.js';",
  },
  'test-stays-outside': {
    file: 'libs/cedar/src/outside.spec.ts',
    says: "export { setup } from '../../../test/setup.js';",
  },
  'connector-outside': { file: 'apps/alpha/src/connector.ts', says: "export { connector } from '#libs/connector';" },
  'client-by-itself': { file: 'libs/client/src/planted.ts', says: "export { domain } from '#libs/domain';" },
  'testing-in-tests-only': { file: 'apps/alpha/src/testing.ts', says: "export { testing } from '#libs/testing';" },
  'library-by-its-front-door': {
    file: 'apps/alpha/src/back-door.ts',
    says: "export { inside } from '../../../libs/cedar/src/inside.js';",
  },
  'metrics-in-telemetry': { file: 'apps/alpha/src/gauge.ts', says: "export { Gauge } from 'prom-client';" },
  'registry-below-rules': {
    file: 'apps/policy/src/registry/agency.ts',
    says: "export { bundle } from '../rules/bundle.js';",
  },
  'rules-below-decisions': {
    file: 'apps/policy/src/rules/referee.ts',
    says: "export { answer } from '../decisions/answer.js';",
  },
  'opened-by-ways-out': {
    file: 'apps/relay/src/door/door.controller.ts',
    says: "export { keys } from '../keys/content-key.js';",
  },
  'no-test-as-code': { file: 'apps/alpha/src/spec.ts', says: "export { spec } from './room.spec.js';" },
  'packages-declared': { file: 'apps/alpha/src/development.ts', says: "export { assert } from 'fast-check';" },
  'all-resolved': { file: 'apps/alpha/src/nowhere.ts', says: "export { nothing } from './absent.js';" },
};

/** What stands around them and breaks nothing. */
export const SURROUNDINGS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['domain', 'tlog', 'contracts', 'cedar', 'pdp', 'assurance', 'connector', 'testing'].map((name) => [
      `libs/${name}/src/index.ts`,
      `export const ${name} = '${name}';`,
    ]),
  ),
  'libs/cedar/src/cycle-b.ts': "import type { A } from './cycle-a.js';\nexport type B = { a?: A };",
  'libs/cedar/src/inside.ts': 'export const inside = 1;',
  'apps/alpha/src/room.ts': "export { cedar } from '#libs/cedar';\nexport const room = 'alpha';",
  'apps/alpha/src/room.spec.ts': "import { testing } from '#libs/testing';\nexport const spec = testing;",
  'apps/beta/src/room.ts': "export const room = 'beta';",
  'apps/policy/src/rules/bundle.ts': "export const bundle = 'bundle';",
  'apps/policy/src/decisions/answer.ts': "export { bundle as answer } from '../rules/bundle.js';",
  'apps/relay/src/keys/content-key.ts': "export const keys = 'keys';",
  'apps/relay/src/door/open-way.ts': "export { keys } from '../keys/content-key.js';",
  'test/setup.ts': "export const setup = 'setup';",
  'scripts/script.ts': "export const script = 'script';",
  'package.json': JSON.stringify({
    name: 'planted',
    private: true,
    type: 'module',
    imports: { '#libs/*': { source: './libs/*/src/index.ts' } },
    dependencies: { pg: '*', 'prom-client': '*' },
    devDependencies: { 'fast-check': '*' },
  }),
};

/** Lines of an app's file that type-aware lint must refuse, by rule. */
export const LINT_BREACHES: Readonly<Record<string, string>> = {
  'typescript(no-floating-promises)': 'Promise.resolve(1);',
  'typescript(no-misused-promises)': '[1].forEach(async (one) => { await Promise.resolve(one); });',
  'typescript(no-explicit-any)': 'export const anything = (value: any): unknown => value as unknown;',
  'eslint(no-restricted-properties)': 'export const port = process.env.PORT;',
  'eslint(id-denylist)': "export const currentUser = 'margaret';",
};
