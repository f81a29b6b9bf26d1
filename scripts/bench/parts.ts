import { measureAuthzenPart } from './authzen/measure-authzen-part.js';
import { measureDecide } from './decide/measure-decide.js';
import { measureEngines } from './decisions/measure-engines.js';
import { measureServers } from './decisions/measure-servers.js';
import { measureEntryPart } from './entries/measure-entry-part.js';
import { measureGrowthPart } from './growth/measure-growth-part.js';
import { measureKafkaPart } from './kafka/measure-kafka-part.js';
import { measureLatencyPart } from './latency/measure-latency-part.js';
import { measureLookPart } from './look/measure-look-part.js';
import { measureMinimising } from './measure-minimising.js';
import { onOwnStack } from './on-own-stack.js';
import { measureOpeningsPart } from './openings/measure-openings-part.js';
import { measurePages } from './pages/measure-pages.js';
import type { MeasurePart } from './part.js';
import type { PartName } from './part-names.js';
import { measureUpdatesPart } from './updates/measure-updates-part.js';
import { measureWithdrawalsPart } from './withdrawals/measure-withdrawals-part.js';

/** Each part stands alone: it starts what it needs, and stops it. */
export const PARTS: Readonly<Record<PartName, MeasurePart>> = {
  look: measureLookPart,
  open: measureOpeningsPart,
  updates: measureUpdatesPart,
  latency: measureLatencyPart,
  withdrawals: measureWithdrawalsPart,
  entry: measureEntryPart,
  kafka: measureKafkaPart,
  authzen: measureAuthzenPart,
  pages: ({ rounds }) => onOwnStack((stack) => measurePages(stack, rounds)),
  engines: ({ rounds, seconds }) => measureEngines(rounds, seconds),
  servers: ({ rounds, seconds }) => measureServers(rounds, seconds, process.env),
  decide: ({ rounds, seconds }) => measureDecide(rounds, seconds),
  minimising: ({ rounds, seconds }) => Promise.resolve(measureMinimising(rounds, seconds)),
  growth: measureGrowthPart,
};
