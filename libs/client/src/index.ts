export { ApiProblem, StillInWork } from './api-problem.js';
export { Client, type Answer, type ClientOptions } from './client.js';
export { everyPage } from './every-page.js';
export { answersWithin } from './slow-operations.js';
export type { Paths } from './paths.js';
export type * as audit from './generated/audit.js';
export type * as consent from './generated/consent.js';
export type * as policy from './generated/policy.js';
export type * as relay from './generated/relay.js';
