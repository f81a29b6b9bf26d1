export * from './difference/index.js';
export * from './matrix/index.js';
export * from './prover/index.js';
