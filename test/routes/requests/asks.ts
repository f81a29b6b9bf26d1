import type { Ask, Place } from '../place/place.js';
import type { Asking } from './question.js';

const VERSION_1 = { 'if-match': '"1"' };

export const get = (path: string): Ask => ({ method: 'GET', path });

export const post = (path: string, body?: unknown): Ask => ({
  method: 'POST',
  path,
  headers: VERSION_1,
  ...(body === undefined ? {} : { body }),
});

/** An officer moves something new one step. */
export const step =
  (
    folder: string,
    act: string,
    make: (place: Place) => Promise<string>,
    { unknown, body }: { unknown: () => string; body?: object },
  ): Asking =>
  async (place) => {
    const id = await make(place);
    const ask = (name: string): Ask => post(`/v1/${folder}/${name}/${act}`, body);
    return { real: ask(id), unknown: ask(unknown()), mark: id };
  };
