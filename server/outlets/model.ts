import { DataTypes, type ModelStatic, type Model, type Sequelize } from 'sequelize';
import { OUTLET_STATUSES } from '../../types/outlets.ts';

/** The tables of this domain as Sequelize sees them: columns and keys of schema.sql, no associations, no hooks (test/flows/models.test.ts compares). */
export function outletsModels(sequelize: Sequelize): Record<'franchise' | 'outlet', ModelStatic<Model>> {
  return {
    franchise: sequelize.define(
      'franchise',
      {
        tenant_id: { type: DataTypes.BIGINT, primaryKey: true },
        fid: { type: DataTypes.BIGINT, primaryKey: true },
        name: { type: DataTypes.STRING(255), allowNull: false },
        status: { type: DataTypes.ENUM('active', 'suspended'), allowNull: false, defaultValue: 'active' },
        renewal_date: { type: DataTypes.DATEONLY },
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
        status: { type: DataTypes.ENUM(...OUTLET_STATUSES), allowNull: false, defaultValue: 'active' },
        address: { type: DataTypes.JSON },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'outlet',
        indexes: [
          { name: 'uq_outlet_franchise', unique: true, fields: ['tenant_id', 'fid', 'oid'] },
          { name: 'idx_outlet_name', fields: ['tenant_id', 'name'] },
        ],
      },
    ),
  };
}
