/** Spec files run in plain Node processes (test/setup/native-runner.mjs); Jest finds, orders, counts and reports. */
export default {
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/scripts', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  runner: '<rootDir>/test/setup/native-runner.mjs',
  globalSetup: '<rootDir>/test/setup/start-database.mjs',
  globalTeardown: '<rootDir>/test/setup/stop-database.mjs',
  testSequencer: '<rootDir>/test/setup/longest-first.mjs',
  testTimeout: 30_000,
  maxWorkers: 2,
};
