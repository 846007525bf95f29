import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import mysql from 'mysql2/promise';
import { Sequelize } from 'sequelize';
import { accessModels } from '../../server/access/model.ts';
import { contactsModels } from '../../server/contacts/model.ts';
import { messagesModels } from '../../server/messages/model.ts';
import { outletsModels } from '../../server/outlets/model.ts';
import { applySchema } from '../../server/platform/apply-schema.ts';
import { renewalsModels } from '../../server/renewals/model.ts';
import { ticketsModels } from '../../server/tickets/model.ts';
import { whatsappModels } from '../../server/whatsapp/model.ts';

/** MariaDB or MySQL of DATABASE_URL, and MySQL of MYSQL_URL when it is given. */
const engines = [process.env['DATABASE_URL'], process.env['MYSQL_URL']].flatMap((url) => (url ? [url] : []));

for (const address of new Set(engines)) {
  describe(`the models on ${new URL(address).host}`, () => {
    const name = `engage_models_${randomBytes(4).toString('hex')}`;
    const url = new URL(address);
    url.pathname = `/${name}`;
    let connection: mysql.Connection;
    let sequelize: Sequelize;
    before(async () => {
      await applySchema(url.href);
      await applySchema(url.href);
      connection = await mysql.createConnection({ uri: url.href, charset: 'utf8mb4' });
      sequelize = new Sequelize(url.href, { dialect: 'mysql', logging: false, define: { freezeTableName: true, timestamps: false } });
      for (const define of [accessModels, outletsModels, contactsModels, messagesModels, ticketsModels, renewalsModels, whatsappModels]) define(sequelize);
    });
    after(async () => {
      await connection.query('DROP DATABASE IF EXISTS ??', [name]);
      await connection.end();
      await sequelize.close();
    });

    it('know every table, and every column with its type, whether it may be empty, and its place in the key', async (t) => {
      const [version] = await connection.query<mysql.RowDataPacket[]>('SELECT VERSION() AS version');
      t.diagnostic(`engine ${String(version[0]?.['version'])}`);
      const [columns] = await connection.query<mysql.RowDataPacket[]>(
        `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS columnName, DATA_TYPE AS dataType, COLUMN_TYPE AS columnType, IS_NULLABLE AS isNullable, COLUMN_KEY AS columnKey,
           CHARACTER_MAXIMUM_LENGTH AS length, DATETIME_PRECISION AS fraction, EXTRA AS extra
         FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION`,
        [name],
      );
      const inDatabase: Record<string, string[]> = {};
      for (const row of columns) {
        const isGenerated = /GENERATED/i.test(String(row['extra'])) && !/DEFAULT_GENERATED/i.test(String(row['extra']));
        const isEmptyable = row['isNullable'] === 'YES' || isGenerated;
        (inDatabase[String(row['tableName'])] ??= []).push(
          `${row['columnName']} ${storedType(row)}${row['columnKey'] === 'PRI' ? ' key' : isEmptyable ? ' null' : ''}`,
        );
      }
      const inModels: Record<string, string[]> = {};
      for (const model of Object.values(sequelize.models)) {
        inModels[model.getTableName() as string] = Object.entries(model.getAttributes()).map(([column, attribute]) => {
          return `${attribute.field ?? column} ${modelType(attribute.type as ModelType)}${attribute.primaryKey ? ' key' : attribute.allowNull === false ? '' : ' null'}`;
        });
      }
      assert.deepEqual(inModels, inDatabase);
    });

    it('know every key', async () => {
      const [rows] = await connection.query<mysql.RowDataPacket[]>(
        `SELECT TABLE_NAME AS tableName, INDEX_NAME AS indexName, NON_UNIQUE AS nonUnique, GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX) AS fields
         FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? AND INDEX_NAME <> 'PRIMARY' AND INDEX_NAME NOT LIKE 'fk\\_%' GROUP BY 1, 2, 3`,
        [name],
      );
      const inDatabase = rows
        .map((row) => `${row['tableName']}.${row['indexName']} ${Number(row['nonUnique']) === 0 ? 'unique ' : ''}(${row['fields']})`)
        .sort();
      const inModels = Object.values(sequelize.models)
        .flatMap((model) =>
          (model.options.indexes ?? []).map(
            (index) => `${model.getTableName() as string}.${index.name} ${index.unique ? 'unique ' : ''}(${(index.fields ?? []).join(',')})`,
          ),
        )
        .sort();
      assert.deepEqual(inModels, inDatabase);
    });

    it('point with a foreign key wherever a column names another row, but where schema.sql says why not', async () => {
      const [columns] = await connection.query<mysql.RowDataPacket[]>(
        `SELECT c.TABLE_NAME AS tableName, c.COLUMN_NAME AS columnName FROM information_schema.COLUMNS c
         WHERE c.TABLE_SCHEMA = ? AND c.DATA_TYPE = 'bigint' AND c.COLUMN_NAME LIKE '%\\_id' AND c.COLUMN_NAME <> 'tenant_id'
           AND NOT EXISTS (SELECT 1 FROM information_schema.KEY_COLUMN_USAGE k WHERE k.TABLE_SCHEMA = c.TABLE_SCHEMA AND k.TABLE_NAME = c.TABLE_NAME
             AND k.COLUMN_NAME = c.COLUMN_NAME AND k.REFERENCED_TABLE_NAME IS NOT NULL) ORDER BY 1, 2`,
        [name],
      );
      assert.deepEqual(
        columns.map((row) => `${row['tableName']}.${row['columnName']}`),
        [
          'audit_log.actor_user_id',
          // of whatever kind entity_type says
          'audit_log.entity_id',
          'message.contact_id',
          'message.number_id',
          'outbound.contact_id',
          'outbound.number_id',
          'ticket.former_ticket_id',
          'ticket.preview_message_id',
        ],
      );
    });

    it('keep rows of one tenant from pointing at another’s: every foreign key but the tenant’s own carries tenant_id', async () => {
      const [rows] = await connection.query<mysql.RowDataPacket[]>(
        `SELECT TABLE_NAME AS tableName, CONSTRAINT_NAME AS constraintName, GROUP_CONCAT(COLUMN_NAME ORDER BY ORDINAL_POSITION) AS fields
         FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME IS NOT NULL GROUP BY 1, 2`,
        [name],
      );
      assert.ok(rows.length > 20);
      for (const row of rows) assert.match(String(row['fields']), /^tenant_id(,|$)/, `${row['tableName']}.${row['constraintName']}`);
    });
  });
}

/** A column's type in one spelling for both engines; MariaDB keeps JSON as checked LONGTEXT. */
function storedType(row: mysql.RowDataPacket): string {
  const type = String(row['dataType']);
  if (type === 'longtext' || type === 'json') return 'json';
  if (type === 'enum') return String(row['columnType']).replaceAll(' ', '');
  if (type === 'varchar' || type === 'char') return `${type}(${row['length']})`;
  if (type === 'datetime') return `datetime(${row['fraction']})`;
  if (type === 'tinyint') return 'tinyint(1)';
  if (type === 'decimal') return String(row['columnType']).replaceAll(' ', '');
  return type;
}

interface ModelType {
  values?: string[];
  toSql(): string;
}

function modelType(type: ModelType): string {
  if (type.values) return `enum(${type.values.map((value) => `'${value}'`).join(',')})`;
  const sql = type.toSql().toLowerCase();
  return sql === 'integer' ? 'int' : sql;
}
