import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import mysql from 'mysql2/promise';
import { applySchema } from '../../server/platform/apply-schema.ts';

/** Some tables as an older version made them; the tickets without their foreign keys, with a key that was narrower and one that is gone. */
const OLD = `
CREATE TABLE IF NOT EXISTS tenant (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  slug VARCHAR(64) NOT NULL,
  name VARCHAR(255) NOT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_tenant_slug (slug)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE IF NOT EXISTS franchise (
  tenant_id BIGINT NOT NULL,
  fid BIGINT NOT NULL,
  name VARCHAR(255) NOT NULL,
  status ENUM('active','suspended') NOT NULL DEFAULT 'active',
  renewal_date DATE NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (tenant_id, fid),
  KEY idx_franchise_name (tenant_id, name),
  CONSTRAINT fk_franchise_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE IF NOT EXISTS outlet (
  tenant_id BIGINT NOT NULL,
  oid BIGINT NOT NULL,
  fid BIGINT NOT NULL,
  name VARCHAR(255) NOT NULL,
  timezone VARCHAR(64) NOT NULL DEFAULT 'Asia/Kuala_Lumpur',
  expiry_date DATE NULL,
  status ENUM('active','suspended','closed') NOT NULL DEFAULT 'active',
  address JSON NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (tenant_id, oid),
  UNIQUE KEY uq_outlet_franchise (tenant_id, fid, oid),
  KEY idx_outlet_name (tenant_id, name),
  CONSTRAINT fk_outlet_franchise FOREIGN KEY (tenant_id, fid) REFERENCES franchise (tenant_id, fid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE IF NOT EXISTS contact (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  wa_phone_e164 VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  display_name VARCHAR(255) NULL,
  username VARCHAR(64) NULL,
  email VARCHAR(255) NULL,
  locale VARCHAR(16) NULL,
  opted_in_at DATETIME(3) NULL,
  opted_out_at DATETIME(3) NULL,
  undeliverable_at DATETIME(3) NULL,
  merged_into_id BIGINT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_contact_tenant (tenant_id, id),
  UNIQUE KEY uq_contact_phone (tenant_id, wa_phone_e164),
  KEY idx_contact_name (tenant_id, display_name),
  KEY idx_contact_username (tenant_id, username),
  CONSTRAINT fk_contact_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id),
  CONSTRAINT fk_contact_merged FOREIGN KEY (tenant_id, merged_into_id) REFERENCES contact (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE IF NOT EXISTS contact_outlet (
  tenant_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  oid BIGINT NOT NULL,
  is_primary TINYINT(1) NOT NULL DEFAULT 0,
  source ENUM('pos','agent','import') NOT NULL DEFAULT 'agent',
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (tenant_id, contact_id, oid),
  KEY idx_co_outlet (tenant_id, oid),
  CONSTRAINT fk_co_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
  CONSTRAINT fk_co_outlet FOREIGN KEY (tenant_id, oid) REFERENCES outlet (tenant_id, oid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE IF NOT EXISTS category (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  is_lead TINYINT(1) NOT NULL DEFAULT 0,
  UNIQUE KEY uq_category_tenant (tenant_id, id),
  UNIQUE KEY uq_category_name (tenant_id, name),
  CONSTRAINT fk_category_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE IF NOT EXISTS ticket (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  number_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  fid BIGINT NULL,
  oid BIGINT NULL,
  link_state ENUM('linked','ambiguous','unknown') NOT NULL DEFAULT 'unknown',
  subject VARCHAR(255) NULL,
  status ENUM('new','open','pending_merchant','pending_internal','resolved','closed') NOT NULL DEFAULT 'new',
  is_open TINYINT(1) GENERATED ALWAYS AS (CASE WHEN status IN ('resolved','closed') THEN 0 ELSE 1 END) STORED,
  priority ENUM('low','normal','high','urgent') NOT NULL DEFAULT 'normal',
  category_id BIGINT NULL,
  assigned_user_id BIGINT NULL,
  former_ticket_id BIGINT NULL,
  reopen_count INT NOT NULL DEFAULT 0,
  inbound_count INT NOT NULL DEFAULT 0,
  unread_count INT NOT NULL DEFAULT 0,
  awaiting_since DATETIME(3) NULL,
  first_inbound_at DATETIME(3) NULL,
  first_response_at DATETIME(3) NULL,
  resolved_at DATETIME(3) NULL,
  closed_at DATETIME(3) NULL,
  last_message_at DATETIME(3) NOT NULL,
  preview_type VARCHAR(16) NULL,
  preview_text VARCHAR(200) NULL,
  preview_direction ENUM('in','out') NULL,
  preview_status VARCHAR(16) NULL,
  preview_message_id BIGINT NULL,
  revision INT NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_ticket_tenant (tenant_id, id),
  KEY idx_ticket_inbox (tenant_id, is_open, last_message_at, id),
  KEY idx_ticket_assignee (tenant_id, assigned_user_id, is_open),
  KEY idx_ticket_fid (tenant_id, fid, is_open, last_message_at, id),
  KEY idx_ticket_oid (tenant_id, oid),
  KEY idx_ticket_gone (tenant_id, subject, status),
  KEY idx_ticket_contact (tenant_id, contact_id, id),
  KEY idx_ticket_priority (tenant_id, is_open, priority, id),
  KEY idx_ticket_created (tenant_id, is_open, created_at, id),
  KEY idx_ticket_resolved (tenant_id, resolved_at),
  KEY idx_ticket_subject (tenant_id, subject),
  KEY idx_ticket_status_created (tenant_id, status, created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
`;

/** MariaDB or MySQL of DATABASE_URL, and MySQL of MYSQL_URL when it is given. */
const engines = [process.env['DATABASE_URL'], process.env['MYSQL_URL']].flatMap((url) => (url ? [url] : []));

for (const address of new Set(engines)) {
  describe(`a database of an older version on ${new URL(address).host}`, () => {
    const names = { old: `engage_old_${randomBytes(4).toString('hex')}`, fresh: `engage_new_${randomBytes(4).toString('hex')}` };
    const urlOf = (name: string): string => Object.assign(new URL(address), { pathname: `/${name}` }).href;
    let connection: mysql.Connection;

    const rowsOf = async (sql: string, params: readonly string[]): Promise<mysql.RowDataPacket[]> =>
      (await connection.query<mysql.RowDataPacket[]>(sql, [...params]))[0];
    const describeAll = async (name: string): Promise<Record<string, unknown[]>> => ({
      columns: await rowsOf(
        `SELECT TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, COLLATION_NAME, EXTRA, GENERATION_EXPRESSION
         FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION`,
        [name],
      ),
      keys: await rowsOf(
        `SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, SEQ_IN_INDEX, COLUMN_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ?
         ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
        [name],
      ),
      constraints: await rowsOf(
        `SELECT TABLE_NAME, CONSTRAINT_NAME, CONSTRAINT_TYPE FROM information_schema.TABLE_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ? ORDER BY 1, 2, 3`,
        [name],
      ),
      references: await rowsOf(
        `SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE
         WHERE CONSTRAINT_SCHEMA = ? ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`,
        [name],
      ),
    });

    before(async () => {
      connection = await mysql.createConnection({ uri: urlOf('').replace(/\/$/, ''), multipleStatements: true, charset: 'utf8mb4' });
      const [version] = await rowsOf('SELECT VERSION() AS version', []);
      const collation = String(version?.['version']).includes('MariaDB') ? 'utf8mb4_unicode_520_ci' : 'utf8mb4_0900_ai_ci';
      await connection.query(`CREATE DATABASE ${names.old} CHARACTER SET utf8mb4 COLLATE ${collation}; USE ${names.old}; ${OLD}`);
      await connection.query(`
        INSERT INTO tenant (id, slug, name) VALUES (1, 'default', 'Default');
        INSERT INTO franchise (tenant_id, fid, name) VALUES (1, 7, 'Satay Selera');
        INSERT INTO outlet (tenant_id, oid, fid, name, expiry_date, address) VALUES (1, 71, 7, 'Satay Selera Klang', '2027-01-31', '{"line1": "1 Jalan Ipoh"}');
        INSERT INTO contact (id, tenant_id, display_name) VALUES (5, 1, 'Encik Ali');
        INSERT INTO contact_outlet (tenant_id, contact_id, oid, is_primary, source) VALUES (1, 5, 71, 1, 'import');
        INSERT INTO category (id, tenant_id, name) VALUES (3, 1, 'Payment');`);
    });
    after(async () => {
      await connection.query('DROP DATABASE IF EXISTS ??; DROP DATABASE IF EXISTS ??', [names.old, names.fresh]);
      await connection.end();
    });

    it('becomes what a new one is: every column, key, foreign key and check, and keeps its rows', async () => {
      await applySchema(urlOf(names.old));
      await applySchema(urlOf(names.fresh));
      const [upgraded, fresh] = [await describeAll(names.old), await describeAll(names.fresh)];
      for (const what of ['columns', 'keys', 'constraints', 'references']) assert.deepEqual(upgraded[what], fresh[what], what);
      const [outlet] = await rowsOf(`SELECT name, missing_since, amount FROM ${names.old}.outlet WHERE oid = 71`, []);
      assert.deepEqual({ ...outlet }, { name: 'Satay Selera Klang', missing_since: null, amount: null });
      const [link] = await rowsOf(`SELECT source, confidence, state, is_listed FROM ${names.old}.contact_outlet WHERE contact_id = 5`, []);
      assert.deepEqual({ ...link }, { source: 'import', confidence: 90, state: 'active', is_listed: 0 });
      await connection.query(`UPDATE ${names.old}.contact_outlet SET source = 'merchant' WHERE contact_id = 5`);
    });

    it('does nothing the second time, and looks at nothing either', async () => {
      const before = await describeAll(names.old);
      const began = performance.now();
      await applySchema(urlOf(names.old));
      const took = performance.now() - began;
      assert.deepEqual(await describeAll(names.old), before);
      assert.ok(took < 5_000, `${Math.round(took)} ms`);
    });

    it('is put right again when something of it is lost, though that takes a new version to notice', async () => {
      await connection.query(
        `ALTER TABLE ${names.old}.renewal_task DROP KEY idx_renewal_task_open, DROP COLUMN title; ALTER TABLE ${names.old}.tenant COMMENT = 'an older one'`,
      );
      await applySchema(urlOf(names.old));
      assert.deepEqual(await describeAll(names.old), await describeAll(names.fresh));
    });
  });
}
