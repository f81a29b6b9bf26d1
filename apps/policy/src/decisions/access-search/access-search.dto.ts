import { CATEGORIES, REQUEST_ACTIONS, type Category, type RequestAction } from '#libs/domain';
import { MOST_RESULTS } from '#libs/contracts';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ActionDto,
  ContextDto,
  ResourceDto,
  ResourcePropertiesDto,
  SUBJECT_TYPES,
  SubjectDto,
  type SubjectType,
} from '../evaluation/access-question.dto.js';

/** AuthZEN 1.0, Paginated Requests. */
export class SearchPageDto {
  /** The `next_token` of the page before; everything else must then be as it was. */
  readonly token?: string;

  @ApiPropertyOptional({ minimum: 0, maximum: MOST_RESULTS })
  readonly limit?: number;
}

export class SoughtSubjectDto {
  @ApiProperty({ enum: SUBJECT_TYPES })
  readonly type!: SubjectType;
}

/** AuthZEN 1.0, Subject Search: who of the caller's own agency may. */
export class SubjectSearchDto {
  readonly subject!: SoughtSubjectDto;
  readonly action!: ActionDto;
  readonly resource!: ResourceDto;
  readonly context!: ContextDto;
  readonly page?: SearchPageDto;
}

export class SoughtResourceDto {
  @ApiProperty({ enum: ['record'] })
  readonly type!: 'record';

  readonly properties!: ResourcePropertiesDto;
}

/** AuthZEN 1.0, Resource Search: which categories from which agencies, of one resident. */
export class ResourceSearchDto {
  readonly subject!: SubjectDto;
  readonly action!: ActionDto;
  readonly resource!: SoughtResourceDto;
  readonly context!: ContextDto;
  readonly page?: SearchPageDto;
}

/** AuthZEN 1.0, Action Search. */
export class ActionSearchDto {
  readonly subject!: SubjectDto;
  readonly resource!: ResourceDto;
  readonly context!: ContextDto;
  readonly page?: SearchPageDto;
}

/** AuthZEN 1.0, Paginated Responses. There is no total: it would tell of what the next pages hold. */
export class FoundPageDto {
  /** Empty where nothing is left. A page may be short and have a next one. */
  readonly next_token!: string;
  readonly count!: number;
}

export class SearchContextDto {
  /** The audit entry of this search. */
  readonly entryId!: string;
}

class FoundDto {
  readonly page!: FoundPageDto;
  readonly context!: SearchContextDto;
}

export class FoundSubjectDto {
  @ApiProperty({ enum: SUBJECT_TYPES })
  readonly type!: SubjectType;
  readonly id!: string;
}
export class FoundSubjectsDto extends FoundDto {
  @ApiProperty({ type: [FoundSubjectDto] })
  readonly results!: FoundSubjectDto[];
}

export class FoundResourceDto {
  @ApiProperty({ enum: ['record'] })
  readonly type!: 'record';

  @ApiProperty({ enum: CATEGORIES })
  readonly id!: Category;

  /** As an evaluation takes them. */
  readonly properties!: ResourcePropertiesDto;
}
export class FoundResourcesDto extends FoundDto {
  @ApiProperty({ type: [FoundResourceDto] })
  readonly results!: FoundResourceDto[];
}

export class FoundActionDto {
  @ApiProperty({ enum: REQUEST_ACTIONS })
  readonly name!: RequestAction;
}
export class FoundActionsDto extends FoundDto {
  @ApiProperty({ type: [FoundActionDto] })
  readonly results!: FoundActionDto[];
}
