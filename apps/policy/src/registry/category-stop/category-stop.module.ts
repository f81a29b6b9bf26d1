import { Module } from '@nestjs/common';
import { CategoryStopController } from './category-stop.controller.js';
import { LiftStop } from './lift-stop.js';
import { StopCategory } from './stop-category.js';

@Module({ controllers: [CategoryStopController], providers: [StopCategory, LiftStop] })
export class CategoryStopModule {}
