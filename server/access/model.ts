import { DataTypes, type ModelStatic, type Model, type Sequelize } from 'sequelize';
import { PII_LEVELS, ROLES } from '../../types/access.ts';

/** The tables of this domain as Sequelize sees them: columns and keys of schema.sql, no associations, no hooks (test/flows/models.test.ts compares). */
export function accessModels(
  sequelize: Sequelize,
): Record<'tenant' | 'setting' | 'assignmentTurn' | 'user' | 'userScope' | 'auditLog' | 'event', ModelStatic<Model>> {
  return {
    tenant: sequelize.define(
      'tenant',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        slug: { type: DataTypes.STRING(64), allowNull: false },
        name: { type: DataTypes.STRING(255), allowNull: false },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'tenant',
        indexes: [{ name: 'uq_tenant_slug', unique: true, fields: ['slug'] }],
      },
    ),
    setting: sequelize.define(
      'setting',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        name: { type: DataTypes.STRING(100), primaryKey: true },
        value: { type: DataTypes.JSON, allowNull: false },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'setting',
        indexes: [],
      },
    ),
    assignmentTurn: sequelize.define(
      'assignment_turn',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        kind: { type: DataTypes.STRING(32), primaryKey: true },
        user_id: { type: DataTypes.BIGINT, primaryKey: true },
        last_at: { type: DataTypes.DATE(3), allowNull: false },
      },
      {
        tableName: 'assignment_turn',
        indexes: [],
      },
    ),
    user: sequelize.define(
      'user',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        external_id: { type: DataTypes.STRING(128) },
        email: { type: DataTypes.STRING(255) },
        name: { type: DataTypes.STRING(255), allowNull: false },
        password_hash: { type: DataTypes.STRING(255) },
        role: { type: DataTypes.ENUM(...ROLES), allowNull: false },
        scope_all: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
        pii: { type: DataTypes.ENUM(...PII_LEVELS), allowNull: false, defaultValue: 'full' },
        is_active: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: true },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'user',
        indexes: [
          { name: 'uq_user_email', unique: true, fields: ['tenant_id', 'email'] },
          { name: 'uq_user_external', unique: true, fields: ['tenant_id', 'external_id'] },
          { name: 'uq_user_tenant', unique: true, fields: ['tenant_id', 'id'] },
        ],
      },
    ),
    userScope: sequelize.define(
      'user_scope',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        user_id: { type: DataTypes.BIGINT, allowNull: false },
        fid: { type: DataTypes.BIGINT },
        oid: { type: DataTypes.BIGINT },
      },
      {
        tableName: 'user_scope',
        indexes: [
          { name: 'uq_scope_fid', unique: true, fields: ['tenant_id', 'user_id', 'fid'] },
          { name: 'uq_scope_oid', unique: true, fields: ['tenant_id', 'user_id', 'oid'] },
        ],
      },
    ),
    auditLog: sequelize.define(
      'audit_log',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        actor_user_id: { type: DataTypes.BIGINT },
        actor_name: { type: DataTypes.STRING(64) },
        entity_type: { type: DataTypes.STRING(64), allowNull: false },
        entity_id: { type: DataTypes.BIGINT, allowNull: false },
        action: { type: DataTypes.STRING(64), allowNull: false },
        before_json: { type: DataTypes.JSON },
        after_json: { type: DataTypes.JSON },
        request_id: { type: DataTypes.STRING(64) },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'audit_log',
        indexes: [
          { name: 'idx_audit_created', fields: ['tenant_id', 'created_at'] },
          { name: 'idx_audit_entity', fields: ['tenant_id', 'entity_type', 'entity_id', 'created_at', 'id'] },
        ],
      },
    ),
    event: sequelize.define(
      'event',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        type: { type: DataTypes.STRING(64), allowNull: false },
        payload: { type: DataTypes.JSON, allowNull: false },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'event',
        indexes: [],
      },
    ),
  };
}
