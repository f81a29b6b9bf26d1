import { AllowAnyone } from '#libs/http';
import { applyDecorators, Controller, SetMetadata, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import type { Audience } from '../session/session.js';
import { PageFilter } from './page.filter.js';
import { PageInterceptor } from './page.interceptor.js';
import { AUDIENCE, VisitGuard } from './visit.guard.js';

/**
 * A controller of pages for one kind of person, or for `anyone`: signs them in, checks forms, draws what is returned and what
 * goes wrong. The broker's own guard lets everybody through here; the APIs behind decide by the person's token.
 */
export const Pages = (audience: Audience | 'anyone', path: string): ClassDecorator =>
  applyDecorators(
    Controller(path),
    AllowAnyone(),
    SetMetadata(AUDIENCE, audience),
    UseGuards(VisitGuard),
    UseInterceptors(PageInterceptor),
    UseFilters(PageFilter),
  );
