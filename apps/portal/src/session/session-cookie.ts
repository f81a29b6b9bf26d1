import type { FastifyReply, FastifyRequest } from 'fastify';

/** `__Host-`: sent over TLS only (browsers take a loopback address for it), to this host and no other (RFC 6265bis 4.1.3.2). */
const NAME = '__Host-session';
const VALUE = /^[\w-]{43}$/;

export function readSessionCookie({ headers }: FastifyRequest): string | undefined {
  const found = (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${NAME}=`));
  const value = found?.slice(NAME.length + 1);
  return value !== undefined && VALUE.test(value) ? value : undefined;
}

/** Ends with the browser; how long it counts is decided here, not there. */
export function writeSessionCookie(reply: FastifyReply, id: string): void {
  void reply.header('set-cookie', `${NAME}=${id}; Path=/; Secure; HttpOnly; SameSite=Lax`);
}

export function clearSessionCookie(reply: FastifyReply): void {
  void reply.header('set-cookie', `${NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`);
}
