import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errors, type Interaction, type Provider } from 'oidc-provider';
import { AUDIENCE_KIND, isAudienceKind, mayUse, peopleFor, type AudienceKind } from '../people/audience-kind.js';
import type { Directory } from '../people/directory.js';
import { pageHeaders } from './page.js';
import { choicePage, failedPage } from './pages.js';

export interface SignInSettings {
  readonly provider: Provider;
  readonly directory: Directory;
  readonly portalUrl: string | undefined;
}

/** The page on which a person of the demo town is chosen: what the provider calls the interaction. */
export async function mountSignIn(server: FastifyInstance, settings: SignInSettings): Promise<void> {
  const { provider, directory } = settings;
  const headers = pageHeaders(settings.portalUrl);
  await server.register((scope, _options, done) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, parsed) =>
      parsed(null, new URLSearchParams(String(body))),
    );
    scope.setErrorHandler((error, _request, reply) =>
      reply
        .code(error instanceof errors.OIDCProviderError ? 400 : 500)
        .headers(headers)
        .send(failedPage()),
    );
    const show = (reply: FastifyReply, kind: AudienceKind | undefined, missed: boolean): FastifyReply =>
      reply
        .code(missed ? 422 : 200)
        .headers(headers)
        .send(choicePage(peopleFor(directory, kind), kind, missed));
    scope.get('/interaction/:uid', async (request, reply) => {
      const asked = await provider.interactionDetails(request.raw, reply.raw);
      return show(reply, kindOf(asked), false);
    });
    scope.post('/interaction/:uid', async (request, reply) => {
      const asked = await provider.interactionDetails(request.raw, reply.raw);
      const person = directory.find(chosen(request) ?? '');
      if (!mayUse(person, kindOf(asked))) return show(reply, kindOf(asked), true);
      await endOtherSession(provider, asked, person.key);
      const result = { login: { accountId: person.key } };
      return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result), 303);
    });
    done();
  });
}

function kindOf({ params }: Interaction): AudienceKind | undefined {
  const kind = params[AUDIENCE_KIND];
  return isAudienceKind(kind) ? kind : undefined;
}

function chosen({ body }: FastifyRequest): string | null {
  return body instanceof URLSearchParams ? body.get('person') : null;
}

/** Somebody else was signed in here before: the provider would ask them to sign out first, on a page that needs script. */
async function endOtherSession(provider: Provider, asked: Interaction, accountId: string): Promise<void> {
  if (!asked.session || asked.session.accountId === accountId) return;
  const session = await provider.Session.findByUid(asked.session.uid);
  await session?.destroy();
  delete asked.session;
  await asked.persist();
}
