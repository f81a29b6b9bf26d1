/** The apps behind the one address. */
export type Upstream = Api | 'portal';

type Api = 'consent' | 'policy' | 'relay' | 'audit';

/** A path prefix of the public surface (design 9) and what it is called at the app that answers it. */
export interface Route {
  readonly prefix: string;
  readonly upstream: Upstream;
  readonly rewritePrefix: string;
}

const APIS: readonly Api[] = ['consent', 'policy', 'relay', 'audit'];

/**
 * Everything of the APIs that goes through the edge, and nothing else does: an app's /livez, /readyz and /metrics have
 * no line here. Each API's document and page stand beside its v1 and answer inside it too.
 */
export const ROUTES: readonly Route[] = [
  ...APIS.flatMap((upstream) => [
    same(`/api/${upstream}/v1`, upstream, '/v1'),
    ...['openapi.json', 'docs'].flatMap((page) => [
      same(`/api/${upstream}/${page}`, upstream, `/${page}`),
      same(`/api/${upstream}/v1/${page}`, upstream, `/${page}`),
    ]),
  ]),
  same('/access/v1', 'policy'),
  same('/.well-known/authzen-configuration', 'policy'),
  same('/fhir/R4/metadata', 'consent'),
  same('/fhir/R4/Consent', 'consent'),
  same('/fhir/R4/AuditEvent', 'audit'),
  same('/log', 'audit'),
];

/** Whatever is no other route: the portal's pages, and its page for an address that leads nowhere. */
export const PORTAL_ROUTE: Route = { prefix: '', upstream: 'portal', rewritePrefix: '' };

function same(prefix: string, upstream: Upstream, rewritePrefix = prefix): Route {
  return { prefix, upstream, rewritePrefix };
}
