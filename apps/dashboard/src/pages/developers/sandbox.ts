/** A sandbox as the API shows it. Source: contract, flint-platform 11. */
export type Sandbox = {
  readonly sandbox_id: string
  readonly name: string
  readonly status: 'active' | 'archived'
  readonly is_default: boolean
  readonly created_at: string
  readonly updated_at: string
}

/** With `issue_test_key` the answer has a first key, shown once. */
export type NewSandbox = Sandbox & { readonly secret_key?: string }

/** Source: docs/guides/sandbox-clock.md. */
export type SandboxClock = {
  readonly sandbox_id: string
  readonly status: 'running' | 'frozen' | 'advancing'
  readonly now: string
  readonly advancing_to: string | null
  readonly system_now: string
}
