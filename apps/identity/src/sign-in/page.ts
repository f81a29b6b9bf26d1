import { createHash } from 'node:crypto';

const STYLE = `
body{font:1.1875rem/1.4 system-ui,sans-serif;color:#0b0c0c;background:#fff;margin:0;overflow-wrap:anywhere}
main{max-width:38rem;margin:0 auto;padding:1rem}
h1{font-size:1.75rem;line-height:1.2}
fieldset{border:0;margin:0 0 1.5rem;padding:0}
legend{font-weight:700;padding:0;margin-bottom:.5rem}
.choice{display:flex;align-items:center}
.choice input{width:1.5rem;height:1.5rem;margin:.5rem .75rem .5rem .25rem;flex:none}
.choice label{flex:1;padding:.5rem 0}
.note{border-left:.5rem solid #595959;padding:.5rem 1rem}
.wrong{color:#b00020;font-weight:700}
button{font:inherit;font-weight:700;color:#fff;background:#1a4f3f;border:2px solid #1a4f3f;padding:.6rem 1.2rem}
:focus-visible{outline:3px solid #0b0c0c;outline-offset:2px}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** A page of the development issuer. `body` is markup: whatever goes into it has been through `text`. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title><style>${STYLE}</style></head><body><main>
${body}
<p class="note">This sign-in is for development only: anyone can be anyone here, and everybody in the list is made up.</p>
</main></body></html>
`;
}

/**
 * The headers of such a page: no script, nothing from elsewhere. Browsers hold `form-action` against the redirects after
 * a form as well, so a form that leads back to the portal must name it.
 */
export function pageHeaders(portalUrl: string | undefined): Record<string, string> {
  const targets = ["'self'", ...(portalUrl === undefined ? [] : [new URL(portalUrl).origin])].join(' ');
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; ` +
      `form-action ${targets}; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
}

/** Text as it may stand between tags or in an attribute. */
export function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
