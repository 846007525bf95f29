import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findBinary } from './find-binary.mjs';
import { SetupError } from './setup-error.mjs';

/** A private RabbitMQ node with its own name server (epmd), both on loopback; nothing of the machine's own node is touched. */
export const privateRabbitmq = {
  name: 'rabbitmq',
  label: 'RabbitMQ',
  packages: ['rabbitmq-server'],
  extraPorts: ['distPort', 'epmdPort'],
  url: ({ port }) => `amqp://guest:guest@127.0.0.1:${port}`,
  // Debian's /usr/sbin/rabbitmq-server is a wrapper that changes to the machine's own rabbitmq user and folders.
  findBinary: () => findBinary('/usr/lib/rabbitmq/bin/rabbitmq-server', 'rabbitmq-server'),
  /** The name server runs as a process of ours: started by the node itself it would outlive it unseen. */
  helper(folder, { epmdPort }) {
    const epmd = findBinary('epmd', '/usr/lib/erlang/bin/epmd');
    if (!epmd) throw new SetupError('rabbitmq-server is here, but epmd (Erlang) is not: is the package complete?');
    return { file: epmd, args: ['-port', String(epmdPort), '-address', '127.0.0.1'], env: {}, logFile: path.join(folder, 'epmd.log') };
  },
  async command(folder, { port, distPort, epmdPort, profile }, binary) {
    for (const name of ['mnesia', 'log', 'generated', 'schema']) mkdirSync(path.join(folder, name), { recursive: true });
    const file = (name) => path.join(folder, name);
    writeFileSync(
      file('rabbitmq.conf'),
      [
        `listeners.tcp.1 = 127.0.0.1:${port}`,
        'distribution.listener.interface = 127.0.0.1',
        'vm_memory_high_watermark.relative = 0.4',
        'disk_free_limit.absolute = 200MB',
        'raft.wal_max_size_bytes = 67108864',
        'log.console = false',
        'log.file.level = warning',
        '',
      ].join('\n'),
    );
    writeFileSync(file('enabled_plugins'), '[].\n');
    writeFileSync(file('env.conf'), '');
    return {
      file: binary,
      args: [],
      logFile: file('out.log'),
      errorLog: file(`log/engage-${profile}@localhost.log`),
      env: {
        HOME: folder,
        RABBITMQ_NODENAME: `engage-${profile}@localhost`,
        RABBITMQ_CONF_ENV_FILE: file('env.conf'),
        RABBITMQ_CONFIG_FILE: file('rabbitmq.conf'),
        RABBITMQ_ADVANCED_CONFIG_FILE: file('advanced.config'),
        RABBITMQ_GENERATED_CONFIG_DIR: file('generated'),
        RABBITMQ_SCHEMA_DIR: file('schema'),
        RABBITMQ_ENABLED_PLUGINS_FILE: file('enabled_plugins'),
        RABBITMQ_MNESIA_BASE: file('mnesia'),
        RABBITMQ_LOG_BASE: file('log'),
        RABBITMQ_PID_FILE: file('rabbitmq.pid'),
        RABBITMQ_DIST_PORT: String(distPort),
        ERL_EPMD_PORT: String(epmdPort),
        ERL_EPMD_ADDRESS: '127.0.0.1',
        // Schedulers that spin while idle would take the processor from the server beside them.
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+sbwt none +sbwtdcpu none +sbwtdio none',
        // Replaces the script by the node itself, so that the process we know is the one that gets our signals.
        RUNNING_UNDER_SYSTEMD: 'true',
      },
    };
  },
};
