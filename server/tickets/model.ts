import { DataTypes, type ModelStatic, type Model, type Sequelize } from 'sequelize';
import { LINK_STATES, TICKET_PRIORITIES, TICKET_STATUSES } from '../../types/tickets.ts';

/** The tables of this domain as Sequelize sees them: columns and keys of schema.sql, no associations, no hooks (test/flows/models.test.ts compares). */
export function ticketsModels(sequelize: Sequelize): Record<'ticket' | 'ticketNote' | 'category', ModelStatic<Model>> {
  return {
    ticket: sequelize.define(
      'ticket',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        number_id: { type: DataTypes.BIGINT, allowNull: false },
        contact_id: { type: DataTypes.BIGINT, allowNull: false },
        fid: { type: DataTypes.BIGINT },
        oid: { type: DataTypes.BIGINT },
        link_state: { type: DataTypes.ENUM(...LINK_STATES), allowNull: false, defaultValue: 'unknown' },
        subject: { type: DataTypes.STRING(255) },
        status: { type: DataTypes.ENUM(...TICKET_STATUSES), allowNull: false, defaultValue: 'new' },
        prompt_state: { type: DataTypes.ENUM('none', 'asked', 'outreach'), allowNull: false, defaultValue: 'none' },
        is_open: { type: DataTypes.BOOLEAN },
        priority: { type: DataTypes.ENUM(...TICKET_PRIORITIES), allowNull: false, defaultValue: 'normal' },
        category_id: { type: DataTypes.BIGINT },
        assigned_user_id: { type: DataTypes.BIGINT },
        former_ticket_id: { type: DataTypes.BIGINT },
        reopen_count: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        inbound_count: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        unread_count: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
        awaiting_since: { type: DataTypes.DATE(3) },
        first_inbound_at: { type: DataTypes.DATE(3) },
        first_response_at: { type: DataTypes.DATE(3) },
        resolved_at: { type: DataTypes.DATE(3) },
        closed_at: { type: DataTypes.DATE(3) },
        last_message_at: { type: DataTypes.DATE(3), allowNull: false },
        preview_type: { type: DataTypes.STRING(16) },
        preview_text: { type: DataTypes.STRING(200) },
        preview_direction: { type: DataTypes.ENUM('in', 'out') },
        preview_status: { type: DataTypes.STRING(16) },
        preview_message_id: { type: DataTypes.BIGINT },
        revision: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 1 },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
        updated_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'ticket',
        indexes: [
          { name: 'uq_ticket_tenant', unique: true, fields: ['tenant_id', 'id'] },
          { name: 'idx_ticket_assignee', fields: ['tenant_id', 'assigned_user_id', 'is_open'] },
          { name: 'idx_ticket_contact', fields: ['tenant_id', 'contact_id', 'id'] },
          { name: 'idx_ticket_created', fields: ['tenant_id', 'is_open', 'created_at', 'id'] },
          { name: 'idx_ticket_fid', fields: ['tenant_id', 'fid', 'is_open', 'last_message_at', 'id'] },
          { name: 'idx_ticket_inbox', fields: ['tenant_id', 'is_open', 'last_message_at', 'id'] },
          { name: 'idx_ticket_oid', fields: ['tenant_id', 'oid', 'is_open'] },
          { name: 'idx_ticket_priority', fields: ['tenant_id', 'is_open', 'priority', 'id'] },
          { name: 'idx_ticket_resolved', fields: ['tenant_id', 'resolved_at'] },
          { name: 'idx_ticket_status_created', fields: ['tenant_id', 'status', 'created_at'] },
          { name: 'idx_ticket_subject', fields: ['tenant_id', 'subject'] },
          { name: 'idx_ticket_waiting', fields: ['tenant_id', 'is_open', 'awaiting_since', 'id'] },
        ],
      },
    ),
    ticketNote: sequelize.define(
      'ticket_note',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        ticket_id: { type: DataTypes.BIGINT, allowNull: false },
        author_user_id: { type: DataTypes.BIGINT, allowNull: false },
        content_text: { type: DataTypes.TEXT, allowNull: false },
        client_key: { type: DataTypes.STRING(64) },
        created_at: { type: DataTypes.DATE(3), allowNull: false, defaultValue: DataTypes.NOW },
      },
      {
        tableName: 'ticket_note',
        indexes: [
          { name: 'uq_note_client_key', unique: true, fields: ['tenant_id', 'client_key'] },
          { name: 'idx_note_ticket', fields: ['tenant_id', 'ticket_id', 'created_at', 'id'] },
        ],
      },
    ),
    category: sequelize.define(
      'category',
      {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        tenant_id: { type: DataTypes.BIGINT, allowNull: false },
        name: { type: DataTypes.STRING(100), allowNull: false },
        is_lead: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
        is_complaint: { type: DataTypes.BOOLEAN, allowNull: false, defaultValue: false },
      },
      {
        tableName: 'category',
        indexes: [
          { name: 'uq_category_name', unique: true, fields: ['tenant_id', 'name'] },
          { name: 'uq_category_tenant', unique: true, fields: ['tenant_id', 'id'] },
        ],
      },
    ),
  };
}
