import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Module,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  type Type,
} from '@nestjs/common';
import { type BasedOn, DomainError } from '#libs/domain';
import { PageQuery } from '#libs/contracts';
import { Type as TypeOf } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, MaxLength, ValidateNested } from 'class-validator';
import { Idempotent, NewId } from '../idempotency/idempotent.js';
import { IdempotencyStore } from '../idempotency/idempotency-store.js';
import { Allow, AllowAnyone, DecidesSuspension } from '../sign-in/allow.js';
import { CurrentPrincipal } from '../sign-in/current-principal.js';
import type { Principal } from '../sign-in/principal.js';
import { PrincipalDirectory } from '../sign-in/principal-directory.js';
import { IfMatch, Versioned } from '../versions/if-match.js';
import { MemoryIdempotencyStore } from './memory-idempotency-store.js';

export class SampleItem {
  @IsString()
  @MaxLength(20)
  readonly label!: string;
}

export class SampleBody {
  @IsIn(['MEDS', 'DEMOG'])
  readonly category!: string;

  @IsInt()
  readonly days!: number;

  @IsArray()
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @TypeOf(() => SampleItem)
  readonly items!: SampleItem[];
}

/** Counts and gates its writes, so that a spec can see how often one really ran and hold one open. */
export const sample = { writes: 0, gate: Promise.resolve() };

@Controller('v1/samples')
export class SampleController {
  @Get('open')
  @AllowAnyone()
  open(): object {
    return { open: true };
  }

  @Get('me')
  @Allow('resident', 'practitioner')
  me(@CurrentPrincipal() principal: Principal): object {
    return principal;
  }

  @Get('decided')
  @Allow('practitioner')
  @DecidesSuspension()
  decided(): object {
    return { decided: true };
  }

  @Get()
  @Allow('officer')
  list(@Query() query: PageQuery): object {
    return { limit: query.limit ?? null };
  }

  @Post()
  @Allow('officer')
  @Idempotent()
  async create(@Body() body: SampleBody, @NewId() id: string): Promise<object> {
    sample.writes += 1;
    await sample.gate;
    if (body.days < 0) throw new DomainError('days-passed', 'those days have passed');
    return { id, category: body.category };
  }

  @Post(':id/edit')
  @Allow('officer')
  @HttpCode(200)
  @Versioned()
  edit(@Param('id', ParseUUIDPipe) id: string, @IfMatch() basedOn: BasedOn): object {
    if (!basedOn.isMetBy(7)) throw new DomainError('version-conflict', 'someone was first');
    return { id, version: 8 };
  }

  @Delete(':how')
  @AllowAnyone()
  fail(@Param('how') how: string): never {
    if (how === 'database') throw Object.assign(new Error('no'), { code: 'ECONNREFUSED' });
    throw how === 'absent' ? new DomainError('resident-not-found', 'Margaret') : new Error('Margaret 9990000018');
  }
}

@Controller('v1/forgotten')
export class ForgottenController {
  @Get()
  forgotten(): object {
    return {};
  }
}

const PEOPLE: Readonly<Record<string, Principal>> = {
  margaret: { id: 'p-1', kind: 'resident', agency: null, roles: [], residentId: 'r-1', status: 'active' },
  brandt: {
    id: 'p-2',
    kind: 'practitioner',
    agency: 'NM-ASC',
    roles: ['ot', 'social-worker'],
    residentId: null,
    status: 'active',
  },
  marsh: { id: 'p-3', kind: 'officer', agency: 'NM-ASC', roles: ['ig-lead'], residentId: null, status: 'active' },
  offshift: {
    id: 'p-4',
    kind: 'practitioner',
    agency: 'NM-ACUTE',
    roles: ['ed-nurse'],
    residentId: null,
    status: 'suspended',
  },
};

export class SamplePeople extends PrincipalDirectory {
  find(_issuer: string, subject: string): Promise<Principal | null> {
    return Promise.resolve(PEOPLE[subject] ?? null);
  }
}

export function sampleModule(...controllers: Type[]): Type {
  class SampleModule {}
  Module({
    controllers,
    providers: [
      { provide: PrincipalDirectory, useClass: SamplePeople },
      { provide: IdempotencyStore, useClass: MemoryIdempotencyStore },
    ],
  })(SampleModule);
  return SampleModule;
}
