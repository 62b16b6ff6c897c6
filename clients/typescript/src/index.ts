import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema.js';

/** Everything the API speaks of, by its name in the contract: `Schemas['HealthScore']`. */
export type Schemas = components['schemas'];

/** The API with every path, parameter, body and answer typed. */
export type Keizoku = Client<paths>;

export interface Options {
  /** Where the gateway is: `https://keizoku.example.com`. */
  baseUrl: string;
  /** An API key or a browser token, or what gives one: it is asked before each request, so that a token can be renewed. */
  key: string | (() => string | Promise<string>);
  /** The language of texts for people. */
  language?: 'en' | 'ja';
  /** Another `fetch`, for tests and proxies. */
  fetch?: (request: Request) => Promise<Response>;
}

/** What was refused or could not be served; `errors` names every bad field at once. */
export class KeizokuProblem extends Error {
  override readonly name = 'KeizokuProblem';

  constructor(
    readonly problem: Schemas['Problem'],
    /** Seconds to wait before trying again, where the answer says so (429 and 503). */
    readonly retryAfter?: number,
  ) {
    super([problem.title, problem.detail].filter(Boolean).join(': '));
  }

  get status(): number {
    return this.problem.status;
  }

  /** `not_found` of `/problems/not_found`; never changes and is in no language. */
  get code(): string {
    return this.problem.type.replace(/^.*\//, '');
  }

  get errors(): Schemas['FieldError'][] {
    return this.problem.errors ?? [];
  }
}

/** A client of the API. Every answer of 400 and above is thrown as a {@link KeizokuProblem}. */
export function keizoku(options: Options): Keizoku {
  const client = createClient<paths>({
    baseUrl: options.baseUrl,
    ...(options.fetch && { fetch: options.fetch }),
  });
  client.use(authorised(options), refusing);
  return client;
}

function authorised({ key, language }: Options): Middleware {
  return {
    async onRequest({ request }) {
      request.headers.set('Authorization', `Bearer ${typeof key === 'string' ? key : await key()}`);
      if (language) {
        request.headers.set('Accept-Language', language);
      }
      return request;
    },
  };
}

const refusing: Middleware = {
  async onResponse({ response }) {
    if (response.status >= 400) {
      const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
      throw new KeizokuProblem(await problemOf(response), Number.isNaN(seconds) ? undefined : seconds);
    }
  },
};

/** Whoever stands in front of the gateway may answer with something else than a problem document. */
async function problemOf(response: Response): Promise<Schemas['Problem']> {
  if (response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    return (await response.json()) as Schemas['Problem'];
  }
  return { type: 'about:blank', title: response.statusText || 'No problem document', status: response.status };
}

/** The body of an answer: `const plan = await body(api.GET('/v1/plans/{plan_id}', …))`. */
export async function body<T>(answer: Promise<{ data?: T; response: Response }>): Promise<T> {
  const { data, response } = await answer;
  if (data === undefined) {
    throw new TypeError(`${response.status} without a body`);
  }
  return data;
}

interface Page<Row> {
  data: Row[];
  next_cursor: string | null;
}

/** Every row of a list, page after page: `for await (const plan of rows(cursor => api.GET('/v1/plans', …)))`. */
export async function* rows<Row>(
  page: (cursor: { cursor?: string }) => Promise<{ data?: Page<Row>; response: Response }>,
): AsyncGenerator<Row, void, undefined> {
  let cursor: string | null = null;
  do {
    const read: Page<Row> = await body(page(cursor === null ? {} : { cursor }));
    yield* read.data;
    cursor = read.next_cursor;
  } while (cursor !== null);
}
