-- People and what they may do for which merchant: control rows, like merchants and keys. They belong to no environment.

-- There from the moment in which the e-mail address was proved to be theirs.
CREATE TABLE users (
  user_id text PRIMARY KEY,
  email text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'deactivated')),
  -- scrypt, with its parameters; null for who came by API, or by a link, and has set none.
  password_hash text,
  -- Reviews other merchants' accounts. FLINT_OPERATOR_EMAILS names more.
  is_operator boolean NOT NULL DEFAULT false,
  default_merchant_id text REFERENCES merchants,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX one_user_of_email ON users (lower(email));

CREATE TABLE memberships (
  merchant_id text NOT NULL REFERENCES merchants,
  user_id text NOT NULL REFERENCES users,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'operator', 'viewer')),
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'revoked')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, user_id)
);
CREATE INDEX memberships_of_user ON memberships (user_id);

-- A code that was mailed, and the token that must come with it. A row of an address that nobody has is there too, so that
-- nobody learns which addresses are known.
CREATE TABLE email_codes (
  email_code_id text PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('sign_up', 'onboarding', 'password_reset')),
  email text NOT NULL,
  token_digest bytea NOT NULL UNIQUE,
  code_digest bytea NOT NULL,
  -- Encrypted: the code, for the text of the mail, and what was told at the start, for the end.
  sealed bytea NOT NULL,
  -- Whom the address belonged to at the start.
  user_id text REFERENCES users,
  tries_left integer NOT NULL CHECK (tries_left >= 0),
  used_at timestamptz,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX email_codes_by_expiry ON email_codes (expires_at);

-- Opens a session once. Made by a local start, for whoever sees its output.
CREATE TABLE sign_in_links (
  token_digest bytea PRIMARY KEY,
  user_id text NOT NULL REFERENCES users,
  expires_at timestamptz NOT NULL
);
CREATE INDEX sign_in_links_by_expiry ON sign_in_links (expires_at);

CREATE TABLE dashboard_sessions (
  dashboard_session_id text PRIMARY KEY,
  token_digest bytea NOT NULL UNIQUE,
  user_id text NOT NULL REFERENCES users,
  created_at timestamptz NOT NULL,
  -- To the hour: written no more often than that.
  last_used_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX dashboard_sessions_of_user ON dashboard_sessions (user_id);
CREATE INDEX dashboard_sessions_by_expiry ON dashboard_sessions (expires_at);

CREATE TABLE invitations (
  invitation_id text PRIMARY KEY,
  merchant_id text NOT NULL REFERENCES merchants,
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'operator', 'viewer')),
  invited_by text NOT NULL REFERENCES users,
  token_digest bytea NOT NULL UNIQUE,
  -- Encrypted, for the text of the mail.
  sealed bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL
);
-- A new one replaces the last.
CREATE UNIQUE INDEX one_invitation ON invitations (merchant_id, lower(email));
CREATE INDEX invitations_by_expiry ON invitations (expires_at);

CREATE TABLE onboarding_sessions (
  token_digest bytea PRIMARY KEY,
  user_id text NOT NULL REFERENCES users,
  merchant_id text NOT NULL REFERENCES merchants,
  expires_at timestamptz NOT NULL
);
CREATE INDEX onboarding_sessions_of_user ON onboarding_sessions (user_id);
CREATE INDEX onboarding_sessions_by_expiry ON onboarding_sessions (expires_at);

-- The first key of each mode, which onboarding mints once.
CREATE TABLE initial_api_keys (
  merchant_id text NOT NULL REFERENCES merchants,
  mode text NOT NULL CHECK (mode IN ('test', 'live')),
  api_key_id text NOT NULL,
  PRIMARY KEY (merchant_id, mode)
);
