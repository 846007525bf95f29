import { DataTypes, type ModelStatic, type Model, type Sequelize } from 'sequelize';
import { OUTLET_STATUSES } from '../../types/outlets.ts';
import { POS_CHANGE_KINDS, POS_RUN_STATES } from '../../types/pos.ts';

/** The tables of this domain as Sequelize sees them: columns and keys of schema.sql, no associations, no hooks (test/flows/models.test.ts compares). */
export function outletsModels(
  sequelize: Sequelize,
): Record<
  'franchise' | 'outlet' | 'outletBilling' | 'posSyncRun' | 'posStagedFranchise' | 'posStagedOutlet' | 'posSyncChange' | 'posSyncReject',
  ModelStatic<Model>
> {
  return {
    franchise: sequelize.define(
      'franchise',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        fid: { type: DataTypes.BIGINT, primaryKey: true },
        name: { type: DataTypes.STRING(255), allowNull: false },
        status: { type: DataTypes.ENUM('active', 'suspended'), allowNull: false, defaultValue: 'active' },
        renewal_date: { type: DataTypes.DATEONLY },
        missing_since: { type: DataTypes.DATE(3) },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'franchise',
        indexes: [{ name: 'idx_franchise_name', fields: ['tenant_id', 'name'] }],
      },
    ),
    outlet: sequelize.define(
      'outlet',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        oid: { type: DataTypes.BIGINT, primaryKey: true },
        fid: { type: DataTypes.BIGINT, allowNull: false },
        name: { type: DataTypes.STRING(255), allowNull: false },
        timezone: { type: DataTypes.STRING(64), allowNull: false, defaultValue: 'Asia/Kuala_Lumpur' },
        expiry_date: { type: DataTypes.DATEONLY },
        told_expiry: { type: DataTypes.DATEONLY },
        status: { type: DataTypes.ENUM(...OUTLET_STATUSES), allowNull: false, defaultValue: 'active' },
        address: { type: DataTypes.JSON },
        amount: { type: DataTypes.DECIMAL(12, 2) },
        currency: { type: DataTypes.CHAR(3) },
        cycle_months: { type: DataTypes.INTEGER },
        payment_url: { type: DataTypes.STRING(500) },
        missing_since: { type: DataTypes.DATE(3) },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'outlet',
        indexes: [
          { name: 'uq_outlet_franchise', unique: true, fields: ['tenant_id', 'fid', 'oid'] },
          { name: 'idx_outlet_expiry', fields: ['tenant_id', 'expiry_date', 'oid'] },
          { name: 'idx_outlet_name', fields: ['tenant_id', 'name'] },
        ],
      },
    ),
    outletBilling: sequelize.define(
      'outlet_billing',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        oid: { type: DataTypes.BIGINT, primaryKey: true },
        amount: { type: DataTypes.DECIMAL(12, 2) },
        currency: { type: DataTypes.CHAR(3) },
        cycle_months: { type: DataTypes.INTEGER },
        payment_url: { type: DataTypes.STRING(500) },
        updated_by_user_id: { type: DataTypes.BIGINT },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'outlet_billing',
        indexes: [],
      },
    ),
    posSyncRun: sequelize.define(
      'pos_sync_run',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        kind: { type: DataTypes.ENUM('full', 'incremental'), allowNull: false },
        cause: { type: DataTypes.ENUM('schedule', 'import', 'admin', 'unknown_outlet', 'push'), allowNull: false },
        actor_user_id: { type: DataTypes.BIGINT },
        state: { type: DataTypes.ENUM(...POS_RUN_STATES), allowNull: false, defaultValue: 'reading' },
        fence: { type: DataTypes.BIGINT, allowNull: false },
        page_cursor: { type: DataTypes.STRING(1000) },
        since: { type: DataTypes.DATE(3) },
        listed_franchises: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        listed_outlets: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        rejected: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        duplicates: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        added: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        changed: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        vanished: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        returned: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        reparented: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        contacts: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        rejected_contacts: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        has_looked: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: true },
        share: { type: DataTypes.DECIMAL(6, 4) },
        decided_by_user_id: { type: DataTypes.BIGINT },
        decided_at: { type: DataTypes.DATE(3) },
        error: { type: DataTypes.STRING(500) },
        tries: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        started_at: { type: DataTypes.DATE(3), allowNull: false },
        heartbeat_at: { type: DataTypes.DATE(3), allowNull: false },
        finished_at: { type: DataTypes.DATE(3) },
      },
      {
        tableName: 'pos_sync_run',
        indexes: [
          { name: 'uq_pos_run_tenant', unique: true, fields: ['tenant_id', 'id'] },
          { name: 'idx_pos_run_state', fields: ['tenant_id', 'state', 'id'] },
        ],
      },
    ),
    posStagedFranchise: sequelize.define(
      'pos_staged_franchise',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        run_id: { type: DataTypes.BIGINT, primaryKey: true },
        fid: { type: DataTypes.BIGINT, primaryKey: true },
        name: { type: DataTypes.STRING(255), allowNull: false },
        status: { type: DataTypes.ENUM('active', 'suspended'), allowNull: false },
      },
      {
        tableName: 'pos_staged_franchise',
        indexes: [],
      },
    ),
    posStagedOutlet: sequelize.define(
      'pos_staged_outlet',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        run_id: { type: DataTypes.BIGINT, primaryKey: true },
        oid: { type: DataTypes.BIGINT, primaryKey: true },
        fid: { type: DataTypes.BIGINT, allowNull: false },
        name: { type: DataTypes.STRING(255), allowNull: false },
        timezone: { type: DataTypes.STRING(64), allowNull: false },
        expiry_date: { type: DataTypes.DATEONLY },
        status: { type: DataTypes.ENUM(...OUTLET_STATUSES), allowNull: false },
        address: { type: DataTypes.JSON },
        amount: { type: DataTypes.DECIMAL(12, 2) },
        currency: { type: DataTypes.CHAR(3) },
        cycle_months: { type: DataTypes.INTEGER },
        payment_url: { type: DataTypes.STRING(500) },
        contacts: { type: DataTypes.JSON },
      },
      {
        tableName: 'pos_staged_outlet',
        indexes: [],
      },
    ),
    posSyncChange: sequelize.define(
      'pos_sync_change',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        run_id: { type: DataTypes.BIGINT, allowNull: false },
        entity: { type: DataTypes.ENUM('franchise', 'outlet'), allowNull: false },
        entity_key: { type: DataTypes.BIGINT, allowNull: false },
        kind: { type: DataTypes.ENUM(...POS_CHANGE_KINDS), allowNull: false },
        before_json: { type: DataTypes.JSON },
        after_json: { type: DataTypes.JSON },
      },
      {
        tableName: 'pos_sync_change',
        indexes: [{ name: 'idx_pos_change_run', fields: ['tenant_id', 'run_id', 'kind', 'id'] }],
      },
    ),
    posSyncReject: sequelize.define(
      'pos_sync_reject',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        run_id: { type: DataTypes.BIGINT, allowNull: false },
        entity: { type: DataTypes.ENUM('franchise', 'outlet', 'contact'), allowNull: false },
        entity_key: { type: DataTypes.STRING(64) },
        reason: { type: DataTypes.STRING(64), allowNull: false },
        field: { type: DataTypes.STRING(64) },
        raw: { type: DataTypes.JSON },
      },
      {
        tableName: 'pos_sync_reject',
        indexes: [{ name: 'idx_pos_reject_run', fields: ['tenant_id', 'run_id', 'id'] }],
      },
    ),
  };
}
