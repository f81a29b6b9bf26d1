import 'reflect-metadata';
import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Module,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { hotPool } from '#libs/persistence';
import type { FastifyRequest } from 'fastify';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { BODY, INSERT } from './inserted-row.js';

const { DATABASE_URL, ISSUER } = process.env as { DATABASE_URL: string; ISSUER: string };
const CONNECTIONS = 10;
const SCHEME = 'Bearer ';

const pool = hotPool(DATABASE_URL, 'insert-endpoint', () => undefined, CONNECTIONS);
const keys = createRemoteJWKSet(new URL(`${ISSUER}/jwks`));
const remembered = new Map<string, unknown>();

/** A token's signature is verified once, and remembered. */
class BearerGuard implements CanActivate {
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { authorization = '' } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    if (!authorization.startsWith(SCHEME)) throw new UnauthorizedException();
    const token = authorization.slice(SCHEME.length);
    if (remembered.has(token)) return true;
    const { payload } = await jwtVerify(token, keys, { issuer: ISSUER, audience: 'consent-broker' });
    remembered.set(token, payload);
    return true;
  }
}

@Controller()
@UseGuards(BearerGuard)
class InsertController {
  @Get()
  async insert(): Promise<object> {
    const { rowCount } = await pool.query({ ...INSERT, values: [BODY] });
    return { inserted: rowCount };
  }
}

@Module({ controllers: [InsertController] })
class InsertModule {}

// What a disclosure is measured beside: the same framework, a verified token and one INSERT (prepared, a transaction of its own).
const app = await NestFactory.create<NestFastifyApplication>(InsertModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
process.stdin.resume();
process.stdin.once('end', () => {
  void app
    .close()
    .then(() => pool.end())
    .then(() => process.exit(0));
});
