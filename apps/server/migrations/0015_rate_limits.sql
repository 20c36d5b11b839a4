-- How many requests each budget has left, shared by all nodes. Unlogged: after a crash every budget starts full, and taking
-- tokens costs no write-ahead log. It belongs to no environment: a budget is a key's, a merchant's or an address's.
-- Decision: docs/decisions/0021-shared-rate-limits.md.
CREATE UNLOGGED TABLE rate_limit_buckets (
  bucket text PRIMARY KEY,
  tokens double precision NOT NULL,
  -- What the last taker got.
  granted integer NOT NULL,
  -- Up to when the tokens are counted.
  refilled_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- When requests came that still count against a limit of so many in so long, in milliseconds, the oldest first. Unlogged and of
-- no environment, as above.
CREATE UNLOGGED TABLE rate_limit_windows (
  name text PRIMARY KEY,
  times double precision[] NOT NULL,
  -- Whether the last one was among them.
  is_granted boolean NOT NULL,
  used_at timestamptz NOT NULL
) WITH (fillfactor = 50);
