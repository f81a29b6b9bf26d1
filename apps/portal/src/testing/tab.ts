import type { Fields, Session } from '../session/session.js';
import { formOn } from './form-on.js';
import type { PortalUnderTest } from './portal-under-test.js';

const MOST_REDIRECTS = 5;

/** A window of a browser, as far as specs need one: it follows where an answer leads, and sends the form of the page it shows. */
export class Tab {
  path = '';
  status = 0;
  html = '';

  constructor(
    private readonly portal: PortalUnderTest,
    /** Of the browser; another one after a sign-in. */
    public session: Session,
  ) {}

  get main(): string {
    return this.html.slice(this.html.indexOf('<main'), this.html.indexOf('</main>'));
  }

  async open(path: string): Promise<this> {
    return this.arrive(path, await this.portal.get(path, this.session));
  }

  /** Sends the page's form with these fields in place of what stands in it. The page stays what it was: it may be sent again. */
  async send(fields: Fields = {}): Promise<Response> {
    const form = formOn(this.html);
    if (!form) throw new Error(`no form on ${this.path}`);
    const sent = Object.entries({ ...form.fields, ...fields }).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
    return this.portal.send(form.action ?? this.path, new URLSearchParams(sent), this.session);
  }

  /** Sends it and shows what comes of it. */
  async submit(fields: Fields = {}): Promise<this> {
    return this.arrive(formOn(this.html)?.action ?? this.path, await this.send(fields));
  }

  private async arrive(path: string, answer: Response): Promise<this> {
    let [at, shown] = [path, answer];
    for (let times = 0; shown.status === 303 && times < MOST_REDIRECTS; times += 1) {
      at = shown.headers.get('location')!;
      shown = await this.portal.get(at, this.session);
    }
    [this.path, this.status, this.html] = [at, shown.status, await shown.text()];
    return this;
  }
}
