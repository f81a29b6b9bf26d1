import { Allow, CurrentPrincipal, Idempotent, NewId, type Principal } from '#libs/http';
import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ClaimRelationship } from './claim-relationship.js';
import { ClaimDto, ClaimPageDto, ClaimQuery, NewClaimDto } from './claim.dto.js';
import { ListClaims } from './list-claims.js';

/** Relationships on a practitioner's own word: made by them, looked into by the privacy officer of their agency. */
@Controller('v1/relationships/claims')
export class ClaimController {
  constructor(
    private readonly claiming: ClaimRelationship,
    private readonly claims: ListClaims,
  ) {}

  /** Claims to care for somebody, for those who look after them. */
  @Get()
  @Allow('officer')
  list(@CurrentPrincipal() by: Principal, @Query() query: ClaimQuery): Promise<ClaimPageDto> {
    return this.claims.list(by, query);
  }

  /** Says, on one's own word, that one cares for a resident, and why. Somebody looks at it afterwards. */
  @Post()
  @Allow('practitioner')
  @Idempotent()
  claim(@CurrentPrincipal() by: Principal, @NewId() id: string, @Body() claim: NewClaimDto): Promise<ClaimDto> {
    return this.claiming.claim(by, id, claim);
  }
}
