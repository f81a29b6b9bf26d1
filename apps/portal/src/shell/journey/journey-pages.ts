import { Body, Get, Post, Req, SetMetadata, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Fields } from '../../session/session.js';
import type { Page, Redirect } from '../page.js';
import { Pages } from '../pages.js';
import { ThisVisit, type Visit } from '../visit.js';
import type { Journey, Params } from './journey.js';
import { Walk } from './walk.js';

const JOURNEY = 'journey';

/**
 * The controller of a journey: an address for each of its pages, and one form on each that asks or sends. Another walk is a
 * spec's, to see that its fault is found.
 */
export function journeyPages<Answers, Known>(
  journey: Journey<Answers, Known>,
  OneWalk: typeof Walk<Answers, Known> = Walk,
): Type {
  const asking = journey.questions.map(({ step }) => step);
  const reviewing = journey.reviews.map(({ step }) => step);

  @Pages(journey.audience, journey.path)
  @SetMetadata(JOURNEY, true)
  class JourneyPages {
    @Get([...asking, ...reviewing])
    async show(@ThisVisit() visit: Visit, @Req() request: FastifyRequest): Promise<Page | Redirect> {
      const walk = await walkOf(visit, request);
      return walk.show(stepOf(request), request.url);
    }

    @Post([...asking, ...reviewing.slice(-1)])
    async take(
      @ThisVisit() visit: Visit,
      @Req() request: FastifyRequest,
      @Body() fields: Fields,
    ): Promise<Page | Redirect> {
      const walk = await walkOf(visit, request);
      return walk.take(stepOf(request), fields);
    }
  }

  const walkOf = async (visit: Visit, { params }: FastifyRequest): Promise<Walk<Answers, Known>> => {
    const named = params as Params;
    const known = await journey.read(visit, named);
    return new OneWalk(journey, visit, filledIn(journey.path, named), known);
  };
  const stepOf = ({ routeOptions: { url = '' } }: FastifyRequest): string => url.slice(journey.path.length + 2);
  return JourneyPages;
}

export const isJourney = (controller: Type): boolean => Reflect.hasMetadata(JOURNEY, controller);

const filledIn = (path: string, params: Params): string =>
  `/${path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? ''))}`;
