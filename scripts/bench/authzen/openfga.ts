import { freePort } from '../../local/free-port.js';
import type { BenchPlace } from '../decisions/place.js';
import { startServer } from '../decisions/servers.js';
import { fgaModel, fgaQuestion, fgaTuples } from './openfga-model.js';
import type { Peer } from './peer.js';

const TUPLES_A_WRITE = 100;

/** OpenFGA with its own memory as the store, and the part of the policies that relationships say: role, grant, objection, expiry. */
export async function startOpenFga(program: string, place: BenchPlace): Promise<Peer> {
  const [port, grpc] = [await freePort(), await freePort()];
  const args = ['run', '--http-addr', `127.0.0.1:${port}`, '--grpc-addr', `127.0.0.1:${grpc}`];
  const quiet = ['--playground-enabled=false', '--metrics-enabled=false', '--log-level', 'error'];
  const server = await startServer(program, [...args, ...quiet], { port, health: '/healthz' });
  try {
    const store = await post<{ id: string }>(port, '/stores', { name: 'bench' });
    const models = `/stores/${store.id}/authorization-models`;
    const { authorization_model_id: model } = await post<{ authorization_model_id: string }>(port, models, fgaModel);
    const tuples = fgaTuples(place);
    for (let at = 0; at < tuples.length; at += TUPLES_A_WRITE) {
      const writes = { tuple_keys: tuples.slice(at, at + TUPLES_A_WRITE) };
      await post(port, `/stores/${store.id}/write`, { authorization_model_id: model, writes });
    }
    const bodies = place.questions.map((question) => ({
      ...fgaQuestion(question),
      authorization_model_id: model,
    }));
    return { ...server, name: 'openfga', path: `/stores/${store.id}/check`, bodies };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function post<T>(port: number, path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`OpenFGA answered ${answer.status} to ${path}`);
  return (await answer.json()) as T;
}
