export * from './bundle.js';
export * from './bundle-error.js';
export * from './cedar-value.js';
export * from './load-bundle.js';
export * from './official-engine.js';
export * from './parse-bundle.js';
export * from './policy-engine.js';
