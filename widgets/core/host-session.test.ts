import { expect, waitUntil } from '@open-wc/testing';
import { EngageError } from './engage-error.ts';
import { HostSession } from './host-session.ts';
import { type HeldTokens, TabTokens } from './tab-tokens.ts';

const server = 'https://engage.example';
const jwt = (seconds: number, name = 'a'): string => `${name}.${btoa(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + seconds }))}.s`;

/** The server, as far as sign-in goes: answers by procedure, and remembers what it was asked. */
function answerWith(answers: Record<string, (input: Record<string, string>) => Response | Promise<Response>>): { asked: string[]; restore: () => void } {
  const real = globalThis.fetch;
  const asked: string[] = [];
  globalThis.fetch = async (url, options) => {
    const procedure = (url instanceof Request ? url.url : url.toString()).split('/').at(-1) ?? '';
    asked.push(procedure);
    const body: Record<string, string> = JSON.parse(typeof options?.body === 'string' ? options.body : '{}');
    const answer = answers[procedure];
    if (!answer) throw new TypeError('Failed to fetch');
    return answer(body);
  };
  return { asked, restore: () => (globalThis.fetch = real) };
}
const data = (value: object): Response => Response.json({ result: { data: value } });
const refusal = (code: string, status: number): Response =>
  Response.json({ error: { message: code, data: { httpStatus: status, engage: { code, message: code } } } }, { status });
const tokens = (name: string, seconds = 600): object => ({
  accessToken: jwt(seconds, name),
  refreshToken: `refresh-${name}`,
  expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
});

/** Another tab of this browser, with storage of its own; it answers when it has an access token. */
function otherTab(refreshToken: string, accessToken = ''): { tokens: HeldTokens; heard: HeldTokens[] } {
  const tokens = { refreshToken, accessToken, until: Date.now() + 590_000 };
  const heard: HeldTokens[] = [];
  new TabTokens(`engage:session:${server}`, {
    session: () => refreshToken,
    current: () => (accessToken ? tokens : null),
    heard: (told) => heard.push(told),
  });
  return { tokens, heard };
}

describe('HostSession with getToken', () => {
  it('asks once for everybody and keeps the token while it is good', async () => {
    let asked = 0;
    const session = new HostSession(server, async () => {
      asked += 1;
      return jwt(600);
    });
    const [one, two] = await Promise.all([session.token(), session.token()]);
    expect(one).to.equal(two);
    await session.token();
    expect(asked).to.equal(1);
    expect(session.state).to.equal('ready');
  });

  it('renews by itself a minute before the token expires, and says so', async () => {
    let asked = 0;
    const session = new HostSession(server, () => {
      asked += 1;
      // the first lasts just long enough to be renewed in 5 s, the shortest wait there is
      return jwt(asked === 1 ? 65 : 600, `n${asked}`);
    });
    let renewals = 0;
    session.addEventListener('token', () => {
      renewals += 1;
    });
    session.attend(true);
    await session.token();
    await waitUntil(() => renewals === 2, 'it renews', { timeout: 9_000 });
    expect(asked).to.equal(2);
    session.attend(false);
  }).timeout(12_000);

  it('stops renewing when nobody is there any more, and goes on when somebody comes', async () => {
    const made = (): { session: HostSession; asked: () => number } => {
      let asked = 0;
      const session = new HostSession(server, () => {
        asked += 1;
        return jwt(asked === 1 ? 65 : 600);
      });
      session.attend(true);
      return { session, asked: () => asked };
    };
    const [left, stayed] = [made(), made()];
    await Promise.all([left.session.token(), stayed.session.token()]);
    left.session.attend(false);
    await waitUntil(() => stayed.asked() === 2, 'it renews', { timeout: 9_000 });
    expect(left.asked()).to.equal(1);
    left.session.attend(true);
    await waitUntil(() => left.asked() === 2, 'it renews again', { timeout: 9_000 });
    for (const { session } of [left, stayed]) session.attend(false);
  }).timeout(20_000);

  it('says when a new token is somebody else’s', async () => {
    let sub = 'aina';
    const session = new HostSession(server, () => `h.${btoa(JSON.stringify({ sub, exp: Date.now() / 1000 + 600 }))}.s`);
    const heard: string[] = [];
    for (const type of ['person', 'token']) session.addEventListener(type, () => heard.push(type));
    await session.token();
    await session.retry();
    expect(heard).to.deep.equal(['token', 'token']);
    sub = 'farid';
    await session.retry();
    expect(heard.slice(2)).to.deep.equal(['person', 'token']);
  });

  it('believes the lifetime of a token, not its date: the clock of a till may be wrong', async () => {
    let asked = 0;
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    const session = new HostSession(server, () => {
      asked += 1;
      return `h.${btoa(JSON.stringify({ iat: hourAgo, exp: hourAgo + 600 }))}.s`;
    });
    await session.token();
    await session.token();
    expect(asked).to.equal(1);
  });

  it('after a refusal renews once, however many calls were refused', async () => {
    let asked = 0;
    const session = new HostSession(server, () => {
      asked += 1;
      return jwt(600, `n${asked}`);
    });
    const first = (await session.token()) ?? '';
    const [one, two] = await Promise.all([session.renewed(first), session.renewed(first)]);
    expect(one).to.equal(two);
    expect(one).to.not.equal(first);
    expect(asked).to.equal(2);
    expect(await session.renewed(first)).to.equal(one);
    expect(asked).to.equal(2);
  });

  it('fails in words when the page cannot give a token, and recovers', async () => {
    let isBroken = true;
    const session = new HostSession(server, () => {
      if (isBroken) throw new TypeError('Failed to fetch');
      return jwt(600);
    });
    const failed = await session.token().catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(EngageError);
    expect(session.state).to.equal('failed');
    expect(session.error?.offline).to.equal(true);
    isBroken = false;
    await session.retry();
    expect(session.state).to.equal('ready');
  });
});

describe('HostSession with a password', () => {
  afterEach(() => sessionStorage.clear());

  it('starts signed out, signs in, keeps only the refresh token in this tab, signs out', async () => {
    const { asked, restore } = answerWith({
      'auth.login': ({ password }) => (password === 'right' ? data(tokens('one')) : refusal('unauthenticated', 401)),
      'auth.logout': () => data({}),
    });
    const session = new HostSession(server);
    expect(await session.token()).to.equal(null);
    expect(session.state).to.equal('signed-out');
    const wrong = await session.signIn('aina@kedai.my', 'wrong').catch((error: unknown) => error);
    expect((wrong as EngageError).code).to.equal('unauthenticated');
    await session.signIn('aina@kedai.my', 'right');
    expect(session.state).to.equal('ready');
    expect(Object.keys(sessionStorage)).to.deep.equal([`engage:session:${server}`]);
    expect(sessionStorage.getItem(`engage:session:${server}`)).to.equal('refresh-one');
    await session.signOut();
    expect(sessionStorage.length).to.equal(0);
    expect(session.state).to.equal('signed-out');
    expect(asked).to.deep.equal(['auth.login', 'auth.login', 'auth.logout']);
    restore();
  });

  it('comes back after a reload, and rotates the refresh token', async () => {
    sessionStorage.setItem(`engage:session:${server}`, 'refresh-old');
    const { restore } = answerWith({
      'auth.refresh': ({ refreshToken }) => (refreshToken === 'refresh-old' ? data(tokens('new')) : refusal('unauthenticated', 401)),
    });
    const session = new HostSession(server);
    expect(await session.token()).to.be.a('string');
    expect(sessionStorage.getItem(`engage:session:${server}`)).to.equal('refresh-new');
    restore();
  });

  it('goes on with what another tab of the session holds instead of trading a token that was traded', async () => {
    // a duplicated tab, or one that slept: its copy is behind
    sessionStorage.setItem(`engage:session:${server}`, 's1.old');
    const other = otherTab('s1.new', jwt(600, 'other'));
    const { asked, restore } = answerWith({});
    const session = new HostSession(server);
    expect(await session.token()).to.equal(other.tokens.accessToken);
    expect(sessionStorage.getItem(`engage:session:${server}`)).to.equal('s1.new');
    expect(session.state).to.equal('ready');
    expect(asked).to.deep.equal([]);
    restore();
  });

  it('tells the other tabs of its session what it got, and no others', async () => {
    sessionStorage.setItem(`engage:session:${server}`, 's2.old');
    const [same, stranger] = [otherTab('s2.old'), otherTab('s3.old')];
    const { restore } = answerWith({ 'auth.refresh': () => data({ ...tokens('x'), refreshToken: 's2.new' }) });
    const session = new HostSession(server);
    const token = await session.token();
    await waitUntil(() => same.heard.length === 1, 'the other tab hears it');
    expect(same.heard[0]).to.include({ refreshToken: 's2.new', accessToken: token });
    expect(stranger.heard).to.deep.equal([]);
    restore();
  });

  it('asks for a new token when the other tab has only the one that was refused', async () => {
    sessionStorage.setItem(`engage:session:${server}`, 's4.one');
    const { asked, restore } = answerWith({
      'auth.refresh': ({ refreshToken }) => data({ ...tokens(`of-${refreshToken}`), refreshToken: `${refreshToken}+` }),
    });
    const session = new HostSession(server);
    const refused = (await session.token()) ?? '';
    otherTab('s4.one+', refused);
    expect(await session.renewed(refused)).to.include('of-s4.one+');
    expect(asked).to.deep.equal(['auth.refresh', 'auth.refresh']);
    restore();
  });

  it('a refused refresh signs out; an unreachable server does not', async () => {
    sessionStorage.setItem(`engage:session:${server}`, 'refresh-old');
    const away = answerWith({});
    const session = new HostSession(server);
    await session.token().catch(() => undefined);
    expect(session.state).to.equal('failed');
    expect(sessionStorage.length).to.equal(1);
    away.restore();
    const refused = answerWith({ 'auth.refresh': () => refusal('unauthenticated', 401) });
    expect(await session.token()).to.equal(null);
    expect(session.state).to.equal('signed-out');
    expect(sessionStorage.length).to.equal(0);
    refused.restore();
  });
});
