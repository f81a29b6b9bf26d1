import { startConsumer, startShipper } from './build-worker.js';
import type { WorkerPlan } from './plan.js';

/** A worker in a process of its own: `node --import ./test/setup/typescript.mjs worker.ts PLAN`, ended by SIGTERM or by itself. */
const plan = JSON.parse(process.argv[2]!) as WorkerPlan;
const worker = plan.role === 'shipper' ? startShipper(plan) : startConsumer(plan);
process.on('SIGTERM', () => void worker.stop().then(() => process.exit(0)));
process.on('disconnect', () => process.exit(1));
