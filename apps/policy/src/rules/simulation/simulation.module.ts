import { Module } from '@nestjs/common';
import { PastDecisions } from '../past-decisions/past-decisions.js';
import { CancelSimulation } from './cancel-simulation.js';
import { ReadSimulation } from './read-simulation.js';
import { RunSimulations } from './run-simulations.js';
import { SimulateBatch } from './simulate-batch.js';
import { SimulationController } from './simulation.controller.js';
import { StartSimulation } from './start-simulation.js';
import { StreamDifferences } from './stream-differences.js';

@Module({
  controllers: [SimulationController],
  providers: [
    StartSimulation,
    CancelSimulation,
    ReadSimulation,
    StreamDifferences,
    RunSimulations,
    SimulateBatch,
    PastDecisions,
  ],
})
export class SimulationModule {}
