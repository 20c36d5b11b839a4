import type { KeyDialect } from './key-dialect.ts'

/** An API key as the API shows it. Source: contract, flint-platform 9.1. */
export type ApiKey = {
  readonly api_key_id: string
  readonly sandbox_id?: string
  readonly name: string
  readonly key_prefix: string
  readonly dialect: KeyDialect
  readonly scopes: readonly string[]
  readonly status: 'active' | 'revoked'
  readonly expires_at: string | null
  readonly last_used_at: string | null
  readonly created_at: string
  readonly updated_at: string
}

/** Right after it was made: the only time that its text is there. */
export type NewApiKey = ApiKey & { readonly secret_key: string }

/** What a person calls its state: an expired key stays `active` for the API, and is refused when it is used. */
export const keyStatus = ({ status, expires_at }: ApiKey, now: Date): 'active' | 'revoked' | 'expired' =>
  status === 'active' && expires_at !== null && new Date(expires_at) <= now ? 'expired' : status
