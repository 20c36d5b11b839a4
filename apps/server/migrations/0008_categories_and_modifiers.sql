CREATE TABLE categories (
  environment_id text NOT NULL,
  category_id text NOT NULL,
  name text NOT NULL,
  handle text NOT NULL,
  description text,
  status text NOT NULL CHECK (status IN ('active', 'deleted')),
  version bigint NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, category_id)
);
-- A deleted category gives its handle free.
CREATE UNIQUE INDEX categories_by_handle ON categories (environment_id, handle) WHERE status <> 'deleted';
CREATE INDEX categories_by_any_handle ON categories (environment_id, handle);
CREATE INDEX categories_by_status ON categories (environment_id, status, category_id);
CREATE INDEX categories_by_name ON categories (environment_id, name, category_id);
CREATE INDEX categories_by_update ON categories (environment_id, updated_at, category_id);

-- The document is the whole group, its modifiers in order; the columns are what is filtered, sorted or compared.
CREATE TABLE modifier_groups (
  environment_id text NOT NULL,
  modifier_group_id text NOT NULL,
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'archived')),
  group_type text NOT NULL CHECK (group_type IN ('list', 'text')),
  -- The one currency of its modifiers' prices; null when none has a price.
  currency text,
  version bigint NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, modifier_group_id)
);
CREATE INDEX modifier_groups_by_status ON modifier_groups (environment_id, status, modifier_group_id);
CREATE INDEX modifier_groups_by_type ON modifier_groups (environment_id, group_type, modifier_group_id);
CREATE INDEX modifier_groups_by_name ON modifier_groups (environment_id, name, modifier_group_id);
CREATE INDEX modifier_groups_by_update ON modifier_groups (environment_id, updated_at, modifier_group_id);

-- Which group a modifier stands in, for order lines that name the modifier alone.
CREATE TABLE modifiers (
  environment_id text NOT NULL,
  modifier_id text NOT NULL,
  modifier_group_id text NOT NULL,
  PRIMARY KEY (environment_id, modifier_id),
  FOREIGN KEY (environment_id, modifier_group_id) REFERENCES modifier_groups
);
CREATE INDEX modifiers_by_group ON modifiers (environment_id, modifier_group_id);

CREATE TABLE modifier_sets (
  environment_id text NOT NULL,
  modifier_set_id text NOT NULL,
  name text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'archived')),
  version bigint NOT NULL,
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, modifier_set_id)
);
CREATE INDEX modifier_sets_by_status ON modifier_sets (environment_id, status, modifier_set_id);
CREATE INDEX modifier_sets_by_name ON modifier_sets (environment_id, name, modifier_set_id);
CREATE INDEX modifier_sets_by_update ON modifier_sets (environment_id, updated_at, modifier_set_id);

-- The groups of each set, for the two look-ups between them; their order and limits are in the set's document.
CREATE TABLE modifier_set_groups (
  environment_id text NOT NULL,
  modifier_set_id text NOT NULL,
  modifier_group_id text NOT NULL,
  PRIMARY KEY (environment_id, modifier_set_id, modifier_group_id),
  FOREIGN KEY (environment_id, modifier_set_id) REFERENCES modifier_sets,
  FOREIGN KEY (environment_id, modifier_group_id) REFERENCES modifier_groups
);
CREATE INDEX modifier_set_groups_by_group ON modifier_set_groups (environment_id, modifier_group_id);

CREATE TABLE payment_method_domains (
  environment_id text NOT NULL,
  payment_method_domain_id text NOT NULL,
  domain_name text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'inactive')),
  validation_status text NOT NULL CHECK (validation_status IN ('active', 'action_required', 'unavailable')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, payment_method_domain_id),
  CONSTRAINT payment_method_domains_by_name UNIQUE (environment_id, domain_name)
);
CREATE INDEX payment_method_domains_by_status ON payment_method_domains (environment_id, status, payment_method_domain_id);
