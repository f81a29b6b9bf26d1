export type { AgreementFact, Asked, BasesFact, Ground, OverrideFact, RequesterFact } from './asked.js';
export type { BestInterestsFact } from './best-interests.js';
export type { CapacityFact } from './capacity.js';
export { FACTS, type Facts } from './facts.js';
export type { PeriodFact } from './period.js';
export type { RelationshipFact } from './relationships.js';
export type { ResidentFact } from './resident.js';
export type { ShieldAllowanceFact, ShieldFact } from './shields.js';
export type { Source } from './source.js';
