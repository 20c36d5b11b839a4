-- Outgoing e-mail: recorded in the transaction that causes it, written and sent by the worker, kept for who looks it up.
-- The text is null until the worker has written it. due_at is null once there is nothing left to do.
CREATE TABLE emails (
  environment_id text NOT NULL,
  email_id text NOT NULL,
  kind text NOT NULL,
  cause text NOT NULL CHECK (cause IN ('event', 'request')),
  recipient text NOT NULL,
  order_id text,
  customer_id text,
  -- What it is about where that is no order: a code, an invitation.
  about_id text,
  status text NOT NULL CHECK (status IN ('queued', 'sent', 'failed')),
  subject text,
  html_body text,
  text_body text,
  sent_by text CHECK (sent_by IN ('catcher', 'smtp')),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  due_at timestamptz,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (environment_id, email_id),
  CHECK ((status = 'queued') = (due_at IS NOT NULL))
);
CREATE INDEX emails_due ON emails (due_at, email_id) WHERE due_at IS NOT NULL;
CREATE INDEX emails_by_age ON emails (created_at);
CREATE INDEX emails_by_order ON emails (environment_id, order_id, email_id) WHERE order_id IS NOT NULL;
CREATE INDEX emails_by_customer ON emails (environment_id, customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX emails_by_recipient ON emails (environment_id, lower(recipient), email_id);
