import { DataTypes, type ModelStatic, type Model, type Sequelize } from 'sequelize';
import { IDENTITY_KINDS } from '../../types/contacts.ts';
import { LINK_SOURCES } from '../../types/outlets.ts';

/** The tables of this domain as Sequelize sees them: columns and keys of schema.sql, no associations, no hooks (test/flows/models.test.ts compares). */
export function contactsModels(
  sequelize: Sequelize,
): Record<'contact' | 'contactIdentity' | 'contactErased' | 'contactConsent' | 'contactOutlet', ModelStatic<Model>> {
  return {
    contact: sequelize.define(
      'contact',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        wa_phone_e164: { type: DataTypes.STRING(32) },
        display_name: { type: DataTypes.STRING(255) },
        username: { type: DataTypes.STRING(64) },
        email: { type: DataTypes.STRING(255) },
        locale: { type: DataTypes.STRING(16) },
        opted_in_at: { type: DataTypes.DATE(3) },
        opted_out_at: { type: DataTypes.DATE(3) },
        undeliverable_at: { type: DataTypes.DATE(3) },
        merged_into_id: { type: DataTypes.BIGINT },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'contact',
        indexes: [
          { name: 'uq_contact_phone', unique: true, fields: ['tenant_id', 'wa_phone_e164'] },
          { name: 'uq_contact_tenant', unique: true, fields: ['tenant_id', 'id'] },
          { name: 'idx_contact_name', fields: ['tenant_id', 'display_name'] },
          { name: 'idx_contact_username', fields: ['tenant_id', 'username'] },
        ],
      },
    ),
    contactIdentity: sequelize.define(
      'contact_identity',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        kind: { type: DataTypes.ENUM(...IDENTITY_KINDS), primaryKey: true },
        value: { type: DataTypes.STRING(160), primaryKey: true },
        contact_id: { type: DataTypes.BIGINT, allowNull: false },
        first_seen_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
        valid_to: { type: DataTypes.DATE(3) },
      },
      {
        tableName: 'contact_identity',
        indexes: [{ name: 'idx_identity_contact', fields: ['tenant_id', 'contact_id'] }],
      },
    ),
    contactErased: sequelize.define(
      'contact_erased',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        digest: { type: DataTypes.CHAR(64), primaryKey: true },
        erased_at: { type: DataTypes.DATE(3), allowNull: false },
      },
      {
        tableName: 'contact_erased',
        indexes: [],
      },
    ),
    contactConsent: sequelize.define(
      'contact_consent',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        contact_id: { type: DataTypes.BIGINT, allowNull: false },
        channel: { type: DataTypes.STRING(16), allowNull: false, defaultValue: 'whatsapp' },
        state: { type: DataTypes.ENUM('in', 'out'), allowNull: false },
        source: { type: DataTypes.STRING(64), allowNull: false },
        actor_user_id: { type: DataTypes.BIGINT },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'contact_consent',
        indexes: [{ name: 'idx_consent_contact', fields: ['tenant_id', 'contact_id', 'id'] }],
      },
    ),
    contactOutlet: sequelize.define(
      'contact_outlet',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        contact_id: { type: DataTypes.BIGINT, primaryKey: true },
        oid: { type: DataTypes.BIGINT, primaryKey: true },
        is_primary: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
        is_payer: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
        source: { type: DataTypes.ENUM(...LINK_SOURCES), allowNull: false, defaultValue: 'agent' },
        confidence: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 90 },
        state: { type: DataTypes.ENUM('active', 'rejected'), allowNull: false, defaultValue: 'active' },
        is_listed: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
        is_listed_first: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
        confirmed_at: { type: DataTypes.DATE(3) },
        expires_at: { type: DataTypes.DATE(3) },
        actor_user_id: { type: DataTypes.BIGINT },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'contact_outlet',
        indexes: [{ name: 'idx_co_outlet', fields: ['tenant_id', 'oid', 'state', 'is_listed', 'expires_at'] }],
      },
    ),
  };
}
