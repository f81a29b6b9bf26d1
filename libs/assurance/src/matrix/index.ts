export * from './facts-of-town.js';
export * from './read-page.js';
export * from './read-tests.js';
export * from './read-town.js';
export * from './run-tests.js';
export * from './town.js';
