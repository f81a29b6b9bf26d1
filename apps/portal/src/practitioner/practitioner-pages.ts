import type { Type } from '@nestjs/common';

/** The controllers of the practitioner's portal, a page or journey each. */
export const practitionerPages: readonly Type[] = [];
