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
  missing_since DATETIME(3) NULL,
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
  -- a later end, in a row of the POS that could not be used; NULL: its last row could be used, or says no later one
  told_expiry DATE NULL,
  status ENUM('active','suspended','closed') NOT NULL DEFAULT 'active',
  address JSON NULL,
  amount DECIMAL(12,2) NULL,
  currency CHAR(3) NULL,
  cycle_months INT NULL,
  payment_url VARCHAR(500) NULL,
  missing_since DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (tenant_id, oid),
  UNIQUE KEY uq_outlet_franchise (tenant_id, fid, oid),
  KEY idx_outlet_name (tenant_id, name),
  KEY idx_outlet_expiry (tenant_id, expiry_date, oid),
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

-- What staff say of an outlet's subscription where the POS says nothing, or something wrong (RENEW-13, X-22, G-05). Empty: as the POS says, else the setting.
CREATE TABLE IF NOT EXISTS outlet_billing (
  tenant_id BIGINT NOT NULL,
  oid BIGINT NOT NULL,
  amount DECIMAL(12,2) NULL,
  currency CHAR(3) NULL,
  cycle_months INT NULL,
  payment_url VARCHAR(500) NULL,
  updated_by_user_id BIGINT NULL,
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (tenant_id, oid),
  CONSTRAINT fk_billing_outlet FOREIGN KEY (tenant_id, oid) REFERENCES outlet (tenant_id, oid),
  CONSTRAINT fk_billing_user FOREIGN KEY (tenant_id, updated_by_user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- A load of the POS's lists. The POS is read into the staged tables page by page (page_cursor: where to go on after a crash), compared there,
-- and applied in steps; every write of a run proves its fence, so that a process that lost its lock cannot go on (POS-16).
CREATE TABLE IF NOT EXISTS pos_sync_run (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  kind ENUM('full','incremental') NOT NULL,
  cause ENUM('schedule','import','admin','unknown_outlet','push') NOT NULL,
  actor_user_id BIGINT NULL,
  state ENUM('reading','comparing','held','applying','done','failed','discarded') NOT NULL DEFAULT 'reading',
  fence BIGINT NOT NULL,
  page_cursor VARCHAR(1000) NULL,
  since DATETIME(3) NULL,
  listed_franchises INT NOT NULL DEFAULT 0,
  listed_outlets INT NOT NULL DEFAULT 0,
  rejected INT NOT NULL DEFAULT 0,
  duplicates INT NOT NULL DEFAULT 0,
  added INT NOT NULL DEFAULT 0,
  changed INT NOT NULL DEFAULT 0,
  vanished INT NOT NULL DEFAULT 0,
  returned INT NOT NULL DEFAULT 0,
  reparented INT NOT NULL DEFAULT 0,
  contacts INT NOT NULL DEFAULT 0,
  rejected_contacts INT NOT NULL DEFAULT 0,
  -- FALSE: a row that could not be used may be any outlet, so that a full load found nothing vanished
  has_looked TINYINT(1) NOT NULL DEFAULT 1,
  share DECIMAL(6,4) NULL,
  decided_by_user_id BIGINT NULL,
  decided_at DATETIME(3) NULL,
  error VARCHAR(500) NULL,
  tries INT NOT NULL DEFAULT 0,
  started_at DATETIME(3) NOT NULL,
  heartbeat_at DATETIME(3) NOT NULL,
  finished_at DATETIME(3) NULL,
  UNIQUE KEY uq_pos_run_tenant (tenant_id, id),
  KEY idx_pos_run_state (tenant_id, state, id),
  CONSTRAINT fk_pos_run_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id),
  CONSTRAINT fk_pos_run_actor FOREIGN KEY (tenant_id, actor_user_id) REFERENCES user (tenant_id, id),
  CONSTRAINT fk_pos_run_decider FOREIGN KEY (tenant_id, decided_by_user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What a run has read and not yet applied; emptied when the run ends.
CREATE TABLE IF NOT EXISTS pos_staged_franchise (
  tenant_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  fid BIGINT NOT NULL,
  name VARCHAR(255) NOT NULL,
  status ENUM('active','suspended') NOT NULL,
  PRIMARY KEY (tenant_id, run_id, fid),
  CONSTRAINT fk_staged_franchise_run FOREIGN KEY (tenant_id, run_id) REFERENCES pos_sync_run (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS pos_staged_outlet (
  tenant_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  oid BIGINT NOT NULL,
  fid BIGINT NOT NULL,
  name VARCHAR(255) NOT NULL,
  timezone VARCHAR(64) NOT NULL,
  expiry_date DATE NULL,
  status ENUM('active','suspended','closed') NOT NULL,
  address JSON NULL,
  amount DECIMAL(12,2) NULL,
  currency CHAR(3) NULL,
  cycle_months INT NULL,
  payment_url VARCHAR(500) NULL,
  contacts JSON NULL,
  PRIMARY KEY (tenant_id, run_id, oid),
  CONSTRAINT fk_staged_outlet_run FOREIGN KEY (tenant_id, run_id) REFERENCES pos_sync_run (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What a run found different, whether applied or held (POS-13).
CREATE TABLE IF NOT EXISTS pos_sync_change (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  entity ENUM('franchise','outlet') NOT NULL,
  entity_key BIGINT NOT NULL,
  kind ENUM('added','changed','vanished','returned','reparented') NOT NULL,
  before_json JSON NULL,
  after_json JSON NULL,
  KEY idx_pos_change_run (tenant_id, run_id, kind, id),
  CONSTRAINT fk_pos_change_run FOREIGN KEY (tenant_id, run_id) REFERENCES pos_sync_run (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Rows of the POS nobody can use, with the reason; they do not stop the run.
CREATE TABLE IF NOT EXISTS pos_sync_reject (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  run_id BIGINT NOT NULL,
  entity ENUM('franchise','outlet','contact') NOT NULL,
  entity_key VARCHAR(64) NULL,
  reason VARCHAR(64) NOT NULL,
  field VARCHAR(64) NULL,
  raw JSON NULL,
  KEY idx_pos_reject_run (tenant_id, run_id, id),
  CONSTRAINT fk_pos_reject_run FOREIGN KEY (tenant_id, run_id) REFERENCES pos_sync_run (tenant_id, id)
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

-- Who asked to be forgotten (SEC-03): of each of their numbers a keyed digest (setting `erasure_key`), so that no list of the POS brings them
-- back; gone when they write to us themselves, or a colleague adds them.
CREATE TABLE IF NOT EXISTS contact_erased (
  tenant_id BIGINT NOT NULL,
  digest CHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  erased_at DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant_id, digest),
  CONSTRAINT fk_erased_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
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

-- Which outlets a contact speaks for; is_primary is the default proposed for new tickets, is_payer gets the outlet's renewal reminders.
-- source, confidence (0-100) and expires_at say how far a link is to be trusted; `rejected` is a person's word that it is wrong, which no
-- sync takes back; is_listed: the POS names it now, is_listed_first: as the first to turn to about this outlet.
CREATE TABLE IF NOT EXISTS contact_outlet (
  tenant_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  oid BIGINT NOT NULL,
  is_primary TINYINT(1) NOT NULL DEFAULT 0,
  is_payer TINYINT(1) NOT NULL DEFAULT 0,
  source ENUM('pos','agent','import','merchant') NOT NULL DEFAULT 'agent',
  confidence INT NOT NULL DEFAULT 90,
  state ENUM('active','rejected') NOT NULL DEFAULT 'active',
  is_listed TINYINT(1) NOT NULL DEFAULT 0,
  is_listed_first TINYINT(1) NOT NULL DEFAULT 0,
  confirmed_at DATETIME(3) NULL,
  expires_at DATETIME(3) NULL,
  actor_user_id BIGINT NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (tenant_id, contact_id, oid),
  KEY idx_co_outlet (tenant_id, oid, state, is_listed, expires_at),
  CONSTRAINT fk_co_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
  CONSTRAINT fk_co_outlet FOREIGN KEY (tenant_id, oid) REFERENCES outlet (tenant_id, oid),
  CONSTRAINT fk_co_actor FOREIGN KEY (tenant_id, actor_user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What a ticket is about. Tickets of a lead category may be finished without an outlet (X-25); while one of a complaint is open, nothing automatic is sent about its outlet.
CREATE TABLE IF NOT EXISTS category (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  is_lead TINYINT(1) NOT NULL DEFAULT 0,
  is_complaint TINYINT(1) NOT NULL DEFAULT 0,
  UNIQUE KEY uq_category_tenant (tenant_id, id),
  UNIQUE KEY uq_category_name (tenant_id, name),
  CONSTRAINT fk_category_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- prompt_state: `asked`, an automatic message that wants an answer was sent in it; `outreach`, there is nothing else in it yet, so it is no
-- work and in no list until the merchant answers.
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
  prompt_state ENUM('none','asked','outreach') NOT NULL DEFAULT 'none',
  is_open TINYINT(1) GENERATED ALWAYS AS (CASE WHEN status IN ('resolved','closed') OR prompt_state = 'outreach' THEN 0 ELSE 1 END) STORED,
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

-- A template as Meta knows it; components is Meta's own JSON. stated_at: when Meta said the status, so that older news change nothing.
CREATE TABLE IF NOT EXISTS whatsapp_template (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  waba_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  meta_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  name VARCHAR(512) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  language VARCHAR(16) NOT NULL,
  category VARCHAR(32) NOT NULL,
  status VARCHAR(32) NOT NULL,
  origin ENUM('meta','seed','local') NOT NULL DEFAULT 'meta',
  wanted_category VARCHAR(32) NULL,
  parameter_format ENUM('POSITIONAL','NAMED') NOT NULL DEFAULT 'POSITIONAL',
  components JSON NOT NULL,
  rejected_reason VARCHAR(255) NULL,
  quality VARCHAR(16) NULL,
  synced_at DATETIME(3) NULL,
  stated_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_template_tenant (tenant_id, id),
  UNIQUE KEY uq_template_name (tenant_id, waba_id, name, language),
  CONSTRAINT fk_template_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- What a blank of a template is about (TPL-04, TPL-19): the fact it takes, and the words when the fact is not known. By name and language,
-- so that a new version of Meta's keeps them.
CREATE TABLE IF NOT EXISTS template_binding (
  tenant_id BIGINT NOT NULL,
  name VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  language VARCHAR(16) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  variable VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  fact VARCHAR(32) NOT NULL,
  fallback VARCHAR(200) NULL,
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (tenant_id, name, language, variable),
  CONSTRAINT fk_binding_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id)
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
  lane ENUM('support','bulk') NOT NULL DEFAULT 'support',
  tries INT NOT NULL DEFAULT 0,
  claimed_at DATETIME(3) NULL,
  woken_at DATETIME(3) NULL,
  next_attempt_at DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant_id, message_id),
  KEY idx_outbound_contact (tenant_id, number_id, contact_id, message_id),
  KEY idx_outbound_due (state, next_attempt_at),
  CONSTRAINT fk_outbound_message FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Every automatic message to a person, of whatever kind, counted before the next one may go (contact pressure). claim_key: the same
-- message is never written twice.
CREATE TABLE IF NOT EXISTS automatic_message (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  kind ENUM('renewal','winback','outlet_question','csat') NOT NULL,
  claim_key VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  message_id BIGINT NOT NULL,
  created_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_automatic_claim (tenant_id, claim_key),
  KEY idx_automatic_contact (tenant_id, contact_id, created_at),
  KEY idx_automatic_message (tenant_id, message_id),
  CONSTRAINT fk_automatic_message FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id),
  CONSTRAINT fk_automatic_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id)
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

-- One cycle of an outlet's subscription (RENEW-01, RENEW-02, X-20). paid and cancelled are never overwritten by a refresh. next_* is what
-- decide-reminder said last: when to look again, for which step, and why.
CREATE TABLE IF NOT EXISTS renewal (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  fid BIGINT NOT NULL,
  oid BIGINT NOT NULL,
  due_date DATE NOT NULL,
  cycle_start DATE NOT NULL,
  amount DECIMAL(12,2) NOT NULL DEFAULT 0,
  currency CHAR(3) NOT NULL DEFAULT 'MYR',
  status ENUM('due','paid','failed','cancelled') NOT NULL DEFAULT 'due',
  source ENUM('pos','computed') NOT NULL DEFAULT 'computed',
  outcome ENUM('renewed','recovered','winback','returned','lost') NULL,
  contact_id BIGINT NULL,
  owner_user_id BIGINT NULL,
  paid_on DATE NULL,
  evidence JSON NULL,
  reason VARCHAR(64) NULL,
  settled_at DATETIME(3) NULL,
  settled_by_user_id BIGINT NULL,
  failed_at DATETIME(3) NULL,
  -- paid for in part: steps, caps and answers count from here; NULL: from the beginning
  round_started_at DATETIME(3) NULL,
  answered_at DATETIME(3) NULL,
  snoozed_until DATE NULL,
  last_attempt_at DATETIME(3) NULL,
  next_at DATETIME(3) NULL,
  next_step VARCHAR(16) NULL,
  next_reason VARCHAR(32) NULL,
  revision INT NOT NULL DEFAULT 1,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_renewal_cycle (tenant_id, oid, due_date),
  UNIQUE KEY uq_renewal_tenant (tenant_id, id),
  KEY idx_renewal_status (tenant_id, status, due_date, id, amount, currency, outcome),
  KEY idx_renewal_fid (tenant_id, fid, status, due_date, id, amount, outcome),
  KEY idx_renewal_owner (tenant_id, owner_user_id, status, due_date, id, amount, outcome),
  KEY idx_renewal_contact (tenant_id, contact_id, status, due_date),
  KEY idx_renewal_paid (tenant_id, paid_on, id),
  KEY idx_renewal_due (tenant_id, due_date, id, amount),
  KEY idx_renewal_next (tenant_id, next_at, id),
  KEY idx_renewal_outcome (tenant_id, outcome, due_date, id, amount, currency),
  KEY idx_renewal_sums (tenant_id, due_date, status, outcome, currency, paid_on, amount),
  KEY idx_renewal_amount (tenant_id, amount, id),
  CONSTRAINT fk_renewal_outlet FOREIGN KEY (tenant_id, oid) REFERENCES outlet (tenant_id, oid),
  CONSTRAINT fk_renewal_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
  CONSTRAINT fk_renewal_owner FOREIGN KEY (tenant_id, owner_user_id) REFERENCES user (tenant_id, id),
  CONSTRAINT fk_renewal_settler FOREIGN KEY (tenant_id, settled_by_user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Each time somebody was written to or called about a renewal (RENEW-07). step is the cadence point (`d-14`), `winback-30`, or `manual` for
-- what a person sent; a cadence point is written once per cycle (claim_key). How it went is the message's status, copied here as it moves.
CREATE TABLE IF NOT EXISTS renewal_attempt (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  renewal_id BIGINT NOT NULL,
  step VARCHAR(16) NOT NULL,
  claim_key VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  channel ENUM('whatsapp','email','call') NOT NULL,
  template VARCHAR(255) NULL,
  language VARCHAR(16) NULL,
  is_digest TINYINT(1) NOT NULL DEFAULT 0,
  message_id BIGINT NULL,
  ticket_id BIGINT NULL,
  contact_id BIGINT NULL,
  author_user_id BIGINT NULL,
  result ENUM('queued','sent','delivered','read','bounced','failed','unknown','withdrawn','replied','paid','reached','no_answer','promised','refused','wrong_number') NOT NULL DEFAULT 'queued',
  error_code VARCHAR(64) NULL,
  note TEXT NULL,
  superseded_at DATETIME(3) NULL,
  answered_at DATETIME(3) NULL,
  created_at DATETIME(3) NOT NULL,
  updated_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  UNIQUE KEY uq_renewal_attempt_claim (tenant_id, renewal_id, claim_key),
  KEY idx_renewal_attempt (tenant_id, renewal_id, id),
  KEY idx_renewal_attempt_step (tenant_id, step, created_at),
  KEY idx_renewal_attempt_message (tenant_id, message_id),
  KEY idx_renewal_attempt_ticket (tenant_id, ticket_id),
  KEY idx_renewal_attempt_open (tenant_id, result, created_at),
  KEY idx_renewal_attempt_created (tenant_id, created_at),
  CONSTRAINT fk_attempt_renewal FOREIGN KEY (tenant_id, renewal_id) REFERENCES renewal (tenant_id, id),
  CONSTRAINT fk_attempt_renewal_message FOREIGN KEY (tenant_id, message_id) REFERENCES message (tenant_id, id),
  CONSTRAINT fk_attempt_renewal_ticket FOREIGN KEY (tenant_id, ticket_id) REFERENCES ticket (tenant_id, id),
  CONSTRAINT fk_attempt_renewal_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES contact (tenant_id, id),
  CONSTRAINT fk_attempt_renewal_author FOREIGN KEY (tenant_id, author_user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Why something was sent, put off or left out ("Explain"); a row whenever the answer is another one than before.
CREATE TABLE IF NOT EXISTS renewal_decision (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  renewal_id BIGINT NOT NULL,
  verdict ENUM('send','wait','skip','stop','fallback') NOT NULL,
  step VARCHAR(16) NULL,
  reason VARCHAR(32) NOT NULL,
  until_at DATETIME(3) NULL,
  facts JSON NULL,
  created_at DATETIME(3) NOT NULL,
  KEY idx_renewal_decision (tenant_id, renewal_id, id),
  CONSTRAINT fk_decision_renewal FOREIGN KEY (tenant_id, renewal_id) REFERENCES renewal (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE IF NOT EXISTS renewal_note (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  renewal_id BIGINT NOT NULL,
  author_user_id BIGINT NOT NULL,
  content_text TEXT NOT NULL,
  client_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  created_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_renewal_note_key (tenant_id, client_key),
  KEY idx_renewal_note (tenant_id, renewal_id, id),
  CONSTRAINT fk_renewal_note_renewal FOREIGN KEY (tenant_id, renewal_id) REFERENCES renewal (tenant_id, id),
  CONSTRAINT fk_renewal_note_author FOREIGN KEY (tenant_id, author_user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Something a person is to do: also the fallback when WhatsApp cannot reach (dedupe_key: one per step).
CREATE TABLE IF NOT EXISTS renewal_task (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  renewal_id BIGINT NOT NULL,
  kind ENUM('call','email','follow_up') NOT NULL,
  reason VARCHAR(32) NOT NULL,
  title VARCHAR(255) NULL,
  due_on DATE NOT NULL,
  assigned_user_id BIGINT NULL,
  dedupe_key VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
  created_by_user_id BIGINT NULL,
  done_at DATETIME(3) NULL,
  done_by_user_id BIGINT NULL,
  created_at DATETIME(3) NOT NULL,
  UNIQUE KEY uq_renewal_task_dedupe (tenant_id, renewal_id, dedupe_key),
  UNIQUE KEY uq_renewal_task_tenant (tenant_id, id),
  KEY idx_renewal_task_open (tenant_id, done_at, due_on, id),
  KEY idx_renewal_task_mine (tenant_id, assigned_user_id, done_at, due_on, id),
  CONSTRAINT fk_renewal_task_renewal FOREIGN KEY (tenant_id, renewal_id) REFERENCES renewal (tenant_id, id),
  CONSTRAINT fk_renewal_task_assignee FOREIGN KEY (tenant_id, assigned_user_id) REFERENCES user (tenant_id, id),
  CONSTRAINT fk_renewal_task_creator FOREIGN KEY (tenant_id, created_by_user_id) REFERENCES user (tenant_id, id),
  CONSTRAINT fk_renewal_task_doer FOREIGN KEY (tenant_id, done_by_user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- A bulk "send now", with its progress; what happened to each renewal is its item, and its decision and its attempt.
CREATE TABLE IF NOT EXISTS renewal_job (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  tenant_id BIGINT NOT NULL,
  user_id BIGINT NOT NULL,
  client_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  state ENUM('running','done','cancelled') NOT NULL DEFAULT 'running',
  total INT NOT NULL,
  sent INT NOT NULL DEFAULT 0,
  skipped INT NOT NULL DEFAULT 0,
  created_at DATETIME(3) NOT NULL,
  finished_at DATETIME(3) NULL,
  UNIQUE KEY uq_renewal_job_key (tenant_id, client_key),
  UNIQUE KEY uq_renewal_job_tenant (tenant_id, id),
  KEY idx_renewal_job_state (state, id),
  CONSTRAINT fk_renewal_job_user FOREIGN KEY (tenant_id, user_id) REFERENCES user (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- A renewal of a bulk sending: each is counted once, however often its message is delivered. not_before: quiet hours, tried again then.
CREATE TABLE IF NOT EXISTS renewal_job_item (
  tenant_id BIGINT NOT NULL,
  job_id BIGINT NOT NULL,
  renewal_id BIGINT NOT NULL,
  state ENUM('waiting','sent','skipped') NOT NULL DEFAULT 'waiting',
  reason VARCHAR(32) NULL,
  not_before DATETIME(3) NULL,
  PRIMARY KEY (tenant_id, job_id, renewal_id),
  CONSTRAINT fk_job_item_job FOREIGN KEY (tenant_id, job_id) REFERENCES renewal_job (tenant_id, id),
  CONSTRAINT fk_job_item_renewal FOREIGN KEY (tenant_id, renewal_id) REFERENCES renewal (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Payments the POS pushed that were taken, by its own number for them: none counts twice, whichever body it comes in. renewal_id: what it paid, NULL: nothing;
-- said: what is needed to judge it again when what its cycle was settled by is taken back.
CREATE TABLE IF NOT EXISTS pos_event (
  tenant_id BIGINT NOT NULL,
  event_id VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  renewal_id BIGINT NULL,
  oid BIGINT NULL,
  said JSON NULL,
  created_at DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  PRIMARY KEY (tenant_id, event_id),
  KEY idx_pos_event_oid (tenant_id, oid, created_at),
  CONSTRAINT fk_pos_event_tenant FOREIGN KEY (tenant_id) REFERENCES tenant (id),
  CONSTRAINT fk_pos_event_renewal FOREIGN KEY (tenant_id, renewal_id) REFERENCES renewal (tenant_id, id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Whose turn it is: work of a kind goes to whoever had it longest ago.
CREATE TABLE IF NOT EXISTS assignment_turn (
  tenant_id BIGINT NOT NULL,
  kind VARCHAR(32) NOT NULL,
  user_id BIGINT NOT NULL,
  last_at DATETIME(3) NOT NULL,
  PRIMARY KEY (tenant_id, kind, user_id),
  CONSTRAINT fk_turn_user FOREIGN KEY (tenant_id, user_id) REFERENCES user (tenant_id, id)
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
