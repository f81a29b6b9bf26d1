import { send, type Heard, type Question, type ServerUnderTest } from './server-under-test.js';

/** One thing that AuthZEN 1.0 asks of every decision point; answers with what is wrong, or nothing. */
export interface Requirement {
  readonly clause: string;
  check(server: ServerUnderTest): Promise<string[]>;
}

const EVALUATION = '/access/v1/evaluation';
const EVALUATIONS = '/access/v1/evaluations';

const decisions = ({ body }: Heard): boolean[] =>
  ((body?.evaluations ?? []) as { decision: boolean }[]).map(({ decision }) => decision);

const unless = (right: boolean, wrong: string): string[] => (right ? [] : [wrong]);

const isDecision = ({ status, headers, body }: Heard, decision: boolean): boolean =>
  status === 200 &&
  /^application\/json/.test(headers.get('content-type') ?? '') &&
  headers.get('cache-control') === 'no-store' &&
  body.decision === decision;

async function several(server: ServerUnderTest, body: object): Promise<string> {
  return decisions(await send(server, EVALUATIONS, { body })).join();
}

function listOf(server: ServerUnderTest, semantic: string): object {
  const { permitted, denied } = server;
  return { evaluations: [permitted, denied, permitted, denied], options: { evaluations_semantic: semantic } };
}

async function wrongStatuses(
  server: ServerUnderTest,
  status: number,
  sendings: Readonly<Record<string, Parameters<typeof send>[2]>>,
  path = EVALUATION,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const [what, sending] of Object.entries(sendings)) {
    const heard = await send(server, path, sending);
    if (heard.status !== status) wrong.push(`${what} was answered ${heard.status}`);
    else if (heard.body === undefined || 'decision' in heard.body) wrong.push(`${what} was answered without a message`);
  }
  return wrong;
}

const without = (question: Question, part: keyof Question): object => ({ ...question, [part]: undefined });

export const REQUIREMENTS: readonly Requirement[] = [
  {
    clause: 'a decision is a 200 with a boolean, permit or deny, and is not to be kept',
    check: async (server) => [
      ...unless(isDecision(await send(server, EVALUATION, { body: server.permitted }), true), 'the permit is none'),
      ...unless(isDecision(await send(server, EVALUATION, { body: server.denied }), false), 'the denial is none'),
    ],
  },
  {
    clause: 'unknown fields are ignored',
    check: async (server) => {
      const body = { ...server.permitted, foo: 'bar', future: { nested: [true] } };
      return unless(isDecision(await send(server, EVALUATION, { body }), true), 'they change the answer');
    },
  },
  {
    clause: 'unknown words are denied with a reason',
    check: async (server) => {
      const wrong: string[] = [];
      for (const [reason, question] of server.unknown) {
        const heard = await send(server, EVALUATION, { body: question });
        if (!isDecision(heard, false)) wrong.push(`${reason}: no denial`);
        else if (heard.body.context.reason !== reason) wrong.push(`${reason}: ${heard.body.context.reason as string}`);
      }
      return wrong;
    },
  },
  {
    clause: 'execute_all answers all in order, and is what counts when nothing is said',
    check: async (server) => {
      const all = await several(server, listOf(server, 'execute_all'));
      const unsaid = await several(server, { ...listOf(server, ''), options: undefined });
      return unless(all === 'true,false,true,false' && unsaid === all, `answered ${all} and ${unsaid}`);
    },
  },
  {
    clause: 'deny_on_first_deny stops with the first denial',
    check: async (server) => {
      const answered = await several(server, listOf(server, 'deny_on_first_deny'));
      return unless(answered === 'true,false', `answered ${answered}`);
    },
  },
  {
    clause: 'deny_on_first_deny takes a failure for a denial',
    check: async (server) => {
      const { permitted } = server;
      const options = { evaluations_semantic: 'deny_on_first_deny' };
      const answered = await several(server, { evaluations: [permitted, {}, permitted], options });
      return unless(answered === 'true,false', `answered ${answered}`);
    },
  },
  {
    clause: 'permit_on_first_permit stops with the first permit',
    check: async (server) => {
      const { permitted, denied } = server;
      const options = { evaluations_semantic: 'permit_on_first_permit' };
      const answered = await several(server, { evaluations: [denied, permitted, denied], options });
      return unless(answered === 'false,true', `answered ${answered}`);
    },
  },
  {
    clause: 'what stands for all is what an item leaves out, and an item’s own part replaces it',
    check: async (server) => {
      const { permitted, denied } = server;
      const answered = await several(server, { ...permitted, evaluations: [{}, denied, { action: permitted.action }] });
      return unless(answered === 'true,false,true', `answered ${answered}`);
    },
  },
  {
    clause: 'without a list, or with an empty one, it is one evaluation',
    check: async (server) => {
      const answers = [
        await send(server, EVALUATIONS, { body: server.permitted }),
        await send(server, EVALUATIONS, { body: { ...server.permitted, evaluations: [] } }),
      ];
      return unless(
        answers.every((answer) => isDecision(answer, true) && answer.body.evaluations === undefined),
        'it is not',
      );
    },
  },
  {
    clause: 'an item that cannot be read is denied with an error of its own',
    check: async (server) => {
      const items = [
        server.permitted,
        {},
        without(server.permitted, 'resource'),
        { ...server.permitted, action: 'read' },
      ];
      const heard = await send(server, EVALUATIONS, { body: { evaluations: items } });
      const [, ...bad] = (heard.body.evaluations ?? []) as { context?: { error?: { status: number } } }[];
      return [
        ...unless(decisions(heard).join() === 'true,false,false,false', `answered ${decisions(heard).join()}`),
        ...unless(
          bad.every(({ context }) => context?.error?.status === 400),
          'the errors are not told',
        ),
      ];
    },
  },
  {
    clause: 'a request id comes back as it was, whatever becomes of the request',
    check: async (server) => {
      const headers = { 'x-request-id': 'PEP request 42/a' };
      const answers = [
        await send(server, EVALUATION, { body: server.permitted, headers }),
        await send(server, EVALUATION, { raw: '{', headers }),
        await send(server, EVALUATIONS, { body: [], headers }),
      ];
      const ids = answers.map((answer) => answer.headers.get('x-request-id'));
      return unless(
        ids.every((id) => id === headers['x-request-id']),
        `came back as ${ids.join()}`,
      );
    },
  },
  {
    clause: 'a body that is none, or of another type, is a 400',
    check: (server) =>
      wrongStatuses(server, 400, {
        'broken JSON': { raw: '{"subject"' },
        nothing: { raw: '' },
        'a list': { raw: '[]' },
        null: { raw: 'null' },
        'a text': { raw: '"x"' },
        'plain text': { raw: '{}', headers: { 'content-type': 'text/plain' } },
        'a form': { raw: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
        'a poisoned body': { raw: '{"__proto__": {"decision": true}}' },
      }),
  },
  {
    clause: 'parts that are missing or of the wrong shape are a 400',
    check: (server) => {
      const { permitted } = server;
      return wrongStatuses(server, 400, {
        'no subject': { body: without(permitted, 'subject') },
        'no action': { body: without(permitted, 'action') },
        'no resource': { body: without(permitted, 'resource') },
        'a subject without type': { body: { ...permitted, subject: { id: 'a' } } },
        'a subject without id': { body: { ...permitted, subject: { type: 'a' } } },
        'an action without name': { body: { ...permitted, action: {} } },
        'a resource without id': { body: { ...permitted, resource: { type: 'a' } } },
        'a text for a subject': { body: { ...permitted, subject: 'alice' } },
        'a number for a name': { body: { ...permitted, action: { name: 123 } } },
        'a list for the context': { body: { ...permitted, context: [] } },
        'a text for properties': { body: { ...permitted, resource: { ...permitted.resource, properties: 'x' } } },
      });
    },
  },
  {
    clause: 'what is wrong with evaluations as a whole is a 400',
    check: (server) =>
      wrongStatuses(
        server,
        400,
        {
          'a text for the list': { body: { ...server.permitted, evaluations: 'all' } },
          'an unknown semantic': { body: listOf(server, 'at_random') },
          'a text for the options': { body: { evaluations: [server.permitted], options: 'fast' } },
          'a text for what stands for all': { body: { subject: 'x', evaluations: [server.permitted] } },
        },
        EVALUATIONS,
      ),
  },
  {
    clause: 'too much is a 413',
    check: (server) => wrongStatuses(server, 413, { 'two megabytes': { raw: `{"x":"${'x'.repeat(2_100_000)}"}` } }),
  },
  {
    clause: 'a caller who is not known is a 401, and is told how to be',
    check: async (server) => {
      if (!server.needsSignIn) return [];
      const heard = await send(server, EVALUATION, {
        body: server.permitted,
        headers: { authorization: 'Bearer none' },
      });
      const said = heard.headers.get('www-authenticate') ?? '';
      return unless(heard.status === 401 && said.startsWith('Bearer'), `answered ${heard.status} ${said}`);
    },
  },
  {
    clause: 'the metadata name every endpoint, under the address that they were asked at',
    check: async (server) => {
      const answer = await fetch(`${server.url}/.well-known/authzen-configuration`);
      const told = (await answer.json()) as Record<string, unknown>;
      const names = ['access_evaluation', 'access_evaluations', 'search_subject', 'search_resource', 'search_action'];
      const paths = ['evaluation', 'evaluations', 'search/subject', 'search/resource', 'search/action'];
      return [
        ...unless(answer.status === 200 && told['policy_decision_point'] === server.url, 'they are of another'),
        ...names.flatMap((name, at) =>
          unless(told[`${name}_endpoint`] === `${server.url}/access/v1/${paths[at]!}`, `${name} is missing`),
        ),
      ];
    },
  },
];
