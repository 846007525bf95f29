import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { css, type TemplateResult } from 'lit';
import { configure } from './configure.ts';
import type { Connection } from './connection.ts';
import { defineElement } from './define-element.ts';
import { page } from './page.ts';
import { WidgetElement } from './widget-element.ts';

class Probe extends WidgetElement {
  static override styles = [
    WidgetElement.styles,
    css`
      p {
        border: 1px solid var(--e-accent-solid);
      }
    `,
  ];
  seen: (string | null)[] = [];
  current: Connection | undefined;

  protected override connected(connection: Connection): void {
    this.current = connection;
    this.seen.push(connection.session.server);
  }
  protected override released(): void {
    this.seen.push(null);
  }
  protected override render(): TemplateResult {
    return html`<p>${this.format.time('2026-11-21T06:32:00Z')}</p>`;
  }
}
defineElement('test-widget', Probe);

describe('WidgetElement', () => {
  afterEach(() => {
    page().configuration = {};
  });

  it('takes the server from its attribute, then from configure(), then from where the code came from', async () => {
    const element = await fixture<Probe>(html`<test-widget></test-widget>`);
    expect(element.seen).to.deep.equal([location.origin]);
    configure({ server: 'https://two.example/' });
    expect(element.seen).to.deep.equal([location.origin, null, 'https://two.example']);
    element.server = 'https://three.example';
    await element.updateComplete;
    expect(element.seen.at(-1)).to.equal('https://three.example');
    element.remove();
    expect(element.seen.at(-1)).to.equal(null);
  });

  it('shares one connection between widgets of the same server and person', async () => {
    const getToken = (): string => 't';
    const box = await fixture<HTMLElement>(
      html`<div><test-widget .getToken=${getToken}></test-widget><test-widget .getToken=${getToken}></test-widget><test-widget token="own"></test-widget></div>`,
    );
    const [one, two, three] = box.querySelectorAll<Probe>('test-widget');
    expect(one?.current === two?.current).to.equal(true);
    expect(one?.current === three?.current).to.equal(false);
    expect(await three?.current?.session.token()).to.equal('own');
  });

  it('asks for a token anew when the page names getToken again, and begins anew when it is somebody else’s', async () => {
    let sub = 'aina';
    let asked = 0;
    const getToken = (): string => {
      asked += 1;
      return `h.${btoa(JSON.stringify({ sub, exp: Date.now() / 1000 + 600 }))}.s`;
    };
    configure({ server: 'https://two.example', getToken });
    const element = await fixture<Probe>(html`<test-widget></test-widget>`);
    await element.current?.session.token();
    expect(element.seen).to.deep.equal(['https://two.example']);
    configure({ getToken });
    await waitUntil(() => asked === 2);
    await element.current?.session.token();
    expect(element.seen, 'the same person').to.deep.equal(['https://two.example']);
    sub = 'farid';
    configure({ getToken });
    await waitUntil(() => element.seen.length === 3);
    expect(element.seen).to.deep.equal(['https://two.example', null, 'https://two.example']);
    configure({ locale: 'ms' });
    await element.updateComplete;
    expect(asked, 'other settings ask for nothing').to.equal(3);
  });

  it('lets nothing of the host’s style in but the direction and the tokens', async () => {
    const box = await fixture<HTMLElement>(html`<div dir="rtl"><test-widget theme="dark"></test-widget></div>`);
    box.style.setProperty('--engage-accent-solid', 'rgb(1, 2, 3)');
    box.style.setProperty('font', 'italic 30px/3 Georgia');
    box.style.setProperty('letter-spacing', '9px');
    const element = box.querySelector<Probe>('test-widget');
    const text = element?.renderRoot.querySelector('p');
    if (!element || !text) throw new Error('nothing drawn');
    const style = getComputedStyle(text);
    expect(style.fontSize).to.equal('13px');
    expect(style.fontStyle).to.equal('normal');
    expect(style.letterSpacing).to.equal('normal');
    expect(style.direction).to.equal('rtl');
    expect(style.borderTopColor).to.equal('rgb(1, 2, 3)');
    expect(getComputedStyle(element).colorScheme).to.equal('dark');
  });

  it('follows configure() in language, theme, density and zone, and its own attributes first', async () => {
    configure({ locale: 'ms', theme: 'light', density: 'compact', timeZone: 'Europe/Berlin' });
    const element = await fixture<Probe>(html`<test-widget theme="dark"></test-widget>`);
    expect(element.language).to.equal('ms');
    expect(element.lang).to.equal('ms');
    expect(element.dataset['theme']).to.equal('dark');
    expect(element.dataset['density']).to.equal('compact');
    expect(element.renderRoot.querySelector('p')?.textContent).to.equal('07:32');
    element.timeZone = 'Asia/Kuala_Lumpur';
    await element.updateComplete;
    expect(element.renderRoot.querySelector('p')?.textContent).to.equal('14:32');
  });
});
