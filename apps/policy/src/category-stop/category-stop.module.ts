import { Module } from '@nestjs/common';
import { CategoryStopController } from './category-stop.controller.js';
import { ChangeCategoryStop } from './change-category-stop.js';

@Module({ controllers: [CategoryStopController], providers: [ChangeCategoryStop] })
export class CategoryStopModule {}
