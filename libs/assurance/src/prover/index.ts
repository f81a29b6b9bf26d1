export * from './pages/invariant.js';
export { parseInvariants } from './pages/parse-invariants.js';
export { InvariantCheck, isPermitted, toldRule } from './pages/check-invariant.js';
export { PageConditions } from './pages/page-conditions.js';
export { ProverError, prove, type ProveOptions } from './prove.js';
export * from './report/proof-report.js';
