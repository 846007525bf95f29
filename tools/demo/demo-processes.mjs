import path from 'node:path';
import { profileFolder } from '../services/profile-state.mjs';

/** The demo's usual ports (README.md names them); another is taken when one of them is in use. */
export const usualPorts = { server: Number(process.env.PORT) || 8080, graph: 4010, pos: 4020, bootstrap: 4030, react: 4031 };

/** What listens on each port, as a person knows it. */
export const portNames = {
  server: 'the Engage server',
  graph: "the merchant's phone",
  pos: "the POS company's outlets",
  bootstrap: 'the POS back office (Bootstrap 3)',
  react: 'the POS back office (React)',
};

/** A number that doesn't exist at Meta. */
const demoNumber = { WABA_PHONE_NUMBER_ID: '106540352242922', WABA_ID: '102290129340398' };

const local = (port) => `http://127.0.0.1:${port}`;

/** The processes of the demo: what they are to a person, program, environment, and the address that answers 200 when it is there. */
export function demoProcesses({ ports, secrets, services }) {
  const { WABA_APP_SECRET, WABA_ACCESS_TOKEN, WABA_VERIFY_TOKEN, POS_TOKEN, POS_WEBHOOK_SECRET, IMPORT_TOKEN, EMBED_SECRET, SESSION_SECRET } = secrets;
  const hosts = [ports.bootstrap, ports.react];
  return [
    {
      name: 'graph',
      title: "The merchant's phone and a stand-in for WhatsApp",
      file: 'embed-demo/simulators/graph/main.ts',
      health: `${local(ports.graph)}/health`,
      env: {
        PORT: String(ports.graph),
        WEBHOOK_URL: `${local(ports.server)}/webhook/whatsapp`,
        SIM_STATE_FILE: path.join(profileFolder('dev'), 'graph-simulator.json'),
        WABA_APP_SECRET,
        WABA_ACCESS_TOKEN,
        WABA_VERIFY_TOKEN,
        ...demoNumber,
      },
    },
    {
      name: 'pos',
      title: "A stand-in for the POS company's outlets",
      file: 'embed-demo/simulators/pos/main.ts',
      health: `${local(ports.pos)}/health`,
      env: {
        PORT: String(ports.pos),
        POS_TOKEN,
        POS_WEBHOOK_SECRET,
        POS_PUSH_URL: `${local(ports.server)}/webhook/pos`,
        POS_STATE_FILE: path.join(profileFolder('dev'), 'pos-simulator.json'),
        POS_WAITS_FOR_SEED: 'true',
      },
    },
    {
      name: 'hosts',
      title: 'Two POS back offices',
      file: 'embed-demo/hosts/main.ts',
      health: `${local(ports.react)}/health`,
      env: {
        PORT: String(ports.bootstrap),
        PORT_REACT: String(ports.react),
        ENGAGE_URL: local(ports.server),
        POS_SIM_URL: local(ports.pos),
        GRAPH_SIM_URL: local(ports.graph),
        EMBED_SECRET,
      },
    },
    {
      name: 'server',
      title: 'The Engage server',
      file: 'server/main.ts',
      health: `${local(ports.server)}/ready`,
      env: {
        ...services,
        NODE_ENV: 'development',
        ROLES: 'web,worker,scheduler',
        HOST: '127.0.0.1',
        PORT: String(ports.server),
        APP_BASE_URL: local(ports.server),
        ALLOWED_ORIGINS: hosts.flatMap((port) => [local(port), `http://localhost:${port}`]).join(','),
        WABA_API_BASE: `${local(ports.graph)}/v26.0`,
        WABA_MEDIA_HOSTS: '127.0.0.1',
        POS_BASE_URL: local(ports.pos),
        WABA_APP_SECRET,
        WABA_ACCESS_TOKEN,
        WABA_VERIFY_TOKEN,
        POS_TOKEN,
        POS_WEBHOOK_SECRET,
        IMPORT_TOKEN,
        SESSION_SECRET,
        EMBED_SECRET,
        ...demoNumber,
      },
    },
  ];
}

/** What fills an empty database; it leaves a mark and does nothing the next time. */
export function demoSeed({ ports, services }) {
  return {
    name: 'seed',
    file: 'embed-demo/seed/main.ts',
    env: { ...services, ...demoNumber, GRAPH_SIM_URL: local(ports.graph), POS_SIM_URL: local(ports.pos) },
  };
}

/** The addresses a person wants. */
export function demoAddresses(ports) {
  return [
    ['POS back office (Bootstrap 3)', `${local(ports.bootstrap)}/`],
    ['POS back office (React)', `${local(ports.react)}/`],
    ["The merchant's phone", `${local(ports.graph)}/phone/`],
    ['Gallery of every part', `${local(ports.server)}/gallery/`],
    ['Engage server', `${local(ports.server)}/ready`],
  ];
}
