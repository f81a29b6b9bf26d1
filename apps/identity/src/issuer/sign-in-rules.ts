import { errors, interactionPolicy, type Configuration, type Grant, type KoaContextWithOIDC } from 'oidc-provider';
import { AUDIENCE_KIND, isAudienceKind, mayUse } from '../people/audience-kind.js';
import type { Directory } from '../people/directory.js';
import { failedPage, signedOutPage } from '../sign-in/pages.js';
import { pageHeaders } from '../sign-in/page.js';
import { signOut } from '../sign-in/sign-out.js';
import { PORTAL_CLIENT, TWELVE_HOURS_SECONDS } from './portal-client.js';

type Rules = Pick<
  Configuration,
  | 'cookies'
  | 'extraParams'
  | 'interactions'
  | 'issueRefreshToken'
  | 'loadExistingGrant'
  | 'pkce'
  | 'renderError'
  | 'rotateRefreshToken'
>;

/** How a person signs in through a browser: code flow with PKCE (RFC 7636), one question, nothing to agree to. */
export function signInRules(directory: Directory, portalUrl: string | undefined): Rules {
  return {
    pkce: { required: () => true },
    extraParams: { [AUDIENCE_KIND]: (_ctx, value) => refuseOtherKinds(value) },
    interactions: { policy: prompts(directory), url: (_ctx, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: grantOfTheSignedIn,
    issueRefreshToken: (_ctx, client) => client.clientId === PORTAL_CLIENT,
    rotateRefreshToken: true,
    // Cookies do not know ports: on one loopback address the portal's own stand beside these.
    cookies: { names: { session: 'issuer_session', interaction: 'issuer_asked', resume: 'issuer_resume' } },
    renderError: (ctx) => {
      ctx.set(pageHeaders(portalUrl));
      ctx.body = failedPage();
    },
  };
}

/** RP-initiated logout, with pages of our own. */
export function signOutRules(
  portalUrl: string | undefined,
): NonNullable<Configuration['features']>['rpInitiatedLogout'] {
  return {
    enabled: true,
    logoutSource: (ctx, form) => signOut(ctx, form, portalUrl),
    postLogoutSuccessSource: (ctx) => {
      ctx.set(pageHeaders(portalUrl));
      ctx.body = signedOutPage();
    },
  };
}

/** Lives of what stands behind a sign-in, in seconds; access tokens say their own. */
export const SIGN_IN_TTL = {
  AuthorizationCode: 60,
  IdToken: 3_600,
  Interaction: 3_600,
  RefreshToken: TWELVE_HOURS_SECONDS,
  Session: TWELVE_HOURS_SECONDS,
  Grant: TWELVE_HOURS_SECONDS,
};

function refuseOtherKinds(value: string | undefined): void {
  if (value !== undefined && !isAudienceKind(value))
    throw new errors.InvalidRequest(`${AUDIENCE_KIND} is "resident" or "staff"`);
}

/** A resident who is signed in is asked again at the door for staff, and the other way round. */
function prompts(directory: Directory): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  const otherKind = new interactionPolicy.Check('other_kind', 'sign in as somebody else', 'login_required', (ctx) => {
    const { session, params } = ctx.oidc;
    const kind = params?.[AUDIENCE_KIND];
    return isAudienceKind(kind) && !mayUse(directory.find(session?.accountId ?? ''), kind);
  });
  policy.get('login')?.checks.add(otherKind);
  return policy;
}

/** The portal is the place's own: whoever signs in grants it all that it asks for, which is `openid`. */
async function grantOfTheSignedIn(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { provider, client, session } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = await provider.Grant.find(session.grantIdFor(client.clientId) ?? '');
  if (known && known.accountId === session.accountId) return known;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}
