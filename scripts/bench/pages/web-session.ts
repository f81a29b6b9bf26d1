/** A browser's part in signing in, and no more of one: cookies by origin, redirects, one form. */
export class WebSession {
  private readonly jars = new Map<string, Map<string, string>>();

  /** Follows redirects to a page. */
  async visit(address: string, init: RequestInit = {}): Promise<Response> {
    let url = new URL(address);
    let next = init;
    for (let hop = 0; hop < 10; hop += 1) {
      const response = await this.ask(url, next);
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) return response;
      await response.arrayBuffer();
      url = new URL(location, url);
      next = {};
    }
    throw new Error(`redirected without end from ${address}`);
  }

  /** One request, whatever its answer. What is sent comes from its own origin, as a browser's forms do. */
  async ask(url: URL, init: RequestInit = {}): Promise<Response> {
    const jar = this.jars.get(url.origin) ?? new Map<string, string>();
    this.jars.set(url.origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const origin: Record<string, string> = init.method === undefined ? {} : { origin: url.origin };
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...origin, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0]!.split(/=(.*)/s) as [string, string];
      jar.set(name, value);
    }
    return response;
  }

  /** Comes in through the development issuer's page as one of the town, to a path of the portal. */
  async signIn(edge: string, kind: 'resident' | 'staff', key: string): Promise<void> {
    const choice = await this.visit(`${edge}/sign-in/${kind}`);
    await choice.arrayBuffer();
    const body = new URLSearchParams({ person: key });
    const home = await this.visit(choice.url, { method: 'POST', body });
    const html = await home.text();
    if (!home.ok || new URL(home.url).origin !== edge)
      throw new Error(`${key} could not sign in: ${home.status} ${html}`);
  }
}
