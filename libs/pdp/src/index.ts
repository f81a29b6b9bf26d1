export * from './bundle-engines.js';
export * from './decide.js';
export * from './explain/explain-decision.js';
export * from './explain/explanation.js';
export * from './explain/tell.js';
export * from './gather-facts.js';
export * from './load-policies.js';
export * from './own-rules.js';
