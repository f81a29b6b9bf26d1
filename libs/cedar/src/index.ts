import './wasm-calls.js';

export { isAttachment } from './attachments.js';
export * from './bundle.js';
export * from './bundle-error.js';
export * from './cedar-value.js';
export { contextAttributes } from './context-attributes.js';
export { EngineBroken, gaveUp, requireEngine } from './engine-answers.js';
export { ENGINE_LIMITS } from './engine-limits.js';
export { CompiledEngine, type PreparedEntities } from './compiled/compiled-engine.js';
export * from './load-bundle.js';
export * from './official-engine.js';
export * from './parse-bundle.js';
export * from './policy-engine.js';
export * from './trace.js';
