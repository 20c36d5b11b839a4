-- A product and its variants are one aggregate: whoever changes either holds the product's row. Each is one document,
-- read and written whole; what is filtered, sorted, unique or read by other capabilities has a column, too.
CREATE TABLE products (
  environment_id text NOT NULL,
  product_id text NOT NULL,
  product_type text NOT NULL CHECK (product_type IN ('physical', 'service', 'fee', 'digital', 'gift_card')),
  status text NOT NULL CHECK (status IN ('active', 'inactive', 'archived')),
  name text NOT NULL,
  modifier_set_id text,
  external_reference_id text,
  version bigint NOT NULL CHECK (version > 0),
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, product_id)
);
-- Newest first without a sort_by uses the primary key. Each of these serves one documented filter or sort.
CREATE INDEX products_by_type ON products (environment_id, product_type, product_id);
CREATE INDEX products_by_status ON products (environment_id, status, product_id);
CREATE INDEX products_by_name ON products (environment_id, name, product_id);
CREATE INDEX products_by_update ON products (environment_id, updated_at, product_id);
CREATE INDEX products_by_reference ON products (environment_id, external_reference_id, product_id) WHERE external_reference_id IS NOT NULL;
-- Free text: any part of these, in any letter case.
CREATE INDEX products_by_text ON products USING gin (
  environment_id, lower(name) gin_trgm_ops, lower(external_reference_id) gin_trgm_ops, lower(document ->> 'description') gin_trgm_ops);

CREATE TABLE product_variants (
  environment_id text NOT NULL,
  variant_id text NOT NULL,
  product_id text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'inactive', 'archived')),
  sku text,
  position integer NOT NULL CHECK (position >= 0),
  version bigint NOT NULL CHECK (version > 0),
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, variant_id),
  FOREIGN KEY (environment_id, product_id) REFERENCES products
);
CREATE INDEX product_variants_by_creation ON product_variants (environment_id, product_id, variant_id);
CREATE INDEX product_variants_by_position ON product_variants (environment_id, product_id, position, variant_id);
CREATE INDEX product_variants_by_update ON product_variants (environment_id, product_id, updated_at, variant_id);
CREATE INDEX product_variants_by_sku ON product_variants (environment_id, sku) WHERE sku IS NOT NULL;

CREATE TABLE bundles (
  environment_id text NOT NULL,
  bundle_id text NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'inactive', 'archived')),
  name text NOT NULL,
  sku text,
  external_reference_id text,
  version bigint NOT NULL CHECK (version > 0),
  document jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (environment_id, bundle_id)
);
CREATE INDEX bundles_by_status ON bundles (environment_id, status, bundle_id);
CREATE INDEX bundles_by_name ON bundles (environment_id, name, bundle_id);
CREATE INDEX bundles_by_update ON bundles (environment_id, updated_at, bundle_id);
CREATE INDEX bundles_by_sku ON bundles (environment_id, sku) WHERE sku IS NOT NULL;
CREATE INDEX bundles_by_reference ON bundles (environment_id, external_reference_id, bundle_id) WHERE external_reference_id IS NOT NULL;
CREATE INDEX bundles_by_text ON bundles USING gin (
  environment_id, lower(name) gin_trgm_ops, lower(external_reference_id) gin_trgm_ops, lower(sku) gin_trgm_ops);

CREATE TABLE bundle_components (
  environment_id text NOT NULL,
  bundle_id text NOT NULL,
  bundle_component_id text NOT NULL,
  variant_id text NOT NULL,
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 9999),
  position integer NOT NULL CHECK (position >= 0),
  PRIMARY KEY (environment_id, bundle_id, bundle_component_id),
  FOREIGN KEY (environment_id, bundle_id) REFERENCES bundles,
  FOREIGN KEY (environment_id, variant_id) REFERENCES product_variants
);
CREATE INDEX bundle_components_by_variant ON bundle_components (environment_id, variant_id);

-- The SKUs of variants and bundles that are not archived: of two that want one at once, the key lets one through.
CREATE TABLE catalog_skus (
  environment_id text NOT NULL,
  sku text NOT NULL,
  owner_id text NOT NULL,
  PRIMARY KEY (environment_id, sku)
);

-- Which products and bundles name a category. Archived ones stay in it, and do not keep it in use.
CREATE TABLE catalog_categories (
  environment_id text NOT NULL,
  category_handle text NOT NULL,
  owner_id text NOT NULL,
  is_in_use boolean NOT NULL,
  PRIMARY KEY (environment_id, category_handle, owner_id)
);
CREATE INDEX catalog_categories_by_owner ON catalog_categories (environment_id, owner_id);
