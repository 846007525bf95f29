import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { configure } from './configure.ts';
import { cssSet } from './css-set.ts';
import { defineElement } from './define-element.ts';
import { page } from './page.ts';
import { widgetShell } from './widget-shell.ts';

describe('defineElement', () => {
  it('the first copy wins, a second one never throws', () => {
    class One extends HTMLElement {}
    class Two extends HTMLElement {}
    defineElement('test-once', One);
    defineElement('test-once', Two);
    expect(customElements.get('test-once') === One).to.equal(true);
  });

  it('warns once about another version', () => {
    const heard: string[] = [];
    const { warn } = console;
    console.warn = (line: string) => heard.push(line);
    class Old extends HTMLElement {
      static readonly suiteVersion = '0.0.1-abc';
    }
    customElements.define('test-old', Old);
    defineElement('test-old', class extends HTMLElement {});
    defineElement('test-old', class extends HTMLElement {});
    console.warn = warn;
    expect(heard.length).to.equal(1);
    expect(heard[0]).to.contain('0.0.1-abc');
  });
});

describe('widgetShell', () => {
  let loads = 0;
  widgetShell({
    name: 'probe-shell',
    attributes: ['ticket'],
    properties: ['ticket', 'getToken'],
    parts: ['list'],
    inside: 'test-probe-inside',
    load: async () => {
      loads += 1;
      class Probe extends HTMLElement {
        declare getToken: unknown;
        connectedCallback(): void {
          this.dispatchEvent(new CustomEvent('engage-probe', { bubbles: true, composed: true }));
        }
      }
      customElements.define('test-probe-inside', Probe);
    },
  });

  it('fetches the code when the element appears, once, and passes attributes and properties on', async () => {
    expect(loads).to.equal(0);
    const element = document.createElement('engage-probe-shell');
    const getToken = (): string => 't';
    Reflect.set(element, 'getToken', getToken);
    element.setAttribute('ticket', '7');
    document.body.append(element);
    expect(loads).to.equal(1);
    const inside = (): Element | null | undefined => element.shadowRoot?.firstElementChild;
    await waitUntil(inside, 'the widget is there');
    expect(inside()?.getAttribute('ticket')).to.equal('7');
    expect(Reflect.get(inside() ?? {}, 'getToken') === getToken).to.equal(true);
    element.setAttribute('ticket', '8');
    expect(inside()?.getAttribute('ticket')).to.equal('8');
    element.removeAttribute('ticket');
    expect(inside()?.hasAttribute('ticket')).to.equal(false);
    expect(inside()?.getAttribute('exportparts')).to.equal('list');
    element.remove();
    document.body.append(element);
    expect(loads).to.equal(1);
    element.remove();
  });

  it('keeps properties a framework set before the element was defined', async () => {
    const early = document.createElement('engage-late');
    Reflect.set(early, 'ticket', '9');
    document.body.append(early);
    widgetShell({ name: 'late', attributes: [], properties: ['ticket'], parts: [], inside: 'test-nothing', load: () => Promise.resolve() });
    await waitUntil(() => early.shadowRoot?.firstElementChild, 'mounted');
    expect(Reflect.get(early.shadowRoot?.firstElementChild ?? {}, 'ticket')).to.equal('9');
    early.remove();
  });

  it('says so in the page’s language when the code cannot be fetched, and tries again', async () => {
    let attempts = 0;
    const load = async (): Promise<void> => {
      attempts += 1;
      if (attempts === 1) throw new TypeError('no network');
    };
    widgetShell({ name: 'unreachable', attributes: [], properties: [], parts: [], inside: 'test-nothing', load });
    const element = document.createElement('engage-unreachable');
    element.setAttribute('locale', 'ms');
    const heard = oneEvent(element, 'engage-error');
    document.body.append(element);
    const event: CustomEvent<{ code: string }> = await heard;
    expect(event.detail.code).to.equal('unavailable');
    expect(element.shadowRoot?.textContent).to.contain('Tidak dapat dimuatkan');
    element.shadowRoot?.querySelector('button')?.click();
    await waitUntil(() => element.shadowRoot?.querySelector('test-nothing'), 'it is there now');
    element.remove();
  });
});

describe('configure', () => {
  it('merges, tells its listeners, and is shared by the whole page', () => {
    let heard = 0;
    page().listeners.add(() => {
      heard += 1;
    });
    configure({ server: 'https://one.example' });
    configure({ locale: 'ms' });
    expect(heard).to.equal(2);
    expect(page().configuration).to.include({ server: 'https://one.example', locale: 'ms' });
    page().configuration = {};
    page().listeners.clear();
  });
});

describe('cssSet', () => {
  it('sets and removes style through the CSSOM', async () => {
    const draw = (width: string | undefined) => html`<p ${cssSet({ inlineSize: width, '--at': '5px' })}></p>`;
    const box = await fixture<HTMLElement>(html`<div>${draw('10px')}</div>`);
    const text = box.querySelector('p');
    expect(text?.style.inlineSize).to.equal('10px');
    expect(text?.style.getPropertyValue('--at')).to.equal('5px');
    const { render } = await import('lit');
    const place = document.createElement('div');
    render(draw('10px'), place);
    render(draw(undefined), place);
    expect(place.querySelector('p')?.style.inlineSize).to.equal('');
  });
});
