import { Module } from '@nestjs/common';
import { BundleModule } from './bundle/bundle.module.js';
import { RefereeModule } from './referee/referee.module.js';
import { SimulationModule } from './simulation/simulation.module.js';

/** The policies: from draft to in force, what they would change, and whether two engines read them alike. */
@Module({ imports: [BundleModule, SimulationModule, RefereeModule] })
export class RulesModule {}
