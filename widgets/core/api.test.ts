import { expect } from '@open-wc/testing';
import { createApi } from './api.ts';
import { EngageError } from './engage-error.ts';

interface Asked {
  url: string;
  method: string;
  bearer: string | null;
}

/** The server's end: one answer per request, in order. */
function answer(...answers: (() => Response)[]): { asked: Asked[]; restore: () => void } {
  const real = globalThis.fetch;
  const asked: Asked[] = [];
  globalThis.fetch = async (url, options) => {
    asked.push({
      url: url instanceof Request ? url.url : url.toString(),
      method: options?.method ?? 'GET',
      bearer: new Headers(options?.headers).get('authorization'),
    });
    const next = answers.shift();
    if (!next) throw new TypeError('Failed to fetch');
    return next();
  };
  return { asked, restore: () => (globalThis.fetch = real) };
}
const me = [{ result: { data: { userId: '1', name: 'Aina' } } }];
const refused = [
  { error: { message: 'no', code: -32001, data: { httpStatus: 401, engage: { code: 'unauthenticated', message: 'Token expired', requestId: 'r1' } } } },
];

describe('createApi', () => {
  it('asks by POST with the bearer, so that nothing typed ends up in an address', async () => {
    const { asked, restore } = answer(() => Response.json(me));
    const api = createApi('https://engage.example', { token: () => Promise.resolve('one'), renewed: () => Promise.resolve(null) });
    expect((await api.auth.me.query()).name).to.equal('Aina');
    expect(asked).to.deep.equal([{ url: 'https://engage.example/trpc/auth.me?batch=1', method: 'POST', bearer: 'Bearer one' }]);
    restore();
  });

  it('renews a refused token once and repeats the request', async () => {
    const { asked, restore } = answer(
      () => Response.json(refused, { status: 401 }),
      () => Response.json(me),
    );
    const api = createApi('https://engage.example', {
      token: () => Promise.resolve('old'),
      renewed: (token) => Promise.resolve(token === 'old' ? 'new' : null),
    });
    expect((await api.auth.me.query()).userId).to.equal('1');
    expect(asked.map(({ bearer }) => bearer)).to.deep.equal(['Bearer old', 'Bearer new']);
    restore();
  });

  it('a refusal that stays is an EngageError with the server’s words', async () => {
    const { restore } = answer(() => Response.json(refused, { status: 401 }));
    const api = createApi('https://engage.example', { token: () => Promise.resolve('old'), renewed: () => Promise.resolve(null) });
    const error = EngageError.from(await api.auth.me.query().catch((thrown: unknown) => thrown));
    expect(error).to.include({ code: 'unauthenticated', message: 'Token expired', requestId: 'r1', offline: false });
    restore();
  });

  it('no answer is `unavailable` and offline; an aborted call is neither', async () => {
    const { restore } = answer();
    const api = createApi('https://engage.example', { token: () => Promise.resolve(null), renewed: () => Promise.resolve(null) });
    const error = EngageError.from(await api.auth.me.query().catch((thrown: unknown) => thrown));
    expect(error).to.include({ code: 'unavailable', offline: true });
    restore();
    const controller = new AbortController();
    const call = api.auth.me.query(undefined, { signal: controller.signal }).catch((thrown: unknown) => thrown);
    controller.abort();
    expect(EngageError.isAbort(await call)).to.equal(true);
  });
});
