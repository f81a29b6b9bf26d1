import { Allow, CurrentPrincipal, Idempotent, type Once, OnceByKey, type Principal } from '#libs/http';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Named } from '../../doors/named.pipe.js';
import { CategoryStopDto, CategoryStopsDto, LiftedStopDto, NewCategoryStopDto } from './category-stop.dto.js';
import { CategoryStopRow } from './category-stop.row.js';
import { LiftStop } from './lift-stop.js';
import { StopCategory } from './stop-category.js';

@Controller('v1/category-stops')
export class CategoryStopController {
  constructor(
    private readonly source: DataSource,
    private readonly stopping: StopCategory,
    private readonly lifting: LiftStop,
  ) {}

  /** All of them: there are at most as many as categories. */
  @Get()
  @Allow('practitioner', 'officer', 'system')
  async list(): Promise<CategoryStopsDto> {
    const rows = await this.source.manager.find(CategoryStopRow, { order: { category: 'ASC' } });
    return { items: rows.map(({ category, since }) => ({ category, since: since.toISOString() })) };
  }

  /** From the answer on, nothing of the category is released. */
  @Post()
  @Allow('officer')
  @Idempotent()
  stop(
    @CurrentPrincipal() by: Principal,
    @Body() stop: NewCategoryStopDto,
    @OnceByKey() once: Once,
  ): Promise<CategoryStopDto> {
    return this.stopping.stop(by, stop, once);
  }

  /** Ends the stop of a category. */
  @Delete(':category')
  @Allow('officer')
  @Idempotent()
  lift(
    @CurrentPrincipal() by: Principal,
    @Param('category', new Named(/^[A-Z]{2,30}$/)) category: string,
  ): Promise<LiftedStopDto> {
    return this.lifting.lift(by, category);
  }
}
