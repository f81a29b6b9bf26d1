import { ProblemError } from '../problem/problem-error.js';
import type { Principal, PrincipalKind } from './principal.js';
import type { Name } from './principal-directory.js';
import type { VerifiedToken } from './token-verifier.js';

type Known = Pick<Principal, 'id' | 'kind'>;

/** Whom a route lets in. */
export interface Admission {
  readonly kinds: readonly PrincipalKind[];
  /** It decides about the suspended, too, and its denial is an entry. */
  readonly decidesSuspension: boolean;
}

/**
 * A verified token at the door of one route. It proves who signed in; what they are is read by these names, by the guard or by a route
 * that reads more along (`LooksUpSignIn`), and the token's own agency and role claims can only narrow it. Nothing is remembered: each
 * request has a token of its own, verified for it.
 */
export class SignIn {
  /** One issuer of several populations may give several; what is found is handed to `admit` in this order. */
  readonly names: readonly Name[];
  private known: Known | null = null;

  constructor(
    private readonly token: VerifiedToken,
    private readonly admission: Admission,
  ) {
    const names = new Map(token.readings.map(({ claims }) => [nameOf(claims), claims]));
    this.names = [...names.values()].map(({ issuer, subject }) => ({ issuer, subject }));
  }

  /** Whom the log names, let in or not; nobody is let in anywhere by it. Null while nobody was found. */
  get askedBy(): Known | null {
    return this.known;
  }

  /**
   * Lets in whoever was found first that their issuer may sign in, with what was found along with them.
   * @throws ProblemError for a stranger, a kind that the route is not for, and a suspended principal where nothing decides that
   */
  admit<Found extends { readonly principal: Principal | null }>(
    found: readonly Found[],
  ): Found & { readonly principal: Principal } {
    const admitted = this.identify(found);
    const { principal } = admitted;
    // Before it is let in: a refusal says in the log who was refused.
    this.known = { id: principal.id, kind: principal.kind };
    if (!this.admission.kinds.includes(principal.kind)) throw new ProblemError('forbidden');
    if (principal.status !== 'active' && !this.admission.decidesSuspension) throw new ProblemError('suspended');
    return admitted;
  }

  private identify<Found extends { readonly principal: Principal | null }>(
    found: readonly Found[],
  ): Found & { readonly principal: Principal } {
    const byName = new Map(this.names.map((name, at) => [nameOf(name), found[at]!]));
    for (const { population, claims } of this.token.readings) {
      const behind = byName.get(nameOf(claims))!;
      const { principal } = behind;
      // An issuer of residents never yields staff, whatever it writes into its tokens, and the other way round.
      if (principal === null || !population.kinds.includes(principal.kind)) continue;
      if (population.assurance !== undefined && !population.assurance.includes(claims.assurance ?? '')) {
        throw new ProblemError('forbidden', {
          code: 'assurance-too-low',
          detail: 'sign in again with a stronger proof of identity',
        });
      }
      if (claims.agency !== undefined && claims.agency !== principal.agency) {
        throw new ProblemError('forbidden', { code: 'other-agency', detail: 'you are signed in for another agency' });
      }
      const roles = principal.roles.filter((role) => claims.roles?.includes(role) ?? true);
      return { ...behind, principal: { ...principal, roles } };
    }
    throw new ProblemError('unknown-principal');
  }
}

const nameOf = ({ issuer, subject }: Name): string => `${issuer}\n${subject}`;
