-- What a merchant has set in one environment, and nothing else: what is not there has its default. No row: nothing was set.
CREATE TABLE settings (
  environment_id text PRIMARY KEY,
  version bigint NOT NULL,
  document jsonb NOT NULL,
  metadata jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
