/** `*.long.spec.ts` run in CI, or where they are named: `npm run test:all`, `npx jest test/x/y.long.spec.ts`. */
const withLong = process.env.LONG !== undefined || process.argv.some((arg) => arg.includes('.long.'));

/** Spec files run in plain Node processes (test/setup/native-runner.mjs); Jest finds, orders, counts and reports. */
export default {
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/scripts', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: withLong ? [] : ['\\.long\\.spec\\.ts$'],
  runner: '<rootDir>/test/setup/native-runner.mjs',
  globalSetup: '<rootDir>/test/setup/start-database.mjs',
  globalTeardown: '<rootDir>/test/setup/stop-database.mjs',
  testSequencer: '<rootDir>/test/setup/longest-first.mjs',
  testTimeout: 30_000,
  maxWorkers: 2,
};
