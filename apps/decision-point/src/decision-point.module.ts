import { Log } from '#libs/telemetry';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DecisionPoint } from './evaluation/decision-point.js';
import { EvaluationController } from './evaluation/evaluation.controller.js';
import { SearchController } from './search/search.controller.js';
import { Search } from './search/search.js';
import { OperationsController } from './transport/operations.controller.js';
import { ProblemsFilter } from './transport/problems.filter.js';

@Module({})
export class DecisionPointModule {
  static with(decisions: DecisionPoint, search: Search, log: Log): DynamicModule {
    return {
      module: DecisionPointModule,
      controllers: [EvaluationController, SearchController, OperationsController],
      providers: [
        { provide: DecisionPoint, useValue: decisions },
        { provide: Search, useValue: search },
        { provide: Log, useValue: log },
        { provide: APP_FILTER, useClass: ProblemsFilter },
      ],
    };
  }
}
