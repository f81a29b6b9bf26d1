import { Allow, CurrentPrincipal, Idempotent, NewId, type Once, OnceByKey, type Principal } from '#libs/http';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { ResolveResident } from '../resident/resolve-resident.js';
import { BindSignIn } from './bind-sign-in.js';
import { RemoveSignIn } from './remove-sign-in.js';
import { presentSignIn, SignInStore } from './sign-in-store.js';
import { SignInBody, SignInList, SignInView } from './sign-in.dto.js';

@ApiTags('sign-ins')
@Controller('v1')
export class SignInController {
  constructor(
    private readonly residents: ResolveResident,
    private readonly binding: BindSignIn,
    private readonly removing: RemoveSignIn,
    private readonly signIns: SignInStore,
    private readonly source: DataSource,
  ) {}

  /** Asks that a sign-in be the resident's, after proof of identity. It counts when another officer confirms. */
  @Post('residents/:id/sign-ins')
  @Allow('officer')
  @Idempotent()
  async ask(
    @CurrentPrincipal() principal: Principal,
    @Param('id') reference: string,
    @Body() body: SignInBody,
    @NewId() id: string,
  ): Promise<SignInView> {
    return this.binding.ask(principal, id, await this.residents.resolve(principal, reference), body.subject);
  }

  /** Those that there are and were, the newest first; never what they are at the issuer. */
  @Get('residents/:id/sign-ins')
  @Allow('resident', 'practitioner', 'officer')
  async list(@CurrentPrincipal() principal: Principal, @Param('id') reference: string): Promise<SignInList> {
    const residentId = await this.residents.resolve(principal, reference);
    const found = await this.signIns.ofResident(this.source.manager, residentId);
    return { items: found.map(presentSignIn), next: null };
  }

  /** Confirms, as a second person, that it is the resident's. */
  @Post('sign-ins/:id/confirm')
  @Allow('officer')
  @Idempotent()
  @HttpCode(200)
  confirm(@CurrentPrincipal() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<SignInView> {
    return this.binding.confirm(principal, id);
  }

  /** Takes it away at once: the resident, or staff whom they tell. */
  @Post('sign-ins/:id/remove')
  @Allow('resident', 'practitioner', 'officer')
  @Idempotent()
  @HttpCode(200)
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @OnceByKey() once: Once,
  ): Promise<SignInView> {
    return this.removing.remove(principal, id, once);
  }
}
