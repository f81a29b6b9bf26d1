import { CATEGORIES, type Category } from '#libs/domain';
import { Allow, CurrentPrincipal, type Principal } from '#libs/http';
import { Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { DataSource } from 'typeorm';
import { CategoryStopRow } from './category-stop.row.js';
import { ChangeCategoryStop } from './change-category-stop.js';

class CategoryPath {
  @IsIn(CATEGORIES)
  readonly category!: Category;
}

class CategoryStops {
  readonly items!: readonly { readonly category: string; readonly since: string }[];
  readonly next!: null;
}

class StoppedCategory {
  /** From this moment nothing of the category goes out (RFC 3339). */
  readonly effectiveAt!: string;
}

@ApiTags('category stops')
@Controller('v1/category-stops')
export class CategoryStopController {
  constructor(
    private readonly changing: ChangeCategoryStop,
    private readonly source: DataSource,
  ) {}

  @Get()
  @Allow('officer', 'practitioner', 'system')
  async list(): Promise<CategoryStops> {
    const rows = await this.source.manager.find(CategoryStopRow, { order: { category: 'ASC' } });
    return { items: rows.map(({ category, since }) => ({ category, since: since.toISOString() })), next: null };
  }

  /** Stops everything of this category in the whole place, at once. */
  @Put(':category')
  @Allow('officer')
  stop(@CurrentPrincipal() officer: Principal, @Param() { category }: CategoryPath): Promise<StoppedCategory> {
    return this.changing.stop(officer, category);
  }

  @Delete(':category')
  @Allow('officer')
  @HttpCode(204)
  resume(@CurrentPrincipal() officer: Principal, @Param() { category }: CategoryPath): Promise<void> {
    return this.changing.resume(officer, category);
  }
}
