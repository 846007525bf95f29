import { DataTypes, type ModelStatic, type Model, type Sequelize } from 'sequelize';

/** The tables of this domain as Sequelize sees them: columns and keys of schema.sql, no associations, no hooks (test/flows/models.test.ts compares). */
export function whatsappModels(sequelize: Sequelize): Record<'whatsappNumber' | 'whatsappTemplate' | 'templateBinding' | 'webhookEvent', ModelStatic<Model>> {
  return {
    whatsappNumber: sequelize.define(
      'whatsapp_number',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        phone_number_id: { type: DataTypes.STRING(64), allowNull: false },
        waba_id: { type: DataTypes.STRING(64) },
        display_phone: { type: DataTypes.STRING(32), allowNull: false, defaultValue: '' },
        name: { type: DataTypes.STRING(255), allowNull: false, defaultValue: '' },
        messages_per_second: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 80 },
        stopped_reason: { type: DataTypes.STRING(64) },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'whatsapp_number',
        indexes: [
          { name: 'uq_number_phone_number_id', unique: true, fields: ['phone_number_id'] },
          { name: 'uq_number_tenant', unique: true, fields: ['tenant_id', 'id'] },
        ],
      },
    ),
    whatsappTemplate: sequelize.define(
      'whatsapp_template',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        waba_id: { type: DataTypes.STRING(64), allowNull: false },
        meta_id: { type: DataTypes.STRING(64) },
        name: { type: DataTypes.STRING(512), allowNull: false },
        language: { type: DataTypes.STRING(16), allowNull: false },
        category: { type: DataTypes.STRING(32), allowNull: false },
        status: { type: DataTypes.STRING(32), allowNull: false },
        origin: { type: DataTypes.ENUM('meta', 'seed', 'local'), allowNull: false, defaultValue: 'meta' },
        wanted_category: { type: DataTypes.STRING(32) },
        parameter_format: { type: DataTypes.ENUM('POSITIONAL', 'NAMED'), allowNull: false, defaultValue: 'POSITIONAL' },
        components: { type: DataTypes.JSON, allowNull: false },
        rejected_reason: { type: DataTypes.STRING(255) },
        quality: { type: DataTypes.STRING(16) },
        synced_at: { type: DataTypes.DATE(3) },
        stated_at: { type: DataTypes.DATE(3) },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'whatsapp_template',
        indexes: [
          { name: 'uq_template_name', unique: true, fields: ['tenant_id', 'waba_id', 'name', 'language'] },
          { name: 'uq_template_tenant', unique: true, fields: ['tenant_id', 'id'] },
        ],
      },
    ),
    templateBinding: sequelize.define(
      'template_binding',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        name: { type: DataTypes.STRING(255), primaryKey: true },
        language: { type: DataTypes.STRING(16), primaryKey: true },
        variable: { type: DataTypes.STRING(64), primaryKey: true },
        fact: { type: DataTypes.STRING(32), allowNull: false },
        fallback: { type: DataTypes.STRING(200) },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'template_binding',
        indexes: [],
      },
    ),
    webhookEvent: sequelize.define(
      'webhook_event',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT },
        provider: { type: DataTypes.STRING(32), allowNull: false },
        event_type: { type: DataTypes.STRING(64), allowNull: false },
        delivery_id: { type: DataTypes.STRING(128) },
        payload_hash: { type: DataTypes.CHAR(64), allowNull: false },
        raw: { type: DataTypes.BLOB('medium') },
        error: { type: DataTypes.STRING(500) },
        received_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
        processed_at: { type: DataTypes.DATE(3) },
        status: { type: DataTypes.ENUM('received', 'processed', 'failed', 'dlq'), allowNull: false, defaultValue: 'received' },
      },
      {
        tableName: 'webhook_event',
        indexes: [
          { name: 'uq_payload_hash', unique: true, fields: ['provider', 'payload_hash'] },
          { name: 'idx_webhook_status', fields: ['status', 'id'] },
        ],
      },
    ),
  };
}
