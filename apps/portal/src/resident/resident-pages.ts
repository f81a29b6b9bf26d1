import type { Type } from '@nestjs/common';
import { LookController } from './looks/look.controller.js';
import { LooksController } from './looks/looks.controller.js';
import { SharingController } from './sharing/sharing.controller.js';

/** The controllers of the resident's portal, a page or journey each. */
export const residentPages: readonly Type[] = [SharingController, LooksController, LookController];
