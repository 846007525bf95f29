-- Engage: the only schema source. Idempotent; applied at start under a lock; runs on MySQL 8.4+ and MariaDB 10.11+.
-- Every row carries tenant_id; children point at parents by (tenant_id, …) so that no row can reach into another tenant. Without a foreign
-- key, because its check would lock the parent's row in the commit of every message: message.contact_id and number_id (its ticket, which
-- has both, is checked), outbound.contact_id and number_id (its message is), ticket.former_ticket_id and preview_message_id (a cycle),
-- audit_log.actor_user_id. test/flows/models.test.ts knows the list.
-- The database's default collation is set by the server for its engine; ids of other systems compare byte by byte (utf8mb4_bin).

CREATE TABLE IF NOT EXISTS tenant (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  slug VARCHAR(64) NOT NULL,
  name VARCHAR(255) NOT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_tenant_slug (slug)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS setting (
  tenant_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  value JSON NOT NULL,
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (tenant_id, name),
  CONSTRAINT fk_setting_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- A number we answer on. phone_number_id routes a webhook item to its tenant; it belongs to one tenant only.
CREATE TABLE IF NOT EXISTS whatsapp_number (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  phone_number_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  waba_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  display_phone VARCHAR(32) NOT NULL DEFAULT '',
  name VARCHAR(255) NOT NULL DEFAULT '',
  messages_per_second INT NOT NULL DEFAULT 80,
  stopped_reason VARCHAR(64) NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_number_phone_number_id (phone_number_id),
  UNIQUE KEY uq_number_tenant (tenant_id, id),
  CONSTRAINT fk_number_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
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

-- Staff. external_id is the host's own user id; password_hash only for sign-in without a host.
CREATE TABLE IF NOT EXISTS user (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  external_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  email VARCHAR(255) NULL,
  name VARCHAR(255) NOT NULL,
  password_hash VARCHAR(255) NULL,
  role ENUM('agent','sales','renewal','supervisor','admin') NOT NULL,
  scope_all TINYINT(1) NOT NULL DEFAULT 0,
  pii ENUM('full','masked') NOT NULL DEFAULT 'full',
  is_active TINYINT(1) NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_user_tenant (tenant_id, id),
  UNIQUE KEY uq_user_external (tenant_id, external_id),
  UNIQUE KEY uq_user_email (tenant_id, email),
  CONSTRAINT fk_user_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- One row per granted franchise or outlet (exactly one of the two is set).
CREATE TABLE IF NOT EXISTS user_scope (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  fid BIGINT NULL,
  oid BIGINT NULL,
  UNIQUE KEY uq_scope_fid (tenant_id, user_id, fid),
  UNIQUE KEY uq_scope_oid (tenant_id, user_id, oid),
  CONSTRAINT ck_scope_one CHECK ((fid IS NULL) <> (oid IS NULL)),
  CONSTRAINT fk_scope_user FOREIGN KEY (tenant_id, user_id) REFERENCES user (tenant_id, id),
  CONSTRAINT fk_scope_franchise FOREIGN KEY (tenant_id, fid) REFERENCES franchise (tenant_id, fid),
  CONSTRAINT fk_scope_outlet FOREIGN KEY (tenant_id, oid) REFERENCES outlet (tenant_id, oid)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Who writes to us. The phone may be absent; a merged contact points at the one it went into.
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

-- How we recognise a contact again. Match order: bsuid, parent_bsuid, phone_e164 (whatsapp.md §2). Usernames are never keys.
CREATE TABLE IF NOT EXISTS contact_identity (
  tenant_id BIGINT NOT NULL,
  kind ENUM('phone_e164','wa_id','bsuid','parent_bsuid') NOT NULL,
  value VARCHAR(160) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  contact_id BIGINT NOT NULL,
  first_seen_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  valid_to DATETIME(3) NULL,
  PRIMARY KEY (tenant_id, kind, value),
  KEY idx_identity_contact (tenant_id, contact_id),
  CONSTRAINT fk_identity_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Consent ledger (SEC-02, WA-16): the last row of a contact and channel is in force.
CREATE TABLE IF NOT EXISTS contact_consent (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  channel VARCHAR(16) NOT NULL DEFAULT 'whatsapp',
  state ENUM('in','out') NOT NULL,
  source VARCHAR(64) NOT NULL,
  actor_user_id BIGINT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  KEY idx_consent_contact (tenant_id, contact_id, id),
  CONSTRAINT fk_consent_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
  CONSTRAINT fk_consent_actor FOREIGN KEY (tenant_id, actor_user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Which outlets a contact speaks for; is_primary is the default proposed for new tickets.
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

-- What a ticket is about. Tickets of a lead category may be finished without an outlet (X-25).
CREATE TABLE IF NOT EXISTS category (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  is_lead TINYINT(1) NOT NULL DEFAULT 0,
  UNIQUE KEY uq_category_tenant (tenant_id, id),
  UNIQUE KEY uq_category_name (tenant_id, name),
  CONSTRAINT fk_category_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Work to be done for a contact. fid/oid stay empty until the outlet is known (X-25). The preview columns are the inbox line.
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
  KEY idx_ticket_oid (tenant_id, oid, is_open),
  KEY idx_ticket_contact (tenant_id, contact_id, id),
  KEY idx_ticket_priority (tenant_id, is_open, priority, id),
  KEY idx_ticket_created (tenant_id, is_open, created_at, id),
  KEY idx_ticket_waiting (tenant_id, is_open, awaiting_since, id),
  KEY idx_ticket_resolved (tenant_id, resolved_at),
  KEY idx_ticket_subject (tenant_id, subject),
  KEY idx_ticket_status_created (tenant_id, status, created_at),
  CONSTRAINT fk_ticket_number FOREIGN KEY (tenant_id, number_id) REFERENCES whatsapp_number (tenant_id, id),
  CONSTRAINT fk_ticket_franchise FOREIGN KEY (tenant_id, fid) REFERENCES franchise (tenant_id, fid),
  CONSTRAINT fk_ticket_outlet FOREIGN KEY (tenant_id, oid) REFERENCES outlet (tenant_id, oid),
  CONSTRAINT fk_ticket_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
  CONSTRAINT fk_ticket_category FOREIGN KEY (tenant_id, category_id) REFERENCES category (tenant_id, id),
  CONSTRAINT fk_ticket_assignee FOREIGN KEY (tenant_id, assigned_user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- One row per contact and number: the customer service window and the ticket new messages go to.
CREATE TABLE IF NOT EXISTS conversation (
  tenant_id BIGINT NOT NULL,
  number_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  current_ticket_id BIGINT NULL,
  last_inbound_at DATETIME(3) NULL,
  PRIMARY KEY (tenant_id, number_id, contact_id),
  CONSTRAINT fk_conversation_number FOREIGN KEY (tenant_id, number_id) REFERENCES whatsapp_number (tenant_id, id),
  CONSTRAINT fk_conversation_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
  CONSTRAINT fk_conversation_ticket FOREIGN KEY (tenant_id, current_ticket_id) REFERENCES ticket (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- A template as Meta knows it; components is Meta's own JSON.
CREATE TABLE IF NOT EXISTS whatsapp_template (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  waba_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  meta_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  name VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  language VARCHAR(16) NOT NULL,
  category VARCHAR(32) NOT NULL,
  status VARCHAR(32) NOT NULL,
  parameter_format ENUM('POSITIONAL','NAMED') NOT NULL DEFAULT 'POSITIONAL',
  components JSON NOT NULL,
  rejected_reason VARCHAR(255) NULL,
  quality VARCHAR(16) NULL,
  synced_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_template_tenant (tenant_id, id),
  UNIQUE KEY uq_template_name (tenant_id, waba_id, name, language),
  CONSTRAINT fk_template_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- A file an agent uploaded; wa_media_id is Meta's id for it on that number since wa_media_at (valid 30 days).
CREATE TABLE IF NOT EXISTS upload (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  media_key VARCHAR(512) NOT NULL,
  mime VARCHAR(128) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  bytes BIGINT NOT NULL,
  filename VARCHAR(255) NULL,
  kind VARCHAR(16) NOT NULL,
  wa_media_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  wa_media_number_id BIGINT NULL,
  wa_media_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_upload_tenant (tenant_id, id),
  CONSTRAINT fk_upload_user FOREIGN KEY (tenant_id, user_id) REFERENCES user (tenant_id, id),
  CONSTRAINT fk_upload_number FOREIGN KEY (tenant_id, wa_media_number_id) REFERENCES whatsapp_number (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What was said. ticket_revision is the ticket's revision an outbound message made: a draft with a lower base is stale. occurred_at is the provider's time (in) or ours at queueing (out): a thread is ordered by (occurred_at, id).
CREATE TABLE IF NOT EXISTS message (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  ticket_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  number_id BIGINT NOT NULL,
  direction ENUM('in','out') NOT NULL,
  wa_message_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  type ENUM('text','image','audio','video','document','sticker','location','contacts','reaction','button','interactive','order','system','template','unsupported','unknown') NOT NULL,
  content_text TEXT NULL,
  payload JSON NULL,
  reply_to_wa_message_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  author_user_id BIGINT NULL,
  client_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  ticket_revision INT NULL,
  template_id BIGINT NULL,
  upload_id BIGINT NULL,
  media_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  media_state ENUM('pending','stored','failed','too_large','expired') NULL,
  media_key VARCHAR(512) NULL,
  media_mime VARCHAR(128) NULL,
  media_sha256 VARCHAR(128) NULL,
  media_bytes BIGINT NULL,
  media_filename VARCHAR(255) NULL,
  status ENUM('received','queued','sending','unknown','sent','delivered','read','played','failed') NOT NULL,
  error_code VARCHAR(64) NULL,
  error_detail VARCHAR(500) NULL,
  attempts INT NOT NULL DEFAULT 0,
  next_attempt_at DATETIME(3) NULL,
  occurred_at DATETIME(3) NOT NULL,
  claimed_at DATETIME(3) NULL,
  sent_at DATETIME(3) NULL,
  delivered_at DATETIME(3) NULL,
  read_at DATETIME(3) NULL,
  failed_at DATETIME(3) NULL,
  received_at DATETIME(3) NULL,
  edited_at DATETIME(3) NULL,
  deleted_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_message_tenant (tenant_id, id),
  UNIQUE KEY uq_wa_message_id (tenant_id, wa_message_id),
  UNIQUE KEY uq_message_client_key (tenant_id, client_key),
  KEY idx_message_thread (tenant_id, ticket_id, occurred_at, id),
  CONSTRAINT fk_msg_ticket FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id),
  CONSTRAINT fk_msg_author FOREIGN KEY (tenant_id, author_user_id) REFERENCES user (tenant_id, id),
  CONSTRAINT fk_msg_template FOREIGN KEY (tenant_id, template_id) REFERENCES whatsapp_template (tenant_id, id),
  CONSTRAINT fk_msg_upload FOREIGN KEY (tenant_id, upload_id) REFERENCES upload (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Outbound messages under way, one row each while queued/sending/unknown: the sweep and the order guard look here, not at message.
-- tries counts automatic attempts since a person asked; woken_at is when the broker was last told of a queued message.
CREATE TABLE IF NOT EXISTS outbound (
  tenant_id BIGINT NOT NULL,
  message_id BIGINT NOT NULL,
  number_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  state ENUM('queued','sending','unknown') NOT NULL DEFAULT 'queued',
  tries INT NOT NULL DEFAULT 0,
  claimed_at DATETIME(3) NULL,
  woken_at DATETIME(3) NULL,
  next_attempt_at DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant_id, message_id),
  KEY idx_outbound_contact (tenant_id, number_id, contact_id, message_id),
  KEY idx_outbound_due (state, next_attempt_at),
  CONSTRAINT fk_outbound_message FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Every attempt to send and the provider's answer (WA-09).
CREATE TABLE IF NOT EXISTS message_attempt (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  message_id BIGINT NOT NULL,
  attempt INT NOT NULL,
  result ENUM('accepted','rejected','retry','timeout','skipped') NOT NULL,
  wa_message_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  http_status INT NULL,
  error_code VARCHAR(64) NULL,
  error_detail VARCHAR(500) NULL,
  duration_ms INT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  KEY idx_attempt_message (tenant_id, message_id),
  CONSTRAINT fk_attempt_message FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Statuses, and reactions, edits and deletions by the merchant, that came before we knew the message: applied when it is known, dropped after a day.
CREATE TABLE IF NOT EXISTS unmatched_status (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  wa_message_id VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  status VARCHAR(16) NOT NULL,
  occurred_at DATETIME(3) NOT NULL,
  payload JSON NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_unmatched (tenant_id, wa_message_id, status),
  KEY idx_unmatched_created (created_at),
  CONSTRAINT fk_unmatched_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Internal notes: staff only, never sent. A table of its own so that no query for messages can pick one up.
CREATE TABLE IF NOT EXISTS ticket_note (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  ticket_id BIGINT NOT NULL,
  author_user_id BIGINT NOT NULL,
  content_text TEXT NOT NULL,
  client_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  KEY idx_note_ticket (tenant_id, ticket_id, created_at, id),
  UNIQUE KEY uq_note_client_key (tenant_id, client_key),
  CONSTRAINT fk_note_ticket FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id),
  CONSTRAINT fk_note_author FOREIGN KEY (tenant_id, author_user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Who did what, before and after. actor_user_id is empty for the system itself. Of a ticket it is also the timeline.
CREATE TABLE IF NOT EXISTS audit_log (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  actor_user_id BIGINT NULL,
  actor_name VARCHAR(64) NULL,
  entity_type VARCHAR(64) NOT NULL,
  entity_id BIGINT NOT NULL,
  action VARCHAR(64) NOT NULL,
  before_json JSON NULL,
  after_json JSON NULL,
  request_id VARCHAR(64) NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  KEY idx_audit_entity (tenant_id, entity_type, entity_id, created_at, id),
  KEY idx_audit_created (tenant_id, created_at),
  CONSTRAINT fk_audit_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Webhook deliveries off the hot path: spilled while the broker was away, unparsable, unrouted, other fields. Nothing is ever `dlq` here:
-- dead letters wait in the broker's own queues (`npm run dlq`).
CREATE TABLE IF NOT EXISTS webhook_event (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NULL,
  provider VARCHAR(32) NOT NULL,
  event_type VARCHAR(64) NOT NULL,
  delivery_id VARCHAR(128) NULL,
  payload_hash CHAR(64) NOT NULL,
  raw MEDIUMBLOB NULL,
  error VARCHAR(500) NULL,
  received_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  processed_at DATETIME(3) NULL,
  status ENUM('received','processed','failed','dlq') NOT NULL DEFAULT 'received',
  UNIQUE KEY uq_payload_hash (provider, payload_hash),
  KEY idx_webhook_status (status, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The transactional outbox: written with the change, published after commit, deleted once the broker confirmed.
CREATE TABLE IF NOT EXISTS event (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  type VARCHAR(64) NOT NULL,
  payload JSON NOT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  CONSTRAINT fk_event_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
