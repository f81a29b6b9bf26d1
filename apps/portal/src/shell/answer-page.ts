import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PortalConfig } from '../config.js';
import { Download, Page, Redirect } from './page.js';
import { PageRenderer } from './page-renderer.js';
import type { Visit } from './visit.js';

const SEE_OTHER = 303;

/** Sets status and headers of an answer and returns its body. Nothing of a page is ever kept by a cache. */
@Injectable()
export class AnswerPage {
  private readonly formTargets: string;

  constructor(
    private readonly renderer: PageRenderer,
    config: PortalConfig,
  ) {
    const issuers = [config.OIDC_ISSUER_RESIDENT, config.OIDC_ISSUER_STAFF].map((address) => new URL(address).origin);
    // Sign-in and sign-out begin with a form of ours and end at the issuer: browsers hold redirects to this list, too.
    this.formTargets = ["'self'", ...new Set(issuers)].join(' ');
  }

  prepare(result: unknown, visit: Visit, reply: FastifyReply): string {
    void reply.headers({
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'server-timing': `api;dur=${visit.broker.waitedMs.toFixed(1)}`,
    });
    if (result instanceof Redirect) {
      void reply.code(SEE_OTHER).header('location', result.to);
      return '';
    }
    if (result instanceof Download) {
      const disposition = `attachment; filename="${result.fileName}"`;
      void reply.headers({ 'content-type': result.type, 'content-disposition': disposition });
      return result.body;
    }
    if (!(result instanceof Page)) throw new Error('a page handler returned something else than a page');
    const nonce = randomBytes(16).toString('base64');
    const html = this.renderer.draw(result, visit, nonce);
    void reply.code(result.options.status ?? 200).headers({
      ...result.options.headers,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': this.policy(nonce),
      'x-frame-options': 'DENY',
    });
    return html;
  }

  private policy(nonce: string): string {
    return [
      "default-src 'none'",
      `script-src 'nonce-${nonce}' 'self'`,
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      `form-action ${this.formTargets}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; ');
  }
}
