/** The import rules of docs/architecture.md. test/structure plants one breach of each and proves that it is caught. */
const TESTS = '(\\.spec\\.ts$|/testing/|/test/)';
const RANK_0 = 'domain|tlog|contracts|calendar';
const RANK_1 = 'cedar|persistence|messaging|telemetry|sealing';
const RANK_2 = 'pdp|http|trail';
const RANK_3 = 'assurance';
const ASIDE = 'testing|connector|client';

const lib = (names) => `(^|/)libs/(${names})/src/`;
const NPM = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'npm-bundled'];
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-cycles', 'Two modules that need each other are one module (types count).', {}, { circular: true }),
    forbid(
      'rank-0-stands-alone',
      'domain, tlog and contracts import no library above them.',
      { path: lib(RANK_0), pathNot: TESTS },
      { path: lib(`${RANK_1}|${RANK_2}|${RANK_3}|${ASIDE}`) },
    ),
    forbid(
      'rank-1-below-rank-2',
      'A library never imports a higher rank.',
      { path: lib(RANK_1), pathNot: TESTS },
      { path: lib(`${RANK_2}|${RANK_3}|${ASIDE}`) },
    ),
    forbid(
      'rank-2-below-rank-3',
      'What decides knows nothing of how its rules are assured.',
      { path: lib(RANK_2), pathNot: TESTS },
      { path: lib(RANK_3) },
    ),
    forbid(
      'libraries-not-aside',
      'testing, connector and client stand aside: no library is built on them.',
      { path: lib(`${RANK_2}|${RANK_3}`), pathNot: TESTS },
      { path: lib(ASIDE) },
    ),
    forbid(
      'client-by-itself',
      'The client knows the APIs by their documents alone, and is small enough to be installed anywhere.',
      { path: lib('client'), pathNot: TESTS },
      { path: '.', pathNot: '(^|/)libs/client/|node_modules/openapi-(fetch|typescript-helpers)/' },
    ),
    forbid(
      'assurance-off-the-path',
      'Tests, proofs and differences of bundles are for officers: nothing that answers requests waits for them.',
      { path: '(^|/)apps/', pathNot: `${TESTS}|apps/policy/` },
      { path: lib(RANK_3) },
    ),
    forbid(
      'rules-without-packages',
      'domain and tlog import nothing from npm.',
      { path: lib('domain|tlog'), pathNot: TESTS },
      { dependencyTypes: NPM },
    ),
    forbid(
      'contracts-decorate-only',
      'contracts import decorators for validation and documents, and nothing else from npm.',
      { path: lib('contracts'), pathNot: TESTS },
      {
        dependencyTypes: NPM,
        pathNot: 'node_modules/(class-validator|class-transformer|@nestjs/swagger|reflect-metadata)/',
      },
    ),
    forbid(
      'libs-below-apps',
      'Imports point one way: apps to libraries.',
      { path: '(^|/)libs/', pathNot: TESTS },
      { path: '(^|/)(apps|scripts|test)/' },
    ),
    forbid(
      'apps-apart',
      'An app never imports another app.',
      { path: '(^|/)apps/([^/]+)/' },
      { path: '(^|/)apps/', pathNot: '(^|/)apps/$2/' },
    ),
    forbid(
      'apps-below-scripts',
      'Apps know nothing of how they are started.',
      { path: '(^|/)apps/', pathNot: TESTS },
      { path: '(^|/)(scripts|test)/' },
    ),
    forbid(
      'test-stays-outside',
      'The image is built of apps, libs and scripts, and their specs are type-checked there: none needs what lies in test.',
      { path: '^(apps|libs|scripts)/' },
      { path: '^test/' },
    ),
    forbid(
      'connector-outside',
      'The connector is what an agency installs: no app is built on it.',
      { path: '(^|/)apps/', pathNot: TESTS },
      { path: lib('connector') },
    ),
    forbid(
      'testing-in-tests-only',
      'Test support is for tests.',
      { path: '(^|/)(apps|libs|scripts)/', pathNot: `${TESTS}|libs/testing/` },
      { path: lib('testing') },
    ),
    forbid(
      'library-by-its-front-door',
      'A library is what its index exports.',
      { path: '(^|/)(apps|libs|scripts|test)/([^/]+)/', pathNot: TESTS },
      { path: '(^|/)libs/[^/]+/src/(?!index\\.ts$)', pathNot: '(^|/)libs/$3/' },
    ),
    forbid(
      'metrics-in-telemetry',
      'A metric is made in telemetry, where what it may show of an absent source is settled once.',
      { path: '(^|/)(apps|libs|scripts)/', pathNot: '(^|/)libs/telemetry/' },
      { path: 'node_modules/prom-client/' },
    ),
    forbid(
      'registry-below-rules',
      'Who takes part and what they agreed is there before any rule is asked.',
      { path: '(^|/)apps/policy/src/registry/', pathNot: TESTS },
      { path: '(^|/)apps/policy/src/(rules|decisions)/' },
    ),
    forbid(
      'rules-below-decisions',
      'A rule is written, proved and put in force without knowing who will ask.',
      { path: '(^|/)apps/policy/src/rules/', pathNot: TESTS },
      { path: '(^|/)apps/policy/src/decisions/' },
    ),
    forbid(
      'opened-by-ways-out',
      'What opens a body or wraps a content key is a way out of the release line, which holds what it fetched.',
      { path: '(^|/)apps/relay/', pathNot: `${TESTS}|/relay/src/release/|-way\\.ts$` },
      { path: '(^|/)apps/relay/src/(release/open-bodies|keys/content-key)\\.ts$' },
    ),
    forbid('no-test-as-code', 'Nothing imports a spec.', {}, { path: '\\.spec\\.ts$' }),
    forbid(
      'packages-declared',
      'What runs in production is a dependency of its own, not of a dependency or of development.',
      { path: '(^|/)(apps|libs|scripts)/', pathNot: `${TESTS}|libs/testing/|scripts/(bench|contract)/` },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    ),
    forbid('all-resolved', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: `${__dirname}/tsconfig.json` },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
