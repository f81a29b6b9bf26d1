import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

@Controller()
class BareController {
  @Post()
  @HttpCode(200)
  answer(@Body() body: { subject?: unknown }): object {
    return { decision: body.subject !== undefined };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

// The baseline: the same framework taking the same body and deciding nothing. A process of its own; ends with its input.
const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
process.stdin.resume();
process.stdin.once('end', () => void app.close().then(() => process.exit(0)));
