/** As much of a browser as a code flow needs: it keeps cookies by path, and follows nothing by itself. */
export class Browser {
  private readonly jar = new Map<string, { readonly value: string; readonly path: string }>();

  async get(url: string): Promise<Response> {
    return this.keep(await fetch(url, { redirect: 'manual', headers: this.headers(url) }));
  }

  async post(url: string, form: Record<string, string>): Promise<Response> {
    const body = new URLSearchParams(form);
    return this.keep(await fetch(url, { method: 'POST', redirect: 'manual', headers: this.headers(url), body }));
  }

  /** Follows redirects while they stay at this origin; answers with the first answer that is none, or leads away. */
  async follow(first: Response, origin: string): Promise<Response> {
    let answer = first;
    for (let hops = 0; hops < 10; hops += 1) {
      const target = answer.headers.get('location');
      if (target === null) return answer;
      const url = new URL(target, origin);
      if (url.origin !== origin) return answer;
      answer = await this.get(url.href);
    }
    throw new Error('it leads in a circle');
  }

  private headers(url: string): Record<string, string> {
    const { pathname } = new URL(url);
    const sent = [...this.jar].filter(([, { path }]) => pathname.startsWith(path));
    return sent.length === 0 ? {} : { cookie: sent.map(([name, { value }]) => `${name}=${value}`).join('; ') };
  }

  private keep(answer: Response): Response {
    for (const line of answer.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split(/; */);
      const [name, value] = pair!.split(/=(.*)/s) as [string, string];
      if (attributes.some((attribute) => /^secure$/i.test(attribute))) throw new Error(`${name} needs TLS`);
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
      if (value === '' || attributes.some((attribute) => /1970/.test(attribute))) this.jar.delete(name);
      else this.jar.set(name, { value, path });
    }
    return answer;
  }
}
