import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

@Controller()
class EmptyController {
  @Get()
  answer(): object {
    return {};
  }
}

@Module({ controllers: [EmptyController] })
class EmptyModule {}

// The baseline: the same framework doing nothing. Run as a process of its own, as the apps are; ends with its input.
const app = await NestFactory.create<NestFastifyApplication>(EmptyModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
process.stdin.resume();
process.stdin.once('end', () => void app.close().then(() => process.exit(0)));
