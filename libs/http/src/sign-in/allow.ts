import { SetMetadata } from '@nestjs/common';
import type { PrincipalKind } from './principal.js';

export const ALLOWED = 'consent-broker:allowed';
export const DECIDES_SUSPENSION = 'consent-broker:decides-suspension';
export const LOOKS_UP_SIGN_IN = 'consent-broker:looks-up-sign-in';

/** Who may come through a route: kinds of principal, or anyone without signing in. */
export type Allowance = readonly PrincipalKind[] | 'anyone';

/** Opens a route (or a whole controller) to these kinds of principal. A route without it stops the start. */
export const Allow = (...kinds: [PrincipalKind, ...PrincipalKind[]]): MethodDecorator & ClassDecorator =>
  SetMetadata(ALLOWED, kinds);

/** Opens a route to everybody, signed in or not: the log's public parts, metadata. */
export const AllowAnyone = (): MethodDecorator & ClassDecorator => SetMetadata(ALLOWED, 'anyone' satisfies Allowance);

/**
 * Lets a suspended principal through to a route that decides: the decision then denies, and the denial is an entry
 * (promise 6). Anywhere else a suspended principal is turned away at the door.
 */
export const DecidesSuspension = (): MethodDecorator & ClassDecorator => SetMetadata(DECIDES_SUSPENSION, true);

/**
 * Leaves it to the route to look up who signed in, with what it reads for them, and to let them in (`CurrentSignIn`, `SignIn.admit`):
 * one statement instead of two. It reads nothing out of turn: whoever is not let in is answered as the guard would.
 */
export const LooksUpSignIn = (): MethodDecorator & ClassDecorator => SetMetadata(LOOKS_UP_SIGN_IN, true);
