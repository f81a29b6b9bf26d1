import type { Type } from '@nestjs/common';

/** The controllers of the resident's portal, a page or journey each. */
export const residentPages: readonly Type[] = [];
