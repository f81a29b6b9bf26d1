import type { KoaContextWithOIDC } from 'oidc-provider';
import { pageHeaders } from './page.js';
import { signOutPage } from './pages.js';

/**
 * Ends the session at once where the caller shows whose it is (OpenID Connect RP-Initiated Logout 1.0, 2: id_token_hint);
 * anybody else is shown a button, so that a mere link from another site signs nobody out.
 */
export async function signOut(ctx: KoaContextWithOIDC, form: string, portalUrl: string | undefined): Promise<void> {
  const { session, client, entities, params, provider } = ctx.oidc;
  const hint = entities.IdTokenHint?.payload as { sub?: unknown } | undefined;
  const back = params?.post_logout_redirect_uri;
  if (!session || !client || hint?.sub !== session.accountId || typeof back !== 'string') {
    ctx.set(pageHeaders(portalUrl));
    ctx.body = signOutPage(form);
    return;
  }
  const grant = await provider.Grant.find(session.grantIdFor(client.clientId) ?? '');
  await grant?.destroy();
  await session.destroy();
  ctx.cookies.set(provider.cookieName('session'), null);
  const target = new URL(back);
  if (typeof params?.state === 'string') target.searchParams.set('state', params.state);
  ctx.status = 303;
  ctx.redirect(target.href);
}
