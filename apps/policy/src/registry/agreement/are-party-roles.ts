import { ValidateBy, type ValidationOptions } from 'class-validator';
import { AGENCY_CODE } from '../../doors/shapes.js';
import { PARTY_ROLES } from './party-roles.js';

/** `{ "<agency>": "controller" | "joint-controller" | "processor" }`. */
export const ArePartyRoles = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'arePartyRoles',
      validator: {
        validate: arePartyRoles,
        defaultMessage: () => `$property must map codes of agencies to ${PARTY_ROLES.join(', ')}`,
      },
    },
    options,
  );

function arePartyRoles(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([agency, role]) => AGENCY_CODE.test(agency) && (PARTY_ROLES as readonly unknown[]).includes(role),
  );
}
