import { ProblemError } from '#libs/http';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';

const ASKING = '/access/v1/';
const VISIBLE = /^[\x20-\x7e]{1,200}$/;

/**
 * What AuthZEN 1.0 asks of its paths and the house has otherwise. A request id is sent back as it came (Request
 * Identification), whatever it reads like: to the caller alone, our logs keep an id of our own for it. What is not JSON is a
 * 400 (Error Responses), not a 415.
 */
@Injectable()
export class AuthzenTransport implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    const instance = this.host.httpAdapter.getInstance<FastifyInstance>();
    instance.addHook('onRequest', (request, reply, done) => {
      if (!request.url.startsWith(ASKING)) return done();
      const id = request.headers['x-request-id'];
      if (typeof id === 'string' && VISIBLE.test(id)) void reply.header('x-request-id', id);
      const isJson = /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
      if (request.method === 'POST' && !isJson) {
        return done(new ProblemError('malformed-request', { detail: 'send application/json' }));
      }
      done();
    });
  }
}
