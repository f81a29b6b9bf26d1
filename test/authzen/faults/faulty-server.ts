import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { ServerUnderTest } from '../server-under-test.js';

interface Found {
  readonly id?: string;
  readonly properties?: object;
}
interface Asked {
  readonly subject?: object;
  readonly resource?: { readonly type?: string };
  readonly options?: { readonly evaluations_semantic?: string };
  readonly evaluations?: object[];
  readonly page?: { readonly token?: string };
}
interface Answered {
  decision?: boolean;
  evaluations?: { readonly context?: { readonly error?: object } }[];
  results?: Found[];
  search_action_endpoint?: string;
}

interface Exchange {
  readonly path: string;
  readonly asked: Asked | undefined;
  status: number;
  headers: Record<string, string>;
  answer: Answered | undefined;
  /** Asks the sound server. */
  again(body: object): Promise<Answered | undefined>;
}

/** The clause of the suite that sees each fault. */
export const SEEN_BY: Readonly<Record<string, string>> = {
  'deny_on_first_deny goes on': 'deny_on_first_deny stops with the first denial',
  'permit_on_first_permit is execute_all': 'permit_on_first_permit stops with the first permit',
  'a failure is passed over': 'deny_on_first_deny takes a failure for a denial',
  'answers come back to front': 'execute_all answers all in order, and is what counts when nothing is said',
  'what stands for all wins over an item':
    'what stands for all is what an item leaves out, and an item’s own part replaces it',
  'a page repeats': 'a search lists exactly what evaluations of every candidate permit',
  'a search lists what is denied': 'a search lists exactly what evaluations of every candidate permit',
  'a search leaves something out': 'a search lists exactly what evaluations of every candidate permit',
  'a token is good for any search': 'a token belongs to its search, and so does the limit',
  'the request id is another': 'a request id comes back as it was, whatever becomes of the request',
  'a denial is a 403': 'a decision is a 200 with a boolean, permit or deny, and is not to be kept',
  'what cannot be read is a denial': 'a body that is none, or of another type, is a 400',
  'decisions may be kept': 'a decision is a 200 with a boolean, permit or deny, and is not to be kept',
  'the metadata forget a search': 'the metadata name every endpoint, under the address that they were asked at',
};

/** What a decision point may get wrong: each changes answers of a sound one on their way. */
export const FAULTS: Readonly<Record<string, (exchange: Exchange) => void | Promise<void>>> = {
  'deny_on_first_deny goes on': async (exchange) => {
    if (exchange.asked?.options?.evaluations_semantic === 'deny_on_first_deny') {
      exchange.answer = await exchange.again({ ...exchange.asked, options: undefined });
    }
  },
  'permit_on_first_permit is execute_all': async (exchange) => {
    if (exchange.asked?.options?.evaluations_semantic === 'permit_on_first_permit') {
      exchange.answer = await exchange.again({ ...exchange.asked, options: undefined });
    }
  },
  'a failure is passed over': (exchange) => {
    if (exchange.answer?.evaluations) {
      exchange.answer.evaluations = exchange.answer.evaluations.filter(({ context }) => !context?.error);
    }
  },
  'answers come back to front': ({ answer }) => void answer?.evaluations?.reverse(),
  'what stands for all wins over an item': async (exchange) => {
    if (exchange.asked?.subject && Array.isArray(exchange.asked.evaluations)) {
      const evaluations = exchange.asked.evaluations.map((item) => ({
        ...item,
        ...exchange.asked,
        evaluations: undefined,
      }));
      exchange.answer = await exchange.again({ ...exchange.asked, evaluations });
    }
  },
  'a page repeats': async (exchange) => {
    const token = exchange.asked?.page?.token;
    const found = exchange.answer?.results;
    if (token && found && found.length > 0) {
      const first = await exchange.again({ ...exchange.asked, page: undefined });
      exchange.answer = { ...exchange.answer, results: first?.results?.slice(0, found.length) ?? [] };
    }
  },
  'a search lists what is denied': ({ path, asked, answer }) => {
    if (path.endsWith('search/resource') && answer?.results && asked?.page?.token === undefined) {
      const [found] = answer.results;
      if (found)
        answer.results.push({
          ...found,
          id: asked?.resource?.type === 'record' && found.properties ? 'ASB' : 'record-5',
        });
    }
  },
  'a search leaves something out': ({ path, answer }) => {
    if (path.endsWith('search/action')) answer?.results?.shift();
  },
  'a token is good for any search': (exchange) => {
    if (exchange.asked?.page?.token && exchange.status === 400) {
      Object.assign(exchange, { status: 200, answer: { page: { next_token: '', count: 0 }, results: [] } });
    }
  },
  'the request id is another': ({ headers }) => void (headers['x-request-id'] &&= 'our-own'),
  'a denial is a 403': (exchange) => {
    if (exchange.answer?.decision === false) exchange.status = 403;
  },
  'what cannot be read is a denial': (exchange) => {
    if (exchange.status === 400) Object.assign(exchange, { status: 200, answer: { decision: false } });
  },
  'decisions may be kept': ({ headers }) => void (headers['cache-control'] = 'max-age=60'),
  'the metadata forget a search': ({ answer }) => void delete answer?.search_action_endpoint,
};

export interface FaultyServer {
  readonly server: ServerUnderTest;
  stop(): Promise<void>;
}

/** A sound server behind one that spoils its answers in one way. */
export async function startFaulty(sound: ServerUnderTest, fault: string): Promise<FaultyServer> {
  const spoil = FAULTS[fault]!;
  let url = '';
  const proxy = createServer((request, response) => {
    relay(sound, request, spoil, url).then(
      ({ status, headers, text }) => response.writeHead(status, headers).end(text),
      (error: unknown) => response.destroy(error as Error),
    );
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const stop = async (): Promise<void> => {
    proxy.closeAllConnections();
    proxy.close();
  };
  return { server: { ...sound, name: fault, url }, stop };
}

async function relay(
  sound: ServerUnderTest,
  request: IncomingMessage,
  spoil: (exchange: Exchange) => void | Promise<void>,
  url: string,
): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers as Record<string, string>;
  const post = (body: string): Promise<Response> =>
    fetch(sound.url + request.url!, {
      method: request.method!,
      headers,
      ...(request.method === 'POST' ? { body } : {}),
    });
  const real = await post(text);
  const kept = ['content-type', 'cache-control', 'x-request-id', 'www-authenticate'].flatMap((name) => {
    const value = real.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const exchange: Exchange = {
    path: request.url!,
    asked: parsed<Asked>(text),
    status: real.status,
    headers: Object.fromEntries(kept),
    answer: parsed<Answered>((await real.text()).replaceAll(sound.url, url)),
    again: async (body) => parsed<Answered>(await (await post(JSON.stringify(body))).text()),
  };
  await spoil(exchange);
  return { status: exchange.status, headers: exchange.headers, text: JSON.stringify(exchange.answer) };
}

function parsed<Body>(text: string): Body | undefined {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return undefined;
  }
}
