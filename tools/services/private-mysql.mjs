import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findBinary } from './find-binary.mjs';
import { SetupError } from './setup-error.mjs';

const run = promisify(execFile);

/** A private MariaDB (or MySQL: ENGAGE_DATABASE_BIN=/path/to/mysqld) on a loopback port. */
export const privateMysql = {
  name: 'mysql',
  label: 'MariaDB',
  packages: ['mariadb-server'],
  url: ({ port }) => `mysql://engage:engage@127.0.0.1:${port}/engagement`,
  findBinary: () => (process.env.ENGAGE_DATABASE_BIN ? findBinary(process.env.ENGAGE_DATABASE_BIN) : findBinary('mariadbd', 'mysqld')),
  async command(folder, { port }, binary) {
    const version = (await run(binary, ['--no-defaults', '--version'])).stdout;
    const mariadb = /mariadb/i.test(version);
    // One data folder per kind of engine: the one can't read the other's files.
    const data = path.join(folder, mariadb ? 'data' : 'data-mysql');
    const config = writeConfig({ folder, data, port, mariadb });
    if (!existsSync(data)) await initialise({ binary, mariadb, config, data });
    return { file: binary, args: [`--defaults-file=${config}`], env: {}, logFile: path.join(folder, 'out.log'), errorLog: path.join(folder, 'error.log') };
  },
};

function writeConfig({ folder, data, port, mariadb }) {
  const config = path.join(folder, 'my.cnf');
  const grants = path.join(folder, 'grants.sql');
  // A unix socket's path may have 107 bytes at most; a checkout's folder may be longer.
  const socket = path.join(os.tmpdir(), `engage-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}.sock`);
  writeFileSync(
    grants,
    ['%', 'localhost', '127.0.0.1']
      .flatMap((host) => [`CREATE USER IF NOT EXISTS 'engage'@'${host}' IDENTIFIED BY 'engage';`, `GRANT ALL ON *.* TO 'engage'@'${host}';`])
      // The collation the server itself would choose for a database it makes.
      .concat(`CREATE DATABASE IF NOT EXISTS engagement CHARACTER SET utf8mb4 COLLATE ${mariadb ? 'utf8mb4_unicode_520_ci' : 'utf8mb4_0900_ai_ci'};`, '')
      .join('\n'),
  );
  const user = process.getuid?.() === 0 ? ['user=root'] : [];
  writeFileSync(
    config,
    [
      '[mysqld]',
      ...user,
      `datadir=${data}`,
      `socket=${socket}`,
      `pid-file=${path.join(folder, 'mysqld.pid')}`,
      `log-error=${path.join(folder, 'error.log')}`,
      `init-file=${grants}`,
      `port=${port}`,
      'bind-address=127.0.0.1',
      'skip-name-resolve',
      'skip-log-bin',
      'character-set-server=utf8mb4',
      'default-time-zone=+00:00',
      'transaction-isolation=READ-COMMITTED',
      'max_connections=400',
      'max_allowed_packet=64M',
      'innodb_buffer_pool_size=512M',
      'innodb_flush_log_at_trx_commit=1',
      'innodb_lock_wait_timeout=10',
      'loose-innodb_log_file_size=256M',
      'loose-innodb_redo_log_capacity=256M',
      'loose-mysqlx=0',
      'loose-performance_schema=OFF',
      'slow_query_log=ON',
      `slow_query_log_file=${path.join(folder, 'slow.log')}`,
      'long_query_time=0.5',
      '',
    ].join('\n'),
  );
  return config;
}

/** Into a folder of another name first, so that an interrupted initialisation is done again and not taken for data. */
async function initialise({ binary, mariadb, config, data }) {
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  if (mariadb) {
    const installer = findBinary(path.join(path.dirname(path.dirname(binary)), 'bin/mariadb-install-db'), 'mariadb-install-db', 'mysql_install_db');
    if (!installer) throw new SetupError(`${binary} is here, but mariadb-install-db is not: is the package complete?`);
    await run(installer, [`--defaults-file=${config}`, `--datadir=${fresh}`, '--skip-test-db', '--auth-root-authentication-method=normal']);
  } else {
    await run(binary, [`--defaults-file=${config}`, `--datadir=${fresh}`, '--init-file=', '--initialize-insecure']);
  }
  renameSync(fresh, data);
}
