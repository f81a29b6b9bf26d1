import type { Type } from '@nestjs/common';

/** The controllers of the officer's portal, a page or journey each. */
export const officerPages: readonly Type[] = [];
